/**
 * A naive model of an Account's Mailboxes: a set of stores and a set of folders, every rule by
 * looking at all of them. What the engine answers and lists must equal what this says.
 */

/** One change of a tree. */
export type TreeStep =
  | { readonly do: 'create' | 'create folder' | 'delete' | 'delete folder'; readonly path: string }
  | { readonly do: 'delete nested' | 'delete nested of folder'; readonly path: string }
  | { readonly do: 'rename' | 'rename nested'; readonly path: string; readonly to: string };

export class NaiveTree {
  #stores = new Set(['INBOX']);
  #folders = new Set<string>();

  /** Takes a step; tells the reason when it is refused, which leaves everything as it was. */
  take(step: TreeStep): string | undefined {
    const [stores, folders] = [new Set(this.#stores), new Set(this.#folders)];
    const refused = this.#try(step);
    if (refused !== undefined) [this.#stores, this.#folders] = [stores, folders];
    return refused;
  }

  /** Every name with its faces, sorted. */
  show(): readonly string[] {
    const all = [...new Set([...this.#stores, ...this.#folders])].sort();
    return all.map((name) => {
      const faces = `${this.#stores.has(name) ? 's' : ''}${this.#folders.has(name) ? 'f' : ''}`;
      return `${name} ${faces}`;
    });
  }

  #try(step: TreeStep): string | undefined {
    switch (step.do) {
      case 'create':
        return this.#create(this.#stores, step.path);
      case 'create folder':
        return this.#create(this.#folders, step.path);
      case 'delete':
        return this.#delete(step.path, false);
      case 'delete nested':
        return this.#delete(step.path, true);
      case 'delete folder':
        return this.#deleteFolder(step.path, false);
      case 'delete nested of folder':
        return this.#deleteFolder(step.path, true);
      case 'rename':
        return this.#rename(step.path, step.to);
      case 'rename nested':
        return this.#renameNested(step.path, step.to);
    }
  }

  #create(face: Set<string>, path: string): string | undefined {
    if (face.has(path)) return 'mailbox-exists';
    face.add(path);
    this.#around(path);
    return undefined;
  }

  #delete(path: string, nested: boolean): string | undefined {
    if (!this.#has(path)) return 'unknown-mailbox';
    if (path === 'INBOX') return 'inbox-needed';
    if (nested) this.#clear(path);
    if (this.#below(path).length > 0) {
      return this.#stores.delete(path) ? undefined : 'mailbox-not-empty';
    }
    this.#stores.delete(path);
    this.#folders.delete(path);
    return undefined;
  }

  #deleteFolder(path: string, nested: boolean): string | undefined {
    if (!this.#folders.has(path)) return 'unknown-mailbox';
    if (nested) this.#clear(path);
    if (this.#below(path).length > 0) return 'mailbox-not-empty';
    this.#folders.delete(path);
    return undefined;
  }

  /** Moves the store alone, or all of what holds nothing. */
  #rename(path: string, to: string): string | undefined {
    if (!this.#has(path)) return 'unknown-mailbox';
    const full = this.#below(path).length > 0;
    const isStore = this.#stores.has(path);
    if (full && !isStore) return 'mailbox-not-empty';
    if (this.#stores.has(to) || (this.#folders.has(to) && !isStore)) return 'mailbox-exists';
    if (!isStore && to.startsWith(`${path}/`)) return 'illegal-value';
    const folderMoves = !full && this.#folders.delete(path);
    if (folderMoves) this.#folders.add(to);
    if (isStore) {
      this.#stores.delete(path);
      this.#stores.add(to);
    }
    return this.#settle(to);
  }

  #renameNested(path: string, to: string): string | undefined {
    const below = this.#below(path);
    if (below.length === 0 && this.#stores.has(path) && !to.startsWith(`${path}/`)) {
      return this.#rename(path, to);
    }
    if (!this.#has(path)) return 'unknown-mailbox';
    const taken = this.#stores.has(to) || this.#folders.has(to);
    if (taken) return 'mailbox-exists';
    if (to.startsWith(`${path}/`)) return 'illegal-value';
    for (const face of [this.#stores, this.#folders]) {
      for (const name of [path, ...below]) {
        if (face.delete(name)) face.add(`${to}${name.slice(path.length)}`);
      }
    }
    return this.#settle(to);
  }

  #settle(to: string): undefined {
    this.#stores.add('INBOX');
    this.#around(to);
  }

  #around(path: string): void {
    const levels = path.split('/');
    for (let count = 1; count < levels.length; count++) {
      this.#folders.add(levels.slice(0, count).join('/'));
    }
  }

  #clear(path: string): void {
    for (const name of this.#below(path)) {
      this.#stores.delete(name);
      this.#folders.delete(name);
    }
  }

  #has(path: string): boolean {
    return this.#stores.has(path) || this.#folders.has(path);
  }

  #below(path: string): readonly string[] {
    return [...new Set([...this.#stores, ...this.#folders])].filter((name) =>
      name.startsWith(`${path}/`),
    );
  }
}

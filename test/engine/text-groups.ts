/**
 * A naive model of Groups as the reference describes them (objects, sections 6 and 10): they hold
 * texts, and a rename, a move or a delete edits the texts of all Groups of the Domain.
 */

/** Kinds of objects that are created, renamed and deleted by name. */
export type Kind = 'account' | 'group' | 'forwarder';

/** One thing that is asked for. Addresses are whole. */
export type Step =
  | { readonly do: 'create'; readonly kind: Kind; readonly at: string; readonly texts: string[] }
  | { readonly do: 'rename'; readonly at: string; readonly to: string }
  | { readonly do: 'delete'; readonly at: string }
  | { readonly do: 'alias'; readonly at: string; readonly aliases: readonly string[] }
  | { readonly do: 'set'; readonly at: string; readonly texts: readonly string[] };

interface Thing {
  readonly kind: Kind;
  aliases: readonly string[];
  texts: readonly string[];
}

/** `name@domain` in its two parts. */
export function parts(at: string): readonly [name: string, domain: string] {
  const [name = '', domain = ''] = at.split('@');
  return [name, domain];
}

/** Things by their addresses. */
export class TextGroups {
  readonly #things = new Map<string, Thing>();

  /** Does a step; returns whether it can be done. Nothing has changed when it can't. */
  take(step: Step): boolean {
    switch (step.do) {
      case 'create':
        if (this.#isTaken(step.at)) return false;
        this.#things.set(step.at, { kind: step.kind, aliases: [], texts: distinct(step.texts) });
        this.#settle();
        return true;
      case 'rename':
        return this.#rename(step.at, step.to);
      case 'delete':
        return this.#delete(step.at);
      case 'alias':
        return this.#setAliases(step.at, step.aliases);
      case 'set': {
        const group = this.#things.get(step.at);
        if (group?.kind !== 'group') return false;
        group.texts = distinct(step.texts);
        this.#settle();
        return true;
      }
    }
  }

  /** What kind of thing has an address, aliases left out. */
  kindAt(at: string): Kind | undefined {
    return this.#things.get(at)?.kind;
  }

  /** Every Group with its texts. */
  groups(): ReadonlyMap<string, readonly string[]> {
    const groups = [...this.#things].filter(([, { kind }]) => kind === 'group');
    return new Map(groups.map(([at, { texts }]) => [at, texts]));
  }

  #isTaken(at: string): boolean {
    const [name, domain] = parts(at);
    return [...this.#things].some(
      ([other, { aliases }]) =>
        other === at || (parts(other)[1] === domain && aliases.includes(name)),
    );
  }

  #rename(at: string, to: string): boolean {
    const thing = this.#things.get(at);
    if (thing === undefined || this.#isTaken(to)) return false;
    const [[, domain], [newName, newDomain]] = [parts(at), parts(to)];
    const moves = domain !== newDomain;
    if (moves && !this.#mayMove(thing, newName, newDomain)) return false;
    this.#things.delete(at);
    this.#things.set(to, thing);
    if (moves) {
      this.#edit(at, () => to);
      for (const alias of thing.aliases) {
        this.#edit(`${alias}@${domain}`, (local) => `${local}@${newDomain}`);
      }
    } else this.#edit(at, (_local, full) => (full ? to : newName));
    this.#settle();
    return true;
  }

  #delete(at: string): boolean {
    const thing = this.#things.get(at);
    if (thing === undefined) return false;
    this.#things.delete(at);
    this.#remove([at, ...thing.aliases.map((alias) => `${alias}@${parts(at)[1]}`)]);
    return true;
  }

  #mayMove({ kind, aliases }: Thing, newName: string, newDomain: string): boolean {
    if (kind !== 'account' || aliases.includes(newName)) return false;
    return !aliases.some((alias) => this.#isTaken(`${alias}@${newDomain}`));
  }

  #setAliases(at: string, aliases: readonly string[]): boolean {
    const account = this.#things.get(at);
    if (account?.kind !== 'account') return false;
    const [, domain] = parts(at);
    const isForeign = (alias: string) =>
      !account.aliases.includes(alias) && this.#isTaken(`${alias}@${domain}`);
    if (aliases.some(isForeign)) return false;
    const given = account.aliases.filter((alias) => !aliases.includes(alias));
    account.aliases = [...new Set(aliases)];
    this.#remove(given.map((alias) => `${alias}@${domain}`));
    this.#settle();
    return true;
  }

  /** From all Groups of their Domain, texts that name these go. */
  #remove(addresses: readonly string[]): void {
    const names = addresses.flatMap((at) => [at, parts(at)[0]]);
    for (const [where, thing] of this.#things) {
      if (parts(where)[1] !== parts(addresses[0] ?? '')[1]) continue;
      thing.texts = thing.texts.filter((text) => !names.includes(text.toLowerCase()));
    }
  }

  /**
   * In all Groups of the Domain of `at`, texts that name it, bare or in full, become others. Where a
   * text comes to be there twice, the first stays.
   */
  #edit(at: string, become: (local: string, full: boolean) => string): void {
    const [name, domain] = parts(at);
    for (const [where, thing] of this.#things) {
      if (parts(where)[1] !== domain) continue;
      const edited = thing.texts.map((text) => {
        const folded = text.toLowerCase();
        return folded === at || folded === name ? become(parts(text)[0], folded === at) : text;
      });
      thing.texts = distinct(edited);
    }
  }

  /** Texts that name an object of their Domain show its name; those that name an alias stay. */
  #settle(): void {
    for (const [where, thing] of this.#things) {
      const [, domain] = parts(where);
      thing.texts = thing.texts.map((text) => {
        const folded = text.toLowerCase();
        const at = folded.includes('@') ? folded : `${folded}@${domain}`;
        if (parts(at)[1] === domain && this.#things.has(at)) return folded;
        return text;
      });
    }
  }
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function distinct(texts: readonly string[]): readonly string[] {
  return texts.filter((text, index) => !texts.slice(0, index).some((other) => same(other, text)));
}

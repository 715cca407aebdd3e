/** Three Accounts, their mailboxes and their `.info` files in a temporary directory. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountInfo, type AccountInfo } from '../../src/base-directory/info-file.js';
import { SafeTree } from '../../src/base-directory/safe-tree.js';
import { Change } from '../../src/engine/core/change.js';
import { TimeStamp, type Dictionary } from '../../src/values/value.js';
import { accountAt, addAccount, LittleServer } from '../engine/little-server.js';

/** A line before a message. */
export const separator = 'From a@b.test Thu Jan  2 10:00:00 2025';

/** Two messages. */
export const mail = `${separator} uid=7 flags=S\n\none\n\n${separator}\n\ntwo\n`;
export const twoMessages = { messages: 2, size: mail.length, lastUid: 8 };

/** The last login that the files tell of. */
export const login = new TimeStamp('time', 1_735_812_000);

/** A tree in which one file cannot be read. */
export class FailingTree extends SafeTree {
  constructor(
    root: string,
    private readonly failing: string,
    private readonly code: string,
  ) {
    super(root);
  }

  override open(path: string): number | undefined {
    this.#fail(path);
    return super.open(path);
  }

  override readFile(path: string): string | undefined {
    this.#fail(path);
    return super.readFile(path);
  }

  #fail(path: string): void {
    if (path !== this.failing) return;
    throw Object.assign(new Error(`${this.code}: i/o error, read`), { code: this.code });
  }
}

/** How a look at a file differs from the usual one. */
interface Look {
  readonly given?: Dictionary;
  readonly tree?: SafeTree;
  readonly isKept?: boolean;
}

export class InfoFiles {
  readonly root = mkdtempSync(join(tmpdir(), 'cligate-info-'));

  private constructor(readonly server: LittleServer) {
    for (const name of ['john', 'ann', 'twin']) this.write(`${name}.mbox`, mail);
  }

  /** `john` and `twin` were made in the same second. */
  static async make(): Promise<InfoFiles> {
    const server = await LittleServer.with();
    for (const [name, seconds] of [
      ['john', 1_600_000_000],
      ['ann', 1_600_000_001],
      ['twin', 1_600_000_000],
    ] as const) {
      await server.store.update((tx) => addAccount(new Change(tx, seconds * 1000), name));
    }
    return new InfoFiles(server);
  }

  write(path: string, text: string): void {
    this.delete(path);
    writeFileSync(join(this.root, path), text, 'latin1');
  }

  delete(path: string): void {
    rmSync(join(this.root, path), { recursive: true, force: true });
  }

  /** What is known of an Account whose file was written before, unless it is said otherwise. */
  look(name = 'john', { given, tree, isKept = true }: Look = {}): Promise<AccountInfo> {
    return this.server.view((tx) =>
      accountInfo(
        tree ?? new SafeTree(this.root),
        tx,
        accountAt(tx, name),
        {
          file: `${name}.info`,
          isKept,
          placeOf: () => ({ file: `${name}.mbox`, format: 'TextMailbox' }),
        },
        given,
      ),
    );
  }

  /** Writes the file as the server does it; gives its text. */
  async written(name = 'john'): Promise<string> {
    this.delete(`${name}.info`);
    const given = new Map([['LastLogin', login]]);
    const { text } = await this.look(name, { given, isKept: false });
    this.write(`${name}.info`, text);
    return text;
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}

/** What is in the INBOX. */
export function inboxOf({ counts }: AccountInfo): unknown {
  return counts.get('INBOX');
}

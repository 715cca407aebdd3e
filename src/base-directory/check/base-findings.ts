/**
 * Everything on the disk that is not what the store says, one thing after the other, while a server
 * may be working: what is found wrong counts when it stays so. Memory stays small however many
 * objects there are.
 */
import { lists } from '../../tables/list-tables.js';
import type { Reader, Store, Table } from '../../store/store.js';
import { accounts, domains, type Id } from '../../tables/tables.js';
import type { Blobs } from '../projection/attach.js';
import type { SafeTree } from '../safe-tree.js';
import { ComparingTree } from './comparing-tree.js';
import type { Look } from './look.js';
import {
  accountFindings,
  domainFindings,
  listFindings,
  serverFindings,
  type FileFinding,
} from './file-findings.js';
import { countedAnew } from './messages.js';
import { writtenOf, type Written } from './written.js';

/** How many objects one look at the store serves. */
const pageSize = 200;

/** What is looked at. */
export interface BaseParts {
  readonly store: Store;
  /** The projector's state. */
  readonly state: Store;
  readonly base: string;
  readonly blobs: Blobs;
  readonly followMountLinks: boolean;
  /**
   * Waits before something that was wrong is looked at again, and returns whether to: a server may
   * just be writing it.
   */
  readonly again: (looks: number) => Promise<boolean>;
}

/** What a page of objects is looked at for. */
type Kind = readonly [
  table: Table<Id, unknown>,
  find: (look: Look, id: Id) => readonly FileFinding[],
];

const kinds: readonly Kind[] = [
  [domains, domainFindings],
  [lists, listFindings],
  [accounts, accountFindings],
];

/** What is not written yet: nothing of that is compared. */
export type Unwritten = Pick<Written, 'isKnown' | 'toCome'>;

/** Goes over everything; returns what was not written yet at the end. */
export async function* baseFindings(
  parts: BaseParts,
): AsyncGenerator<FileFinding, Unwritten, undefined> {
  const looking = new Looking(parts);
  yield* await looking.lasting(serverFindings);
  for (const [table, find] of kinds) {
    for (let start: Id | undefined = 0; start !== undefined;) {
      const ids: readonly Id[] = await looking.ids(table, start);
      yield* await looking.lasting((look) => ids.flatMap((id) => find(look, id)));
      const last: Id | undefined = ids.at(-1);
      start = last === undefined ? undefined : last + 1;
    }
  }
  return looking.unwritten;
}

/** Does for a finding what writing everything anew does not do by itself. */
export function prepareRepair(tree: SafeTree, { path, fix }: FileFinding): void {
  // What is told of messages is believed while their file has the same time.
  if (fix === countedAnew) tree.setModified(path, Date.now());
}

class Looking {
  readonly #parts: BaseParts;
  readonly #tree: ComparingTree;
  unwritten: Unwritten = { isKnown: true, toCome: 0 };

  constructor(parts: BaseParts) {
    this.#parts = parts;
    this.#tree = new ComparingTree(parts.base, parts);
  }

  async ids(table: Table<Id, unknown>, start: Id): Promise<readonly Id[]> {
    return this.#parts.store.view((tx) =>
      Array.from(tx.range(table, { start, limit: pageSize }), ([id]) => id),
    );
  }

  /** What is wrong at each look. */
  async lasting(find: (look: Look) => readonly FileFinding[]): Promise<readonly FileFinding[]> {
    let found = await this.#look(find);
    for (let looks = 1; found.length > 0 && (await this.#parts.again(looks)); looks += 1) {
      const again = new Set((await this.#look(find)).map(({ wrong }) => wrong));
      found = found.filter(({ wrong }) => again.has(wrong));
    }
    return found;
  }

  async #look(find: (look: Look) => readonly FileFinding[]): Promise<readonly FileFinding[]> {
    const { store, state, blobs } = this.#parts;
    const tree = this.#tree;
    tree.forget();
    return state.view((placed: Reader) =>
      store.view((tx: Reader) => {
        const written = writtenOf(tx, placed);
        this.unwritten = written;
        return written.isKnown ? find({ tree, tx, placed, written, blobs }) : [];
      }),
    );
  }
}

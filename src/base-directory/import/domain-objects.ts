/**
 * The rows of a Domain's Groups, Forwarders, Mailing Lists and Named Tasks. Names come first, of all
 * of them, so that a member of a Group is bound to whatever has its name; the Accounts are there
 * already (rulings 4 and 11).
 */
import { addToCounter, countOf, findName } from '../../engine/directory/directory.js';
import { memberTokens } from '../../engine/directory/group-members.js';
import { asObjectName, type ObjectName } from '../../engine/core/names.js';
import { own } from '../../engine/directory/ownership.js';
import { addMembers, newRoll } from '../../engine/directory/rolls.js';
import { lists, listNames, ownedLists } from '../../tables/list-tables.js';
import type { Reader, Table, Writer } from '../../store/store.js';
import {
  forwarderNames,
  forwarders,
  groupNames,
  groups,
  inDomain,
  names,
  type Id,
  type ObjectKind,
} from '../../tables/tables.js';
import { namedTasks, ownedTasks, taskNames } from '../../tables/task-tables.js';
import { print } from '../../values/print.js';
import type { Dictionary } from '../../values/value.js';
import { textsOf } from '../reading/account-files.js';
import type { Report } from '../reading/report.js';
import { joined } from '../reading/source-tree.js';
import type { DomainReading } from './domain-source.js';
import { reserveIds, view, type Steps, type Target } from './target.js';

/** How many objects one transaction writes. */
const objectsAtOnce = 1000;

type OwnKind = Exclude<ObjectKind, 'account' | 'alias'>;

/** An object that gets its row. */
interface Planned<Given> {
  readonly name: ObjectName;
  /** The name as it is written in the tree. */
  readonly written: string;
  readonly id: Id;
  readonly given: Given;
}

/** An object that an Account owns. */
interface Owned {
  readonly owner: Id;
  readonly settings: string;
}

/** A Mailing List that comes in, with the name of its file. */
export interface ImportedList {
  readonly id: Id;
  readonly file: string;
}

/** Writes the objects of a Domain. */
export class DomainObjects {
  readonly lists: ImportedList[] = [];
  /** The files of Mailing Lists that cannot come in. */
  readonly leftLists: string[] = [];
  readonly counts = { group: 0, forwarder: 0, list: 0, task: 0 };

  /**
   * `accountIds` are the Accounts that came in; `taken` the names of all Accounts and aliases that
   * did, and gets those of what is written here.
   */
  constructor(
    private readonly target: Target,
    private readonly reading: DomainReading,
    private readonly steps: Steps,
    private readonly accountIds: ReadonlyMap<ObjectName, Id>,
    private readonly taken: Set<ObjectName>,
    private readonly report: Report,
  ) {}

  /** Lists and Named Tasks whose owner is missing are told and left out. */
  async write(): Promise<void> {
    const { parts } = this.reading;
    const groups = await this.#plan('group', parts.groups, (_, given) => given);
    const ofLists = await this.#plan('list', parts.lists, this.#owned('list'));
    const tasks = await this.#plan('task', parts.tasks, this.#owned('task'));
    const others = await this.#plan('forwarder', parts.forwarders, (_, given) => given);
    for (const { id, written } of ofLists) this.lists.push({ id, file: written });

    await this.#put('group', groupNames, groups, () => undefined);
    await this.#put('list', listNames, ofLists, (tx, id, row) => {
      tx.put(lists, id, row);
      own(tx, ownedLists, id, row.owner);
    });
    await this.#put('task', taskNames, tasks, (tx, id, row) => {
      tx.put(namedTasks, id, row);
      own(tx, ownedTasks, id, row.owner);
    });
    const forwarderRows = others.map((one) => ({ ...one, given: { target: one.given } }));
    await this.#put('forwarder', forwarderNames, forwarderRows, (tx, id, row) =>
      tx.put(forwarders, id, row),
    );
    await this.#inParts(groups, (tx, group) => this.#putMembers(tx, group));
  }

  /** Every name is there by now, so that members are bound to what they name. */
  #putMembers(tx: Writer, { id, name, given }: Planned<Dictionary>): void {
    const { target } = this.reading;
    const settings = new Map(given);
    settings.delete('Members');
    const texts = membersOf(given).filter((text) => !/[\0-\x1f]/.test(text));
    const roll = newRoll(tx, target.id, id);
    addMembers(tx, roll, 0, memberTokens(tx, { id: target.id, row: target }, texts));
    tx.put(groups, id, { domain: target.id, name, roll, settings: print(settings) });
  }

  /** Chooses the objects of a kind whose names are free and of which `read` makes something. */
  async #plan<Given, Made>(
    kind: OwnKind,
    all: ReadonlyMap<string, Given>,
    read: (tx: Reader, given: Given, written: string) => Made | undefined,
  ): Promise<readonly Planned<Made>[]> {
    const chosen = await view(this.target, (tx) =>
      [...all].flatMap(([written, given]) => {
        const name = this.#freeName(tx, kind, written);
        const made = name && read(tx, given, written);
        if (name === undefined || made === undefined) return [];
        this.taken.add(name);
        return [{ name, written, given: made }];
      }),
    );
    this.counts[kind] = chosen.length;
    if (chosen.length === 0) return [];
    const first = await reserveIds(this.target, chosen.length);
    return chosen.map((one, index) => ({ ...one, id: first + index }));
  }

  /** Writes objects of a kind under their names; `put` writes the row itself. */
  async #put<Given>(
    kind: OwnKind,
    table: Table<string, Id>,
    all: readonly Planned<Given>[],
    put: (tx: Writer, id: Id, row: Given & { domain: Id; name: ObjectName }) => void,
  ): Promise<void> {
    const { id: domain } = this.reading.target;
    await this.#inParts(all, (tx, { id, name, given }) => {
      tx.put(names, inDomain(domain, name), { kind, id, type: '' });
      tx.put(table, inDomain(domain, name), id);
      put(tx, id, { ...given, domain, name });
      addToCounter(tx, countOf(kind, domain), 1);
    });
  }

  async #inParts<Item>(all: readonly Item[], put: (tx: Writer, item: Item) => void): Promise<void> {
    for (let at = 0; at < all.length; at += objectsAtOnce) {
      const some = all.slice(at, at + objectsAtOnce);
      await this.steps.do((tx) => {
        for (const item of some) put(tx, item);
      });
    }
  }

  #freeName(tx: Reader, kind: OwnKind, written: string): ObjectName | undefined {
    const name = asObjectName(written);
    const present = name && findName(tx, this.reading.target.id, name);
    if (name === undefined) this.#drop(kind, written, 'an illegal name');
    else if (this.taken.has(name)) this.#drop(kind, written, 'the name is taken');
    else if (present !== undefined) this.#tell('kept', `${kind} ${written}`);
    else return name;
    return undefined;
  }

  /** Reads the owner and the settings of a List or a Named Task. */
  #owned(kind: 'list' | 'task') {
    return (tx: Reader, given: Dictionary, written: string): Owned | undefined => {
      const [text = ''] = textsOf(given.get('Owner'));
      const bare = text.includes('@') ? text.slice(0, text.lastIndexOf('@')) : text;
      const ownerName = asObjectName(bare);
      const owner = ownerName && this.#accountId(tx, ownerName);
      if (owner === undefined) {
        this.#drop(kind, written, `there is no account ${text} to own it`);
        return undefined;
      }
      const settings = new Map(given);
      settings.delete('Owner');
      return { owner, settings: print(settings) };
    };
  }

  #accountId(tx: Reader, name: ObjectName): Id | undefined {
    const known = this.accountIds.get(name);
    if (known !== undefined) return known;
    const row = findName(tx, this.reading.target.id, name);
    return row?.kind === 'account' ? row.id : undefined;
  }

  #drop(kind: OwnKind, written: string, why: string): void {
    if (kind === 'list') this.leftLists.push(written);
    this.#tell('dropped', `${kind} ${written}: ${why}`);
  }

  #tell(kind: 'dropped' | 'kept', text: string): void {
    this.report.add(kind, joined(this.reading.source.directory, 'Settings'), text);
  }
}

/** One client writes `NO` where there is nobody. */
function membersOf(given: Dictionary): readonly string[] {
  const members = given.get('Members');
  if (typeof members === 'string' && /^(?:no|default)?$/i.test(members)) return [];
  return textsOf(members);
}

/**
 * Mail that tells whose it is: one file of messages in each Mailbox, which says the Account's and the
 * Mailbox's ids, so that none can be lost, be in another's hands, or be there twice unnoticed.
 */
import { expect } from 'chai';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  formatOfFile,
  hasDirectory,
  mailboxFile,
  type MailboxFormat,
} from '../../../src/base-directory/layout.js';
import { removedName } from '../../../src/base-directory/removed.js';
import { accountLocation } from '../../../src/engine/places/account-place.js';
import { accountOf, domainById } from '../../../src/engine/directory/directory.js';
import { domainLocation } from '../../../src/engine/places/locations.js';
import { allMailboxes } from '../../../src/engine/mailboxes/mailboxes.js';
import type { Store } from '../../../src/store/store.js';
import { accounts } from '../../../src/tables/tables.js';

const formats: readonly MailboxFormat[] = ['TextMailbox', 'MailDirMailbox', 'SlicedMailbox'];

/** Puts mail into Mailboxes below a base directory and finds it again. */
export class MarkedMail {
  readonly #marked = new Set<string>();

  constructor(
    readonly base: string,
    readonly store: Pick<Store, 'view'>,
  ) {}

  /** Puts mail into every Mailbox that has none and that is in its place. */
  async put(): Promise<void> {
    for (const [mark, path] of await this.#boxes()) {
      if (this.#marked.has(mark) || path === undefined) continue;
      const isDirectory = statSync(path).isDirectory();
      if (isDirectory) mkdirSync(join(path, 'cur'));
      writeFileSync(isDirectory ? join(path, 'cur/1') : path, `From ${mark}\n`);
      this.#marked.add(mark);
    }
  }

  /**
   * Every Mailbox has its mail and no other; that of Mailboxes that are gone was moved aside, and
   * there is none anywhere else.
   */
  async expectKept(): Promise<void> {
    const found: Record<string, string> = {};
    const wanted: Record<string, string> = {};
    for (const [mark, path] of await this.#boxes()) {
      wanted[mark] = this.#marked.has(mark) ? `From ${mark}\n` : '';
      found[mark] = path === undefined ? 'no such file' : textIn(path);
    }
    expect(found).to.deep.equal(wanted);
    const mail = Object.values(wanted).filter((text) => text !== '');
    expect([...mailBelow(this.base, false)].sort()).to.deep.equal(mail.sort());
    const gone = [...this.#marked].filter((mark) => wanted[mark] === undefined);
    const aside = gone.map((mark) => `From ${mark}\n`);
    expect([...mailBelow(this.base, true)].sort()).to.deep.equal(aside.sort());
  }

  /** The file of each Mailbox, by its mark; undefined when there is none, or more than one. */
  async #boxes(): Promise<readonly (readonly [mark: string, path: string | undefined])[]> {
    return await this.store.view((tx) =>
      [...tx.range(accounts, {})].flatMap(
        ([id, row]): (readonly [mark: string, path: string | undefined])[] => {
          const domain = domainLocation(domainById(tx, row.domain));
          const root = join(this.base, domain, accountLocation(row));
          if (!hasDirectory(row.type)) {
            return [[`${id}-0`, existsSync(root) ? root : undefined]];
          }
          return allMailboxes(tx, accountOf(tx, id))
            .filter((mailbox) => mailbox.row.store)
            .map((mailbox) => {
              const files = formats
                .map((format) => join(root, mailboxFile(mailbox.path, format)))
                .filter((path) => existsSync(path));
              return [
                `${id}-${mailbox.row.id}`,
                files.length === 1 ? files[0] : undefined,
              ] as const;
            });
        },
      ),
    );
  }
}

/**
 * A tree without what mail is in it and what is counted of it, and without directories that stay
 * when the last thing in them has gone.
 */
export function withoutMail(tree: Readonly<Record<string, string>>): Record<string, string> {
  const rest: Record<string, string> = {};
  for (const [path, text] of Object.entries(tree)) {
    if (/\.(?:mdir|mslc)\/./.test(path) || /^Domains\/$|\.sub\/$/.test(path)) continue;
    if (path.endsWith('.mbox')) rest[path] = '';
    else if (!path.endsWith('.info')) rest[path] = text;
    else rest[path] = text.replace(/(Messages|Size|LastUID|StorageUsed)( ?= ?)\d+;/g, '$1$20;');
  }
  return rest;
}

/**
 * All mail in a directory that was moved aside, or all that was not, wherever it is, also behind
 * links to mount points.
 */
function* mailBelow(directory: string, aside: boolean, isAside = false): Generator<string, void> {
  for (const name of readdirSync(directory)) {
    const path = join(directory, name);
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
      yield* mailBelow(path, aside, isAside || name === removedName);
    } else if (isMail(name) && aside === isAside)
      yield* readFileSync(path, 'latin1').match(/From \d+-\d+\n/g) ?? [];
  }
}

/**
 * A text Mailbox, or a message in a directory of them. A Mailbox that was on its way when it and its
 * Account went was moved aside under its id.
 */
function isMail(name: string): boolean {
  return name.endsWith('.mbox') || /^\d+$/.test(name);
}

function textIn(path: string): string {
  if (formatOfFile(path) === 'TextMailbox') return readFileSync(path, 'latin1');
  const message = join(path, 'cur/1');
  return existsSync(message) ? readFileSync(message, 'latin1') : '';
}

/**
 * `cligate rescue`: lets an administrator in again whom settings, a lost password or lost rights keep
 * out. Works on a store that no server has open, and asks for nothing but the right to write there.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { ensureMaster } from '../base-directory/import/first-master.js';
import { requireMainDomain } from '../base-directory/main-domain.js';
import { keepPassword } from '../engine/accounts/account-passwords.js';
import { keepSettings } from '../engine/accounts/account-settings.js';
import { keepBlocks } from '../engine/server/address-blocks.js';
import { Change } from '../engine/core/change.js';
import {
  accountById,
  accountOf,
  findName,
  fullName,
  mainDomainId,
} from '../engine/directory/directory.js';
import { changeDocument } from '../engine/core/document-changes.js';
import { dictionaryOf, documentText } from '../engine/core/documents.js';
import { appendRecord, programOrigin } from '../engine/core/journal.js';
import { objectName } from '../engine/core/names.js';
import { openPasswords } from '../passwords/open-passwords.js';
import { openBaseStore } from '../base-directory/base-store.js';
import { loopbackAddresses } from '../authentication/this-machine.js';
import { bytesOf, textOf } from '../values/text.js';
import { basePlaces, passwordKeyFile, storeDirectory } from '../base-directory/base-places.js';
import { requireWholeRestore } from './whole-base.js';
import { exit, ProgramFailure } from './exit.js';
import { theAccount } from '../engine/directory/subjects.js';

/** Settings of an Account that can stand against its logins. */
const hindering: readonly string[] = [
  'AccessModes',
  'FailedLoginFlow',
  'RequireAPOP',
  'ServiceClass',
  'UseAppPassword',
];

/** What the addresses of this machine are counted as, where administrators block addresses. */
const loopback: readonly string[] = ['127.0.0.1', '0:0:0:0'];

/**
 * Gives an Account of the Main Domain the Master right and a new password, and takes away what
 * stands against its logins; prints what it did, and the password once. Without a name the postmaster
 * is meant, who is made if need be. Throws `ProgramFailure` when there is no store or no such
 * Account, and `StoreInUse` while a server has the store.
 */
export async function rescue(base: string, name: string | undefined): Promise<number> {
  requireWholeRestore(base);
  const directory = storeDirectory(base);
  if (!existsSync(directory))
    throw new ProgramFailure(`there is no store in ${base}`, exit.notFound);
  const store = await openBaseStore(basePlaces(base), {});
  try {
    await store.view(requireMainDomain);
    const passwords = await openPasswords({ keyFile: passwordKeyFile(base), mayCreateKey: false });
    try {
      const clear = randomBytes(15).toString('base64url');
      const stored = await passwords.protect(bytesOf(clear), 'A-crpt');
      const told = await store.update((tx) => {
        const change = new Change(tx, Date.now());
        const done = rescueIn(change, name, stored);
        appendRecord(change, programOrigin('rescue'));
        return done;
      });
      for (const line of told.did) process.stdout.write(`${line}\n`);
      process.stdout.write(
        `settings of the domain and the server stand: ${told.account} can log in from this machine ` +
          `(${loopbackAddresses.join(', ')}) in spite of them, and set them right\n`,
      );
      process.stdout.write(`password of ${told.account}: ${clear}\n`);
      return exit.done;
    } finally {
      await passwords.close();
    }
  } finally {
    await store.close();
  }
}

interface Rescued {
  /** Its full name. */
  readonly account: string;
  readonly did: readonly string[];
}

function rescueIn(change: Change, name: string | undefined, stored: string): Rescued {
  const { tx } = change;
  const did: string[] = [];
  const before = name === undefined ? undefined : accountNamed(change, name);
  const main = mainDomainId(tx);
  const master = ensureMaster(change, main, { stored }, before);
  const entry = findName(tx, main, objectName(master.name));
  if (entry?.kind !== 'account') throw new Error('the administrator that was made is not there');
  const found = accountOf(tx, entry.id);
  const address = fullName(tx, main, master.name);
  const account = textOf(address);
  did.push(`${account} holds Master and has a new password`);

  const settings = new Map(dictionaryOf(found.row.settings));
  for (const key of hindering) {
    if (settings.delete(key)) did.push(`the setting ${key} of the account is taken away`);
  }
  keepSettings(change, found, settings);
  keepPassword(change, found, { kind: 'main' }, stored);
  if (documentText(tx, found.id, 'passwords') !== undefined) {
    changeDocument(change, theAccount(tx, found), 'passwords', new Map());
    did.push('its application passwords are taken away');
  }
  keepBlocks(
    change,
    loopback.map((address) => ({ address, seconds: 0 })),
  );
  did.push('addresses of this machine are not blocked');
  return { account, did };
}

function accountNamed({ tx }: Change, name: string): string {
  const entry = findName(tx, mainDomainId(tx), objectName(bytesOf(name)));
  if (entry?.kind === 'account') return accountById(tx, entry.id).name;
  throw new ProgramFailure(`there is no account ${name} in the main domain`, exit.notFound);
}

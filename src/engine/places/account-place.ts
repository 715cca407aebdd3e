/**
 * Where the files of an Account sit below its Domain's directory (storage, sections 3.1 and 4): the
 * storage mount point, the folders of the Domain's `Foldering` method, and the name with the
 * extension of its type. Only computes paths; knows no file.
 */
import type { Reader } from '../../store/store.js';
import type { AccountRow, AccountType, Id } from '../../tables/tables.js';
import { asciiLower, asciiUpper } from '../../values/letters.js';
import { requireMountPoint } from './mount-points.js';
import type { ObjectName } from '../core/names.js';
import { effectiveDomainSetting } from '../settings/settings-chain.js';

/** The extension of an Account's directory or INBOX, which listings show as its type. */
export const typeExtensions: Readonly<Record<AccountType, string>> = {
  MultiMailbox: 'macnt',
  AGrade: 'aacnt',
  BGrade: 'bacnt',
  CGrade: 'cacnt',
  TextMailbox: 'mbox',
  MailDirMailbox: 'mdir',
  SlicedMailbox: 'mslc',
};

/** Where an Account is, relative to its Domain's directory: `jo.sub/john.macnt`. */
export function accountLocation(row: Pick<AccountRow, 'place' | 'name' | 'type'>): string {
  return `${row.place}${row.name}.${typeExtensions[row.type]}`;
}

/**
 * The place of a new Account: empty, or ending in `/`. `storage` is the mount point without `.mnt`,
 * empty for none. Refuses with `unknown-storage`.
 */
export function newPlace(tx: Reader, domain: Id, name: ObjectName, storage: string): string {
  if (storage !== '') requireMountPoint(tx, domain, 'accountStorage', storage);
  const mount = storage === '' ? '' : `${storage}.mnt/`;
  return mount + folders(foldering(tx, domain), name);
}

/**
 * The place of an Account that gets another name in its Domain. The mount point stays unless
 * `storage` names another; `RenameInPlace` keeps the folders too. Refuses with `unknown-storage`.
 */
export function placeAfterRename(
  tx: Reader,
  row: AccountRow,
  name: ObjectName,
  storage: string | undefined,
): string {
  if (storage !== undefined) return newPlace(tx, row.domain, name, storage);
  if (isYes(effectiveDomainSetting(tx, row.domain, 'RenameInPlace'))) return row.place;
  return mountOf(row.place) + folders(foldering(tx, row.domain), name);
}

function mountOf(place: string): string {
  const end = place.indexOf('.mnt/');
  return end < 0 ? '' : place.slice(0, end + '.mnt/'.length);
}

function foldering(tx: Reader, domain: Id): string {
  const method = effectiveDomainSetting(tx, domain, 'Foldering');
  return typeof method === 'string' ? asciiLower(method) : 'flat';
}

/** The folders of a method; what is no method we know is `flat`. */
function folders(method: string, name: ObjectName): string {
  switch (method) {
    case '2 letters 1 level':
      return `${letter(name, 0)}${letter(name, 1)}.sub/`;
    case '2 letters 2 levels':
      return `${letter(name, 0)}.sub/${letter(name, 1)}.sub/`;
    case 'hashed 1 level':
      return `${hashed(name, 0)}.sub/`;
    case 'hashed 2 levels':
      return `${hashed(name, 0)}.sub/${hashed(name, 1)}.sub/`;
    default:
      return '';
  }
}

/** A letter of the name. A short name is padded; a point would make the folder a hidden one. */
function letter(name: ObjectName, at: number): string {
  const symbol = name[at] ?? '_';
  return symbol === '.' ? '_' : symbol;
}

const alphabetSize = 26;
const firstLetter = 'a'.charCodeAt(0);

/** The two letters of a level, from the 32-bit FNV-1a hash of the name. The original's hash is unknown. */
function hashed(name: ObjectName, level: number): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193) >>> 0;
  }
  const pair = Math.floor(hash / alphabetSize ** (2 * level)) % alphabetSize ** 2;
  return String.fromCharCode(
    firstLetter + Math.floor(pair / alphabetSize),
    firstLetter + (pair % alphabetSize),
  );
}

function isYes(value: unknown): boolean {
  return typeof value === 'string' && asciiUpper(value) === 'YES';
}

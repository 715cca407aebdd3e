/**
 * Brings what stores until format 3 hold to the foldings of today: addresses were folded byte by
 * byte, which broke letters outside ASCII; names of Skin files had any letter case; members of
 * Groups that named aliases were texts, and could be there twice.
 */
import { addressKey, emailAttribute } from '../engine/services/datasets.js';
import { addToCounter } from '../engine/directory/directory.js';
import { dictionaryOf } from '../engine/core/documents.js';
import { aliasIn, memberTokens } from '../engine/directory/group-members.js';
import { memberAt, replaceMember } from '../engine/directory/rolls.js';
import { skinFilePath } from '../engine/skins/skins.js';
import { countOf } from '../engine/lists/subscribers.js';
import { datasetAddresses, datasetEntries } from '../tables/dataset-tables.js';
import { fileContents, files, fileSets } from '../tables/file-tables.js';
import { subscribers } from '../tables/list-tables.js';
import { rollMembers, rolls } from '../tables/roll-tables.js';
import { keysUnder, type Writer } from '../store/store.js';
import { documents, domains } from '../tables/tables.js';
import { foldedAddress, type Folded } from '../values/letters.js';
import { print } from '../values/print.js';
import { isDictionary, type Value } from '../values/value.js';

/** Folds again what is stored. */
export function foldStored(tx: Writer): void {
  foldRosters(tx);
  foldSubscribers(tx);
  foldDatasets(tx);
  foldSkins(tx);
  foldMembers(tx);
}

/**
 * A text whose first bytes of two-byte letters were taken for capital letters, as it was: such a
 * byte has moved up by 32, to where letters of three bytes begin, and has one byte behind it only.
 */
export function mended(bytes: string): string {
  return bytes.replace(/[\xe0-\xfe][\x80-\xbf](?![\x80-\xbf])/g, (letter) =>
    String.fromCharCode(letter.charCodeAt(0) - 32, letter.charCodeAt(1)),
  );
}

/** Two contacts that prove to be one have what is known of either; the first counts. */
function foldRosters(tx: Writer): void {
  for (const [key, text] of Array.from(tx.range(documents, {}))) {
    if (!key.endsWith('/roster')) continue;
    const contacts = new Map<string, Value>();
    for (const [address, contact] of dictionaryOf(text)) {
      const peer = foldedAddress(mended(address));
      const known = contacts.get(peer);
      const isTwice = isDictionary(known) && isDictionary(contact);
      contacts.set(peer, isTwice ? new Map([...contact, ...known]) : contact);
    }
    tx.put(documents, key, print(contacts));
  }
}

/** Of two subscribers that prove to be one, the one that is found already stays. */
function foldSubscribers(tx: Writer): void {
  for (const [key, row] of Array.from(tx.range(subscribers, {}))) {
    const list = key.slice(0, key.indexOf('/'));
    const folded = `${list}/${foldedAddress(row.address)}`;
    if (folded === key) continue;
    tx.remove(subscribers, key);
    if (tx.get(subscribers, folded) === undefined) tx.put(subscribers, folded, row);
    else addToCounter(tx, countOf(Number(list)), -1);
  }
}

function foldDatasets(tx: Writer): void {
  for (const [key] of Array.from(tx.range(datasetAddresses, {}))) tx.remove(datasetAddresses, key);
  for (const [key, text] of tx.range(datasetEntries, {})) {
    const slash = key.indexOf('/');
    const set = Number(key.slice(0, slash));
    const address = addressKey(set, dictionaryOf(text).get(emailAttribute));
    if (address === undefined) continue;
    const others = tx.get(datasetAddresses, address) ?? [];
    tx.put(datasetAddresses, address, [...others, key.slice(slash + 1)]);
  }
}

/** Of files whose names prove to be one, the one in lower case counts, else the one changed last. */
function foldSkins(tx: Writer): void {
  for (const [key, set] of Array.from(tx.range(fileSets, {}))) {
    if (key.split('/')[1] !== 'skins') continue;
    let left = set.files;
    const moved = new Set<string>();
    const prefix = `${set.id}/`;
    for (const [file, row] of Array.from(tx.range(files, keysUnder(prefix)))) {
      const folded = prefix + skinFilePath(file.slice(prefix.length));
      if (folded === file) continue;
      const known = tx.get(files, folded);
      if (known === undefined || (moved.has(folded) && known.modified < row.modified)) {
        tx.put(files, folded, row);
        tx.put(fileContents, folded, tx.get(fileContents, file) ?? '');
        moved.add(folded);
      }
      if (known !== undefined) left -= 1;
      tx.remove(files, file);
      tx.remove(fileContents, file);
    }
    if (left !== set.files) tx.put(fileSets, key, { ...set, files: left });
  }
}

/** Members that name an alias are bound to it; of members that prove to be one, the first stays. */
function foldMembers(tx: Writer): void {
  for (const [roll, { domain }] of Array.from(tx.range(rolls, {}))) {
    const row = tx.get(domains, domain);
    if (row === undefined) continue;
    const seen = new Set<Folded>();
    for (const [key, token] of Array.from(tx.range(rollMembers, keysUnder(`${roll}/`)))) {
      const [again = token] = token.startsWith('@')
        ? memberTokens(tx, { id: domain, row }, [token.slice(1)])
        : [];
      const next = aliasIn(again) === undefined ? token : again;
      const isTwice = seen.has(foldedAddress(next));
      seen.add(foldedAddress(next));
      if (isTwice || next !== token) {
        replaceMember(tx, memberAt(key, token), isTwice ? undefined : next);
      }
    }
  }
}

/**
 * What an `.info` file says, and how far it is believed. A file that this server wrote is whole when
 * its checksum is that of its text and its Account: then all is believed. One that came from
 * elsewhere (an import) has no such checksum: then what was counted is counted anew, and the rest is
 * kept. Anything else is damage, which is told: of that only logins are kept, as far as they can be
 * true.
 */
import type { Stats } from 'node:fs';
import { crc32 } from 'node:zlib';
import { loginsIn } from '../engine/logins/login-history.js';
import type { Mailbox } from '../engine/mailboxes/mailboxes.js';
import type { Id } from '../tables/tables.js';
import { printFile } from '../values/print-file.js';
import { readFileText } from '../values/read.js';
import { isDictionary, type Dictionary, type Value } from '../values/value.js';
import { readDamage } from './read-damage.js';
import { TreeRefused, type SafeTree } from './safe-tree.js';
import { refusalLine, requireOwn } from './tree-refused.js';

/** The `.info` file of an Account. */
export interface InfoFile {
  readonly file: string;
  readonly account: Id;
  /**
   * It was written before: what is there now is ours, or it is damage. Else it may be half-written,
   * because that was interrupted, and is not told.
   */
  readonly isKept: boolean;
  /** The most that it can have, in bytes: a larger one is none of ours, and could fill the memory. */
  readonly bytesMax: number;
}

/** What an `.info` file says. */
export interface OldInfo {
  /** Undefined when the file is not there or cannot be read. */
  readonly text?: string;
  /** Elements of the Account, without the sign before their names. */
  readonly elements: Dictionary;
  /** What is said of a Mailbox. */
  readonly boxOf: (mailbox: Mailbox) => Dictionary;
  /** The file could not be believed: a line with its path and the reason. */
  readonly damage?: string;
}

type Said = Pick<OldInfo, 'elements' | 'boxOf'> & { readonly reason?: string };

const empty: Dictionary = new Map();
const nothing: Said = { elements: empty, boxOf: () => empty };
const checksumKey = '#Checksum';
const start = '{\n';
const checksumLine = /^\{\n #Checksum = ([0-9a-f.]+);\n/;

/** Reads an `.info` file. Never throws for what is in it. */
export function readOldInfo(tree: SafeTree, info: InfoFile): OldInfo {
  const { file } = info;
  let text: string | undefined;
  let damage: string | undefined;
  let said: Said = { ...nothing, reason: 'the file is missing' };
  try {
    const found = whatIsAt(tree, file);
    if (found === 'something else') return nothing;
    if (found !== undefined && found.size > info.bytesMax) throw new TreeRefused(file, 'too large');
    text = found && tree.readFile(file);
    if (text !== undefined) said = believed(text, info);
    if (said.reason !== undefined) damage = refusalLine(file, said.reason);
  } catch (error) {
    said = nothing;
    damage = readDamage(file, error);
  }
  const { elements, boxOf } = said;
  return {
    elements,
    boxOf,
    ...(text === undefined ? {} : { text }),
    ...(damage === undefined || !info.isKept ? {} : { damage }),
  };
}

/** What is there instead of a plain file of ours is told by whoever has to write ours. */
function whatIsAt(tree: SafeTree, file: string): Stats | undefined | 'something else' {
  try {
    const found = tree.stat(file);
    if (found === undefined) return undefined;
    if (!found.isFile()) return 'something else';
    requireOwn(file, found, tree.isOwn);
    return found;
  } catch (error) {
    if (error instanceof TreeRefused) return 'something else';
    throw error;
  }
}

function believed(text: string, { account, isKept }: InfoFile): Said {
  const value = readFileText(text);
  if (!isDictionary(value)) return { ...nothing, reason: 'no dictionary' };
  const elements = new Map<string, Value>();
  const byPath = new Map<string, Dictionary>();
  for (const [key, element] of value) {
    if (isDictionary(element)) byPath.set(key, element);
    if (key.startsWith('#') && key !== checksumKey) elements.set(key.slice(1), element);
  }
  if (isWhole(text, account)) {
    const byId = new Map([...byPath.values()].map((box) => [box.get('BoxID') ?? '0', box]));
    return { elements, boxOf: ({ row }) => byId.get(String(row.id)) ?? empty };
  }
  if (!isKept) return { elements, boxOf: ({ path }) => withoutMark(byPath.get(path) ?? empty) };
  const checksum = value.get(checksumKey);
  if (typeof checksum === 'string' && !checksum.startsWith(`${account}.`)) {
    return { ...nothing, reason: 'the file of another Account' };
  }
  return {
    ...nothing,
    elements: loginsIn(elements, Date.now()),
    reason: checksum === undefined ? 'no checksum' : 'the checksum is of another text',
  };
}

function withoutMark(box: Dictionary): Dictionary {
  const rest = new Map(box);
  rest.delete('BoxMark');
  return rest;
}

/** The text of a file of these elements, with the checksum by which it is known as whole. */
export function infoText(told: Dictionary, account: Id): string {
  const lines = printFile(told).slice(start.length);
  return `${start} ${checksumKey} = ${checksumOf(lines, account)};\n${lines}`;
}

/** Whether a text is one that this server wrote for an Account, to the last byte. */
function isWhole(text: string, account: Id): boolean {
  const [line = '', checksum] = checksumLine.exec(text) ?? [];
  return checksum === checksumOf(text.slice(line.length), account);
}

/** A changed byte cannot change a count, and no file passes for that of another Account. */
function checksumOf(lines: string, account: Id): string {
  return `${account}.${crc32(Buffer.from(lines, 'latin1')).toString(16)}`;
}

/**
 * The configuration file: YAML, groups of settings as in `conf/cligate.yaml`. A key without a value
 * leaves its setting at the default.
 */
import { readFileSync } from 'node:fs';
import { LineCounter, isMap, isScalar, parseDocument, type Node } from 'yaml';
import { ConfigurationFailure } from './failure.js';
import { givenValue, type Given } from './given.js';
import { allSettings } from './schema.js';

/** Reads a configuration file. Throws `ConfigurationFailure` with file, line and setting. */
export function readConfigurationFile(file: string): Given[] {
  return readConfiguration(textOfFile(file), file);
}

/** Reads the text of a configuration file; `file` is its name for messages. */
export function readConfiguration(text: string, file: string): Given[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeAt = (offset: number) => `${file}:${lines.linePos(offset).line}`;
  const [mistake] = document.errors;
  if (mistake) {
    throw new ConfigurationFailure(`${placeAt(mistake.pos[0])}: ${firstLine(mistake.message)}`);
  }
  const given: Given[] = [];

  const readGroup = (node: Node | null, prefix: string, place: string): void => {
    if (node === null || (isScalar(node) && node.value === null)) return;
    if (!isMap<Node, Node | null>(node)) {
      const name = prefix === '' ? 'the file' : prefix.slice(0, -1);
      throw new ConfigurationFailure(`${place}: ${name}: expected a group of settings`);
    }
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      readEntry(`${prefix}${name}`, value, placeAt(key.range?.[0] ?? 0));
    }
  };

  const readEntry = (path: string, node: Node | null, place: string): void => {
    if (isGroup(path)) return readGroup(node, `${path}.`, place);
    const value: unknown = node?.toJS(document) ?? undefined;
    const entry = givenValue(path, value, 'file', place);
    if (value !== undefined) given.push(entry);
  };

  readGroup(document.contents, '', file);
  return given;
}

function isGroup(path: string): boolean {
  for (const known of allSettings.keys()) if (known.startsWith(`${path}.`)) return true;
  return false;
}

function textOfFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigurationFailure(`${file}: cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'no such file';
  if (code === 'EACCES') return 'permission denied';
  return firstLine(String(error));
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

/** What the program says of itself: its version, the format of its store, and its Node. */
import { readFileSync } from 'node:fs';
import { storeFormat } from '../tables/tables.js';

/** The program's version, from its package. */
export function programVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** The line of `cligate --version`. */
export function versionLine(): string {
  return `cligate ${programVersion()} (store format ${storeFormat}, Node ${process.version})`;
}

/**
 * The manual's catalogue of commands as data: what there is, how deep, and lines as clients send
 * them, read from the reference itself.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** One command word of the manual or of a client. */
export interface CatalogueEntry {
  readonly name: string;
  readonly section: string;
  readonly tier?: 'core' | 'settings' | 'session' | 'engine';
  /** Exists in a Dynamic Cluster only. */
  readonly cluster?: boolean;
  /** Old names and short codes of the same command. */
  readonly spellings?: readonly string[];
  /** What a success tells: `none`, or one of these kinds of data, or `any`. */
  readonly result: string;
  /** Who may give it, in words; `commands.yaml` has the same as data. */
  readonly rights: string;
  /** Lines as real clients build them. */
  readonly wire: readonly string[];
}

/** An entry as the two files have it; what the tests do not read is left out. */
interface WrittenEntry extends Omit<CatalogueEntry, 'spellings' | 'result'> {
  readonly aliases?: readonly string[];
  readonly short_codes?: readonly string[];
  readonly legacy_names?: readonly string[];
  readonly result: string | { readonly type: string };
}

/** The whole catalogue, in the manual's order. */
export const catalogue: readonly CatalogueEntry[] = ['a', 'b'].flatMap((part) => {
  const file = new URL(`../../docs/reference/commands-${part}.yaml`, import.meta.url);
  return (parse(readFileSync(file, 'utf8')) as readonly WrittenEntry[]).map(asRead);
});

function asRead(written: WrittenEntry): CatalogueEntry {
  const { aliases = [], short_codes = [], legacy_names = [], result, ...entry } = written;
  const words = typeof result === 'string' ? result : result.type;
  const kinds = /^[a-z]+(?:\|[a-z]+)*/.exec(words)?.[0];
  if (kinds === undefined) throw new Error(`which kind of result has ${entry.name}: ${words}`);
  return { ...entry, spellings: [...aliases, ...short_codes, ...legacy_names], result: kinds };
}

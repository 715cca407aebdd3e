/** `npm run grammar`: makes the parsers below `src` that are older than what they are made of. */
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { hoisted } from './hoist-parser.js';

/** By the path that is made, without its endings: the start rule, and the grammars in order. */
const parsers: Readonly<Record<string, readonly [rule: string, ...grammars: string[]]>> = {
  'src/syntax/generated/usage': ['Usage', 'usage'],
  'src/syntax/generated/command-line': ['CommandLine', 'command-line', 'single-line', 'values'],
  'src/values/generated/single-line': ['Text', 'values', 'single-line'],
  'src/values/generated/multi-line': ['Text', 'values', 'multi-line'],
};

const plugin = './grammar/token-runs.js';
const tools = [
  plugin,
  'scripts/build-grammars.ts',
  'scripts/hoist-parser.ts',
  'node_modules/peggy/package.json',
];

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
for (const [parser, [rule, ...names]] of Object.entries(parsers)) {
  const grammars = names.map((name) => `grammar/${name}.pegjs`);
  if (isOlder([`${parser}.js`, `${parser}.d.ts`], [...grammars, ...tools]))
    make(parser, rule, grammars);
}

/** Whether one of some files is not there, or older than one of others. */
function isOlder(made: readonly string[], sources: readonly string[]): boolean {
  const times = made.map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return Math.min(...times) <= Math.max(...sources.map((path) => statSync(path).mtimeMs));
}

/**
 * The program of peggy does it, because its library writes no types. The code, which is changed
 * afterwards, is written last: what is older than it is whole.
 */
function make(parser: string, rule: string, grammars: readonly string[]): void {
  const options = ['--format', 'es', '--dts', '--plugin', plugin, '--allowed-start-rules', rule];
  const call = [...options, '-o', `${parser}.js`, ...grammars];
  execFileSync('node_modules/.bin/peggy', call, { stdio: 'inherit' });
  const code = readFileSync(`${parser}.js`, 'utf8');
  writeFileSync(`${parser}.js`, hoisted(code));
}

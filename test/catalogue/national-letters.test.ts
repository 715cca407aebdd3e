/**
 * No command breaks a text: whatever valid UTF-8 a line of any command brings, where a name, a
 * string or a value may stand, what is answered and what the store would keep is valid UTF-8 too.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import { isUtf8 } from 'node:buffer';
import { allCommands } from '../../src/commands/all-commands.js';
import { allTables } from '../../src/tables/all-tables.js';
import { fileContents } from '../../src/tables/file-tables.js';
import type { Reader } from '../../src/store/store.js';
import { sampleLine, scene, theAccount, theDomain } from './sample-lines.js';
import { TrialServer } from './trial-server.js';

/** Letters whose UTF-8 bytes look like capital letters, blanks or controls of other encodings. */
const letters = ['Ü', 'à', 'Я', 'Д', 'ſ', 'K', 'ß', 'İ', 'é', 'ﬁ', '中', '😀', 'a', 'Z', '.', '-'];
const blanks = [' ', '\u00a0', '\u2003', '\u0085'];

const text = fc
  .array(fc.constantFrom(...letters, ...blanks), { minLength: 1, maxLength: 8 })
  .map((symbols) => symbols.join(''));

/** A long text, which something might cut. */
const longText = fc
  .tuple(fc.constantFrom('', 'a', 'ab'), fc.constantFrom('à', '中', '😀'))
  .map(([before, letter]) => before + letter.repeat(400));

/** Ways to put a text into a word of a line. */
const ways: readonly ((word: string, text: string) => string)[] = [
  (_word, given) => `"${given}"`,
  (word, given) => `"${given}${bare(word)}"`,
  (word, given) => `"${bare(word)}${given}"`,
  (word, given) => `"${bare(word)}@${given}"`,
  (_word, given) => `"${given} <${given}@${given}.test>"`,
  (_word, given) => `{"${given}"="${given}";Sub={"${given}"=("${given}");};}`,
  (_word, given) => `("${given}","${given}@EXÜMPLE.voilà")`,
  (_word, given) => `(5,"${given}",(("${given}",is,"${given}")),(("${given}","${given}")))`,
  (_word, given) =>
    `{what=Update;peer="${given}";subsetName="${given}";entryName="${given}";` +
    `data={"${given}"="${given}";"addressbook.Email"="${given}@EXÜMPLE.voilà";};}`,
];

function bare(word: string): string {
  return word.replace(/^"|"$/g, '').replace(/[{}()[\]]/g, '');
}

/** Every line of a command with one of its words made of a text. */
function linesWith(line: string, given: string): readonly string[] {
  const [command = '', ...words] = line.match(/"[^"]*"|\{.*\}|\(.*\)|[^ ]+/g) ?? [];
  return [words.length, ...words.keys()].flatMap((index) =>
    ways.map((way) =>
      [
        command,
        ...words.slice(0, index),
        way(words[index] ?? '', given),
        ...words.slice(index + 1),
      ].join(' '),
    ),
  );
}

describe('Texts that are valid UTF-8', () => {
  let server: TrialServer;
  let said = '';
  before(async () => {
    server = await TrialServer.with(
      [theDomain, 'elsewhere2.test'],
      [[theAccount], [`other@${theDomain}`]],
      scene,
    );
    server.whenChanged((tx) => requireValidRows(tx));
  });
  after(() => server.close());

  function requireValidRows(tx: Reader): void {
    for (const table of allTables) {
      // Contents of files may be any bytes.
      if (table.name === fileContents.name) continue;
      for (const [key, row] of tx.range(table, {})) {
        const bytes = `${key}=${table.encode(row)}`;
        if (isUtf8(Buffer.from(bytes, 'latin1'))) continue;
        expect.fail(`${said}\na row of ${table.name} is broken: ${JSON.stringify(bytes)}`);
      }
    }
  }

  for (const command of allCommands) {
    it(`stay so with ${command.name}`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.oneof(text, longText), async (given) => {
          for (const line of linesWith(sampleLine(command), given)) {
            said = line;
            expect((await server.try(line, 'postmaster')).answer, line).not.to.include('\ufffd');
          }
        }),
        { numRuns: 2 },
      );
    });
  }
});

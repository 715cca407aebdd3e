import { expect } from 'chai';
import { allCommands } from '../../src/commands/all-commands.js';
import { Registry } from '../../src/commands/registry.js';
import { CommandLines, type Called } from '../../src/protocol/command-lines.js';
import { wordOf } from '../../src/syntax/command-line.js';
import { headOf, LineBytes } from '../../src/syntax/line-bytes.js';
import { TooMuchToRead } from '../../src/threads/reading-thread.js';
import { BadSyntax } from '../../src/values/bad-syntax.js';
import { records } from '../catalogue/records.js';
import { linesOf, usualCommandLimits } from './lines-of.js';

const registry = new Registry(allCommands);
const many = (count: number, one: string): string => one.repeat(count);

/** Reads a line as dispatch does. */
function read(lines: CommandLines, line: string | LineBytes): ReturnType<CommandLines['read']> {
  return lines.read(wordOf(headOf(line)), line);
}

/** What reading threw or rejected with; undefined when it did neither. */
async function failureOf(read: () => unknown): Promise<unknown> {
  try {
    await read();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('Long command lines', () => {
  let lines: CommandLines;

  before(() => (lines = linesOf(registry)));
  after(() => lines.close());

  const refused = async (line: string): Promise<string> => {
    const failure = await failureOf(() => read(lines, line));
    expect(failure).to.be.instanceOf(BadSyntax);
    return (failure as BadSyntax).message;
  };
  const valuesOf = async (line: string): Promise<Called['values'] | undefined> =>
    (await read(lines, line))?.values;

  it('are read in a thread, to the same values as short ones', async () => {
    const object = `{a=(#5,#T05-03-2026,#I[::1]:25,#NULL#,[QUJD],<x y="1"/>);"${many(20_000, 'b')}"=c;}`;
    const called = read(lines, `Echo ${object}`);
    expect(called).to.be.instanceOf(Promise);
    const short = await valuesOf('Echo {a=(#5,#T05-03-2026,#I[::1]:25,#NULL#,[QUJD],<x y="1"/>);}');
    const { value } = (await called)?.values['object'] as { value: Map<string, unknown> };
    expect(value.get(many(20_000, 'b'))).to.equal('c');
    expect(value.get('a')).to.deep.equal(
      (short?.['object'] as { value: Map<string, unknown> }).value.get('a'),
    );
  });

  it('are refused over the limit of their command', async () => {
    const { shortLineMax, lineMax } = usualCommandLimits;
    expect(await refused(`Echo "${many(shortLineMax, 'a')}"`)).to.equal('line is too long');
    expect(await refused(`Unknown ${many(shortLineMax, 'a')}`)).to.equal('line is too long');
    expect(await refused(`CreateGroup g "${many(lineMax, 'a')}"`)).to.equal('line is too long');
  });

  it('may have so many elements and no more, at every depth', async () => {
    const { elementsMax } = usualCommandLimits;
    const message = `failed to read data - more than ${elementsMax} elements`;
    for (const [open, one, close] of [
      ['(', 'a,', 'a)'],
      ['{', 'a=;', '}'],
      ['(', '(),', 'a)'],
      ['(', '{a=(b);},', 'a)'],
      ['<a>', '<b/>', '</a>'],
      ['', 'a ', ''],
      ['', '()', ''],
    ] as const) {
      const line = `Echo ${open}${many(elementsMax + 1, one)}${close}`;
      expect(await refused(line), line.slice(0, 40)).to.equal(message);
    }
    // The object itself is an element of the line.
    const called = await read(lines, `Echo (${many(elementsMax - 2, 'a,')}a)`);
    expect(called?.command.name).to.equal('Echo');
  });

  it('may name all members of a large Group', async () => {
    const members = Array.from({ length: 100_000 }, (_, at) => `member${at}`);
    const values = await valuesOf(`CreateGroup all {Members=(${members.join(',')});}`);
    expect((values?.['settings'] as Map<string, unknown>).get('Members')).to.deep.equal(members);
  });

  it('may hold large data blocks, also in quotes', async () => {
    const bytes = Buffer.alloc(300_000, 'bytes');
    const base64 = bytes.toString('base64');
    for (const data of [`[${base64}]`, `"${base64}"`]) {
      const values = await valuesOf(`WriteStorageFile * FILE a.txt DATA ${data}`);
      expect(Buffer.compare(values?.['fileData'] as Uint8Array, bytes)).to.equal(0);
    }
    expect(await refused(`WriteStorageFile * FILE a.txt DATA "${base64}="`)).to.equal(
      'failed to read a datablock - expected whole bytes in base64',
    );
  });

  it('may come in pieces', async () => {
    const whole = Buffer.from(`Echo (${many(50_000, 'ab,').slice(0, 20_000)}c)`);
    const pieces = [whole.subarray(0, 9000), whole.subarray(9000)].map((one) =>
      Uint8Array.from(one),
    );
    const called = await read(lines, new LineBytes(pieces));
    const { value } = called?.values['object'] as { value: readonly string[] };
    expect(value.join(',')).to.equal(whole.toString().slice(6, -1));
  });

  it('say what they do not understand as short ones do', async () => {
    const line = `Echo (${many(20_000, 'a')}`;
    expect(await refused(line)).to.equal(await refused('Echo (a'));
  });

  it('are all read, in their order, however many come at once', async () => {
    const answers = [1, 2, 3, 4].map((at) => valuesOf(`Echo (${at},"${many(20_000, 'a')}")`));
    const firsts = (await Promise.all(answers)).map(
      (values) => (values?.['object'] as { value: readonly string[] }).value[0],
    );
    expect(firsts).to.deep.equal(['1', '2', '3', '4']);
  });

  it('wait for each other up to a limit; one is read however long it is', async () => {
    const narrow = linesOf(registry, { longLinesMax: 30_000 });
    try {
      const line = `Echo "${many(25_000, 'a')}"`;
      const first = read(narrow, line);
      expect(await failureOf(() => read(narrow, line))).to.be.instanceOf(TooMuchToRead);
      expect((await first)?.command.name).to.equal('Echo');
      const longest = read(narrow, `Echo "${many(100_000, 'a')}"`);
      expect((await longest)?.command.name).to.equal('Echo');
    } finally {
      await narrow.close();
    }
  });
});

describe('The lines that may be long', () => {
  for (const size of ['data', 'list'] as const) {
    it(`are those whose records say ${size}`, () => {
      const are = allCommands.filter(({ name }) => registry.find(name)?.size === size);
      const said = [...records].flatMap(([name, { long }]) => (long === size ? [name] : []));
      expect(said).not.to.deep.equal([]);
      expect(are.map(({ name }) => name)).to.have.members(said);
    });
  }
});

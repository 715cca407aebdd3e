import { expect } from 'chai';
import { BodyReader } from '../../src/http/body-reader.js';
import type { Call } from '../../src/http/commands.js';
import { replyJson } from '../../src/http/json-calls.js';
import { BadSyntax } from '../../src/values/bad-syntax.js';

const limits = { nestingMax: 100, elementsMax: 20_000 };
const long = 'x'.repeat(20_000);

describe('Long bodies over HTTP', () => {
  let reader: BodyReader;

  before(() => (reader = new BodyReader(() => 10_000_000)));
  after(() => reader.close());

  const read = (text: string, as: 'form' | 'json', query = ''): Call | Promise<Call> =>
    reader.read(Buffer.from(text), as, query, limits);
  const refused = async (text: string, as: 'form' | 'json'): Promise<string> => {
    try {
      await read(text, as);
    } catch (error) {
      if (error instanceof BadSyntax) return error.message;
      throw error;
    }
    return 'nothing';
  };

  for (const [title, blank] of [
    ['short', 'x'],
    ['long', long],
  ] as const) {
    it(`are read to the same calls as others: ${title} ones`, async () => {
      expect(await read(`command=Echo+%22${blank}%0A%22`, 'form')).to.deep.equal({
        line: `Echo "${blank}\n"`,
      });
      const line = JSON.stringify({ command: `Echo ü${blank}` });
      expect(await read(line, 'json')).to.deep.equal({ line: `Echo \xc3\xbc${blank}` });
      const named = { object: [blank, { $number: '5' }], force: true, set: false };
      const call = await read(JSON.stringify({ name: 'Echo', arguments: named }), 'json');
      expect(call).to.deep.equal({
        name: 'Echo',
        arguments: new Map<string, unknown>([
          ['object', [blank, 5n]],
          ['force', true],
          ['set', false],
        ]),
      });
    });
  }

  it('are answered with the JSON of short replies, made beside everybody else', async () => {
    const text = `({a="\\e\xc3\xbc";b=#5;},[YWJj],\xff,${'x,'.repeat(20_000)}x)`;
    const wanted = JSON.stringify(replyJson({ kind: 'data', text }));
    expect(Buffer.from((await reader.longJson(text)) ?? []).toString()).to.equal(wanted);
    expect(await reader.longJson('(a,b)')).to.equal(undefined);
  });

  it('are made to JSON by the caller when too much is being read', async () => {
    const busy = new BodyReader(() => 1);
    const text = `(${'x,'.repeat(20_000)}x)`;
    const [first, second] = await Promise.all([busy.longJson(text), busy.longJson(text)]);
    expect(first).to.be.instanceOf(Uint8Array);
    expect(second).to.equal(undefined);
    await busy.close();
  });

  it('are read beside everybody else', () => {
    expect(read(`command=${long}`, 'form')).to.be.instanceOf(Promise);
  });

  it('say what they do not understand as short ones do', async () => {
    expect(await refused(`command=a&command=${long}`, 'form')).to.equal(
      await refused('command=a&command=b', 'form'),
    );
    expect(await refused(`{"command":"${long}"`, 'json')).to.equal(await refused('{', 'json'));
  });

  it('have so many elements and no more, whatever strings hold', async () => {
    const tooMany = `failed to read data - more than ${limits.elementsMax} elements`;
    expect(await refused(`[${'[],'.repeat(200_000)}0]`, 'json')).to.equal(tooMany);
    expect(await refused('['.repeat(200_000), 'json')).to.equal(tooMany);
    const line = `Echo "${'],\\"'.repeat(50_000)}"`;
    expect(await read(JSON.stringify({ command: line }), 'json')).to.deep.equal({ line });
  });
});

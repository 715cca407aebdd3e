import { expect } from 'chai';
import fc from 'fast-check';
import { mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { infoBytesMax } from '../../src/base-directory/info-file.js';
import { print } from '../../src/values/print.js';
import { readValue } from '../../src/values/read.js';
import { TimeStamp } from '../../src/values/value.js';
import { FailingTree, inboxOf, InfoFiles, login, mail, twoMessages } from './info-files.js';

/** A login that may have been. */
function isPast(value: unknown): boolean {
  return value instanceof TimeStamp && value.seconds > 0 && value.seconds * 1000 <= Date.now();
}

describe('A damaged .info file', () => {
  let files: InfoFiles;
  beforeEach(async () => {
    files = await InfoFiles.make();
  });
  afterEach(() => files.remove());

  it('at every byte cut off is counted anew', async () => {
    const text = await files.written();
    for (let length = 0; length < text.length; length += 1) {
      files.write('john.info', text.slice(0, length));
      const info = await files.look();
      expect(inboxOf(info), String(length)).to.deep.equal(twoMessages);
      expect(info.stale).to.be.true;
      expect(info.damage, String(length)).to.match(/^john\.info: /);
    }
  });

  it('in one bit here or there is counted anew', async () => {
    const text = await files.written();
    for (let at = 0; at < text.length * 8; at += 3) {
      const bytes = Buffer.from(text, 'latin1');
      bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
      files.write('john.info', bytes.toString('latin1'));
      const info = await files.look();
      expect(inboxOf(info), String(at)).to.deep.equal(twoMessages);
      expect(info.elements.get('LastLogin') ?? login).to.satisfy(isPast);
      expect(info.damage, String(at)).to.match(/^john\.info: /);
    }
  });

  it('with any bytes in it is counted anew, and what it says can be told', async () => {
    const text = await files.written();
    const bytes = fc
      .uint8Array({ maxLength: 40 })
      .map((some) => Buffer.from(some).toString('latin1'));
    const sign = fc.constantFrom(
      '{',
      '}',
      '(',
      ';',
      '=',
      '"',
      '\\',
      '#',
      '[',
      '<',
      '//',
      '/*',
      '\0',
    );
    const at = fc.nat(text.length);
    await fc.assert(
      fc.asyncProperty(at, at, fc.oneof(bytes, sign), async (start, end, chunk) => {
        files.write('john.info', text.slice(0, start) + chunk + text.slice(end));
        const info = await files.look();
        const { messages, size } = info.counts.get('INBOX') ?? {};
        expect({ messages, size }).to.deep.equal({ messages: 2, size: mail.length });
        expect(readValue(print(info.elements))).to.deep.equal(info.elements);
        files.write('john.info', info.text);
        expect(await files.look()).to.include({ text: info.text, stale: false, damage: undefined });
      }),
      { numRuns: 300 },
    );
  });

  const texts: readonly [what: string, text: string, reason: string][] = [
    ['0 bytes', '', 'failed to read'],
    ['an array', '()', 'no dictionary'],
    ['a string', 'hello', 'no dictionary'],
    ['too deep', `{a=${'('.repeat(5000)}`, ''],
  ];
  for (const [what, text, reason] of texts) {
    it(`being ${what} is counted anew`, async () => {
      files.write('john.info', text);
      const info = await files.look();
      expect(inboxOf(info)).to.deep.equal(twoMessages);
      expect(info.damage)
        .to.match(/^john\.info: /)
        .and.contain(reason);
    });
  }

  it('with a count that was changed is counted anew, and keeps the last login', async () => {
    files.write('john.info', (await files.written()).replace('Messages=2;', 'Messages=3;'));
    const info = await files.look();
    expect(inboxOf(info)).to.deep.equal(twoMessages);
    expect(info.elements.get('LastLogin')).to.deep.equal(login);
    expect(info.damage).to.equal('john.info: the checksum is of another text');
  });

  const strange: readonly [inside: string, kept: boolean][] = [
    ['#LastLogin=#T02-01-2025_10:00:00;#LastAddress="[192.0.2.1]";', true],
    ['#LastLogin=#T02-01-2025_10:00:00;#LastAddress=(1,2);#X={a=b;};', true],
    ['#LastLogin=(1,2);', false],
    ['#LastLogin=yesterday;', false],
    ['#LastLogin=#TPAST;', false],
    ['#LastLogin=#T02-01-9999_10:00:00;', false],
    ['INBOX=7;', false],
    ['INBOX={Messages=-1;Size=#-9223372036854775808;LastUID=99999999999999999999;};', false],
    ['INBOX={Messages=(1);Size={};LastUID=4294967295;BoxMark=#NULL#;};', false],
  ];
  for (const [inside, kept] of strange) {
    it(`with strange values is counted anew: ${inside}`, async () => {
      files.write('john.info', `{${inside}}`);
      const info = await files.look();
      expect(inboxOf(info)).to.deep.equal(twoMessages);
      expect(info.elements.get('LastLogin')).to.deep.equal(kept ? login : undefined);
      expect(info.elements.has('X')).to.be.false;
      expect(info.elements.get('LastAddress')).to.equal(
        inside.includes('192.0.2.1') ? '[192.0.2.1]' : undefined,
      );
      expect(info.damage).to.equal('john.info: no checksum');
    });
  }

  it('as the file of another Account is counted anew', async () => {
    for (const other of ['ann', 'twin']) {
      files.write(`${other}.info`, await files.written('john'));
      files.write(`${other}.mbox`, '');
      const info = await files.look(other);
      expect(inboxOf(info)).to.deep.equal({ messages: 0, size: 0, lastUid: 0 });
      expect(info.elements.has('LastLogin')).to.be.false;
      expect(info.damage).to.equal(`${other}.info: the file of another Account`);
    }
  });

  it('by being deleted is counted anew', async () => {
    await files.written();
    files.delete('john.info');
    const info = await files.look();
    expect(inboxOf(info)).to.deep.equal(twoMessages);
    expect(info.damage).to.equal('john.info: the file is missing');
  });

  it('as a file too large to be ours is not read', async () => {
    const text = await files.written();
    truncateSync(join(files.root, 'john.info'), infoBytesMax * 2);
    expect((await files.look()).damage).to.equal('john.info: too large');
    truncateSync(join(files.root, 'john.info'), 2 ** 40);
    const info = await files.look();
    expect(info.damage).to.equal('john.info: too large');
    expect(inboxOf(info)).to.deep.equal(twoMessages);
    expect(text.length).to.be.lessThan(infoBytesMax);
  });

  for (const code of ['EIO', 'EACCES', 'ERR_STRING_TOO_LONG']) {
    it(`so that reading fails with ${code} is counted anew`, async () => {
      await files.written();
      const info = await files.look('john', {
        tree: new FailingTree(files.root, 'john.info', code),
      });
      expect(inboxOf(info)).to.deep.equal(twoMessages);
      expect(info.damage).to.equal(`john.info: ${code}: i/o error, read`);
      expect(info.stale).to.be.true;
    });
  }

  it('is not given up when only the process has no means to read it', async () => {
    await files.written();
    const failure = await files
      .look('john', { tree: new FailingTree(files.root, 'john.info', 'EMFILE') })
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    expect(String(failure)).to.contain('EMFILE');
  });

  it('by something else in its place is left to whoever writes it', async () => {
    files.write('outside', await files.written());
    files.delete('john.info');
    const things: readonly (() => void)[] = [
      () => mkdirSync(join(files.root, 'john.info')),
      () => symlinkSync(join(files.root, 'outside'), join(files.root, 'john.info')),
    ];
    for (const make of things) {
      make();
      const info = await files.look();
      expect(inboxOf(info)).to.deep.equal(twoMessages);
      expect(info).to.include({ stale: true, damage: undefined });
      files.delete('john.info');
    }
  });
});

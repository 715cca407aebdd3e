import { expect } from 'chai';
import fc from 'fast-check';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { MailboxFormat } from '../../src/base-directory/layout.js';
import { mailboxMark, scanMailbox } from '../../src/base-directory/mailbox-files.js';
import { SafeTree } from '../../src/base-directory/safe-tree.js';

const from = 'From a@b.test Thu Jan  2 10:00:00 2025';
const uidMax = 2 ** 32 - 1;

describe('The files of a Mailbox', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'cligate-boxes-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, 'latin1');
  };
  const scan = (path: string, format: MailboxFormat): readonly number[] => {
    const { messages, size, lastUid } = scanMailbox(new SafeTree(root), path, format);
    return [messages, size, lastUid];
  };
  /** Messages and last UID of a text. */
  const counted = (text: string): readonly number[] => {
    write('x.mbox', text);
    const [messages = NaN, size, lastUid = NaN] = scan('x.mbox', 'TextMailbox');
    expect(size, 'size').to.equal(text.length);
    return [messages, lastUid];
  };

  describe('text', () => {
    const texts: readonly [what: string, text: string, messages: number, lastUid: number][] = [
      ['0 bytes', '', 0, 0],
      ['one message', `${from}\n\nhello\n`, 1, 1],
      ['only a separator line', `${from}\n`, 1, 1],
      ['no final line feed', `${from}\n\none\n\n${from}`, 2, 2],
      ['a last empty line without an end', `${from}\n\none\n\n\r`, 1, 1],
      ['CRLF', `${from}\r\n\r\none\r\n\r\n${from} uid=9 flags=S\r\n\r\ntwo\r\n`, 2, 9],
      ['empty lines first', `\n\n${from}\n\none\n`, 1, 1],
      ['garbage first', `\0\xff garbage\n\n${from}\n\none\n`, 1, 1],
      ['only garbage', '\0\xff garbage\n\n\nmore', 0, 0],
      ['a body line without an empty line before', `${from}\n\none\nFrom here\n`, 1, 1],
      ['an escaped body line', `${from}\n\n\n>From here\n\n>>From there\n`, 1, 1],
      ['another case, and no blank', `${from}\n\n\nFROM here\n\nFrom: me\n\nFrom\n`, 1, 1],
      ['a line that only begins with CR', `${from}\n\none\n\rx\n${from}\n`, 1, 1],
      ['lines of nothing but line feeds', '\n'.repeat(5000), 0, 0],
    ];
    for (const [what, text, messages, lastUid] of texts) {
      it(`with ${what}: ${messages} messages, last UID ${lastUid}`, () => {
        expect(counted(text)).to.deep.equal([messages, lastUid]);
      });
    }

    const fields: readonly [line: string, uid: number][] = [
      [`${from} uid=12 flags=S`, 12],
      [`${from} flags=SR uid=12`, 12],
      [`${from} uid=12 `, 12],
      ['From a@b.test Thu Jan  2 10:00 2025 uid=12', 12],
      ['From a@b.test Thu Jan  2 10:00:00 2025 +0100 uid=12', 12],
      ['From a@b.test Thu Jan  2 10:00:00 CET 2025 uid=12', 12],
      [`${from} uid=${uidMax}`, uidMax],
      // Only the fields behind the date count.
      ['From uid=12 Thu Jan  2 10:00:00 2025', 1],
      ['From uid=12 Thu Jan  2 10:00:00 2025 flags=S', 1],
      ['From uid=12 Thu Jan  2 10:00:00 2025 uid=3 flags=S', 3],
      ['From "a uid=12 b"@c Thu Jan  2 10:00:00 2025 flags=S', 1],
      ['From a@b.test uid=12', 1],
      [`${from} uid=12 and more`, 1],
      // What is no UID is as good as none.
      [`${from} uid=0`, 1],
      [`${from} uid=`, 1],
      [`${from} uid=-3`, 1],
      [`${from} uid=12x`, 1],
      [`${from} xuid=12`, 1],
      [`${from} uid=${uidMax + 1}`, 1],
      [`${from} uid=9999999999`, 1],
      [`${from} uid=99999999999999999999`, 1],
      [`From ${'a'.repeat(5000)} Thu Jan  2 10:00:00 2025 uid=12`, 1],
    ];
    for (const [line, uid] of fields) {
      it(`gives UID ${uid} to ${line.replace(/a{9,}/, 'aaa...')}`, () => {
        for (const end of ['', '\n', '\r\n', '\n\nbody\n']) {
          expect(counted(line + end)).to.deep.equal([1, uid]);
        }
      });
    }

    const orders: readonly [uids: readonly (number | undefined)[], lastUid: number][] = [
      [[3, undefined, undefined], 5],
      [[undefined, undefined, 9], 9],
      [[7, 7], 8],
      [[7, 3, 2], 9],
      [[7, 3, 8, undefined], 10],
      [[uidMax, undefined, 1], uidMax],
    ];
    for (const [uids, lastUid] of orders) {
      it(`gives each a higher one: ${uids.map((uid) => uid ?? 'none').join(', ')}`, () => {
        const lines = uids.map((uid) => (uid === undefined ? from : `${from} uid=${uid}`));
        expect(counted(lines.join('\n\nbody\n\n'))).to.deep.equal([uids.length, lastUid]);
      });
    }

    it('does not depend on where the borders of chunks are', () => {
      const around = `one\n\n${from} uid=7 flags=S\r\n\r\ntwo\n\n${from}\n\nFrom here\n`;
      for (let before = -8; before <= around.length; before += 1) {
        const padding = 'x'.repeat(1024 * 1024 - before - from.length - 2);
        expect(counted(`${from}\n\n${padding}${around}`), String(before)).to.deep.equal([4, 9]);
      }
    });

    it('counts as many messages as were written', () => {
      const word = fc.stringMatching(/^[a-zA-Z>=.: -]{0,12}$/);
      const bodyLine = fc.oneof(
        word,
        fc.constantFrom('', ' ', 'From here', 'From ', '>From there', from, 'uid=3', '\0\xff'),
      );
      const message = fc.record({
        uid: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
        flags: fc.option(fc.stringMatching(/^[A-Z]{0,4}$/), { nil: undefined }),
        body: fc.array(bodyLine, { maxLength: 6 }),
      });
      fc.assert(
        fc.property(
          fc.array(message, { maxLength: 8 }),
          fc.constantFrom('\n', '\r\n'),
          fc.boolean(),
          (messages, end, isEnded) => {
            const lines = messages.flatMap(({ uid, flags, body }) => [
              from +
                (uid === undefined ? '' : ` uid=${uid}`) +
                (flags === undefined ? '' : ` flags=${flags}`),
              'Subject: x',
              '',
              ...body.map((line) => line.replace(/^(>*From )/, '>$1')),
              '',
            ]);
            const text = lines.join(end) + (isEnded ? end : '');
            let lastUid = 0;
            for (const { uid = 0 } of messages) lastUid = uid > lastUid ? uid : lastUid + 1;
            expect(counted(text)).to.deep.equal([messages.length, lastUid]);
          },
        ),
      );
    });

    it('takes any bytes', () => {
      const chunk = fc.oneof(
        fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
        fc.constantFrom('\n', '\r\n', '\n\n', 'From ', ' uid=5', ' 10:00:00 2025', '\0'),
      );
      fc.assert(
        fc.property(fc.array(chunk, { maxLength: 30 }), (chunks) => {
          const text = chunks.join('');
          const separators = text.split('\n').filter((line, index, lines) => {
            const before = lines[index - 1];
            return line.startsWith('From ') && [undefined, '', '\r'].includes(before);
          });
          const [messages = NaN, lastUid] = counted(text);
          expect(messages).to.equal(separators.length);
          expect(lastUid).to.be.within(messages, uidMax);
        }),
      );
    });
  });

  it('that are not there hold nothing', () => {
    for (const format of ['TextMailbox', 'MailDirMailbox', 'SlicedMailbox'] as const) {
      expect(scan('a/x', format)).to.deep.equal([0, 0, 0]);
      expect(mailboxMark(new SafeTree(root), 'a/x', format)).to.be.undefined;
    }
  });

  describe('MailDir', () => {
    const trees: readonly [what: string, files: readonly string[], messages: number][] = [
      ['nothing', ['cur/', 'new/', 'tmp/'], 0],
      ['messages seen and new', ['cur/1.a:2,S', 'cur/2.a:2,', 'new/3.a', 'tmp/4.a'], 3],
      ['messages in the directory itself', ['1.msg', '2.msg'], 2],
      ['both: what is beside cur is no message', ['1.msg', 'cur/2.a:2,S'], 1],
      ['a new directory only', ['1.msg', 'new/'], 0],
      ['a plain file called cur', ['1.msg', 'cur'], 2],
      ['a helper of another program', ['.hidden', 'dovecot.index', 'dovecot-uidlist', '1.a'], 1],
      ['helpers of others', ['courierimapuiddb', 'maildirsize', 'maildirfolder', '1.a'], 1],
      ['helpers among the messages', ['cur/.nfs1', 'cur/maildirfolder', 'new/1.a'], 1],
      ['directories', ['cur/1.a:2,S', 'cur/inner/2.a', '.Sub/cur/3.a', 'other/4.a'], 1],
    ];
    for (const [what, files, messages] of trees) {
      it(`with ${what}: ${messages} messages`, () => {
        mkdirSync(join(root, 'x.mdir'));
        for (const file of files) {
          if (file.endsWith('/')) mkdirSync(join(root, 'x.mdir', file));
          else write(`x.mdir/${file}`, 'hello');
        }
        const size = messages * 'hello'.length;
        expect(scan('x.mdir', 'MailDirMailbox')).to.deep.equal([messages, size, messages]);
      });
    }

    it('with links does not follow them', () => {
      write('outside/1.a', 'hello');
      write('x.mdir/cur/1.a', 'hello');
      symlinkSync(join(root, 'outside/1.a'), join(root, 'x.mdir/cur/2.a'));
      symlinkSync(join(root, 'outside'), join(root, 'x.mdir/new'));
      expect(scan('x.mdir', 'MailDirMailbox')).to.deep.equal([1, 5, 1]);
    });
  });

  describe('sliced', () => {
    it('are counted in the order of their names', () => {
      mkdirSync(join(root, 'x.mslc'));
      expect(scan('x.mslc', 'SlicedMailbox')).to.deep.equal([0, 0, 0]);
      const first = `${from} uid=3\n\none\n\n${from}\n\ntwo`;
      const second = `${from}\n\nthree\n`;
      write('x.mslc/02', second);
      write('x.mslc/01', first);
      write('x.mslc/.hidden', second);
      write('x.mslc/inner/03', second);
      expect(scan('x.mslc', 'SlicedMailbox')).to.deep.equal([3, first.length + second.length, 5]);
    });
  });

  describe('have a mark', () => {
    const past = new Date(1_600_000_000_000);
    /** Everything has an old time, as if nothing had changed for long. */
    const age = (...paths: readonly string[]): void => {
      for (const path of paths) utimesSync(join(root, path), past, past);
    };
    const markOf = (path: string, format: MailboxFormat): string | undefined =>
      mailboxMark(new SafeTree(root), path, format);

    it('that changes with a text file', () => {
      write('x.mbox', from);
      const before = markOf('x.mbox', 'TextMailbox');
      expect(markOf('x.mbox', 'TextMailbox')).to.equal(before).and.not.equal('');
      appendFileSync(join(root, 'x.mbox'), '\n');
      expect(markOf('x.mbox', 'TextMailbox')).not.to.equal(before);
    });

    it('that changes when a slice grows in its place', () => {
      write('x.mslc/01', from);
      write('x.mslc/02', from);
      age('x.mslc/01', 'x.mslc/02', 'x.mslc');
      const before = markOf('x.mslc', 'SlicedMailbox');
      expect(markOf('x.mslc', 'SlicedMailbox')).to.equal(before).and.not.equal('');
      for (const slice of ['x.mslc/01', 'x.mslc/02']) {
        appendFileSync(join(root, slice), '\n');
        age(slice);
        const after = markOf('x.mslc', 'SlicedMailbox');
        expect(after, slice).not.to.equal(before);
        writeFileSync(join(root, slice), from);
        age(slice);
        expect(markOf('x.mslc', 'SlicedMailbox')).to.equal(before);
      }
    });

    it('that changes when a slice is written over with as many bytes', () => {
      write('x.mslc/01', from);
      age('x.mslc/01', 'x.mslc');
      const before = markOf('x.mslc', 'SlicedMailbox');
      write('x.mslc/01', 'x'.repeat(from.length));
      expect(markOf('x.mslc', 'SlicedMailbox')).not.to.equal(before);
    });

    it('that is as short for thousands of slices, of which the last ones are looked at', () => {
      for (let slice = 1000; slice < 3000; slice += 1) write(`x.mslc/${slice}`, '');
      age('x.mslc');
      const before = markOf('x.mslc', 'SlicedMailbox');
      expect(before?.length).to.be.lessThan(100);
      appendFileSync(join(root, 'x.mslc/2999'), from);
      expect(markOf('x.mslc', 'SlicedMailbox')).not.to.equal(before);
    });

    it('that changes when a message comes to a MailDir, is seen, or goes', () => {
      for (const directory of ['cur', 'new']) write(`x.mdir/${directory}/1.a`, 'hello');
      const all = ['x.mdir/cur', 'x.mdir/new', 'x.mdir'];
      const changes: readonly (() => void)[] = [
        () => write('x.mdir/new/2.a', 'hello'),
        () => renameSync(join(root, 'x.mdir/new/1.a'), join(root, 'x.mdir/cur/1.a:2,S')),
        () => rmSync(join(root, 'x.mdir/cur/1.a')),
        () => write('x.mdir/3.a', 'hello'),
      ];
      for (const change of changes) {
        age(...all);
        const before = markOf('x.mdir', 'MailDirMailbox');
        expect(markOf('x.mdir', 'MailDirMailbox')).to.equal(before).and.not.equal('');
        change();
        expect(markOf('x.mdir', 'MailDirMailbox')).not.to.equal(before);
      }
    });

    it('that says nothing while another change could have the same time', () => {
      write('x.mdir/cur/1.a', 'hello');
      const future = new Date(Date.now() + 60_000);
      for (const directory of ['x.mdir', 'x.mdir/cur']) {
        age('x.mdir/cur', 'x.mdir');
        expect(markOf('x.mdir', 'MailDirMailbox')).not.to.equal('');
        utimesSync(join(root, directory), future, future);
        expect(markOf('x.mdir', 'MailDirMailbox'), directory).to.equal('');
      }
    });
  });
});

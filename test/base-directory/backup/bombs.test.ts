/** Archives that would take all memory before they are found to be none. */
import { expect } from 'chai';
import { ftruncateSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { BadArchive } from '../../../src/base-directory/backup/archive-reader.js';
import { ArchiveWriter } from '../../../src/base-directory/backup/archive-writer.js';
import { restore } from '../../../src/base-directory/backup/restore.js';
import { BadRows, linesIn } from '../../../src/base-directory/backup/rows-file.js';
import { basePlaces } from '../../../src/base-directory/base-places.js';
import { storeFormat } from '../../../src/tables/tables.js';

const mebibyte = 1024 * 1024;

/** The lines of a text that comes in chunks. */
async function linesOf(chunks: readonly string[], longest?: number): Promise<readonly string[]> {
  const lines: string[] = [];
  const source = (async function* () {
    for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
  })();
  for await (const line of linesIn(source, longest)) lines.push(line);
  return lines;
}

describe('The rows of an archive', () => {
  it('are cut into lines wherever their chunks begin', async () => {
    expect(await linesOf(['a', 'b\nc\n\nd', '', '\n', 'e'])).to.deep.equal([
      'ab',
      'c',
      '',
      'd',
      'e',
    ]);
    expect(await linesOf([])).to.deep.equal([]);
  });

  it('are refused as soon as one is too long, and not at its end', async () => {
    let given = 0;
    const source = (async function* () {
      for (; given < 100; given += 1) yield await Promise.resolve(Buffer.alloc(10, 'x'));
    })();
    const reading = (async () => {
      for await (const line of linesIn(source, 55)) expect(line).to.equal('never');
    })();
    expect(await reading.catch((error: unknown) => error)).to.be.instanceOf(BadRows);
    expect(given).to.equal(5);
    expect(await linesOf(['x'.repeat(50), '\n', 'x'.repeat(50)], 55)).to.have.length(2);
  });
});

describe('A restore', () => {
  let directory: string;
  let archive: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'cligate-test-'));
    archive = join(directory, 'bomb.tar.gz');
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const refused = async (words: string): Promise<void> => {
    const to = basePlaces(join(directory, 'to'));
    const error: unknown = await restore(to, archive, { force: false, now: 0 }).catch(
      (cause: unknown) => cause,
    );
    expect(error).to.be.instanceOf(BadArchive);
    expect((error as Error).message).to.include(words);
    expect(readdirSync(to.root)).to.deep.equal([]);
  };

  /** An archive whose entry `name` is so many zero bytes. */
  async function archiveWith(name: string, bytes: number): Promise<void> {
    const zeros = join(directory, 'zeros');
    const file = openSync(zeros, 'w+');
    ftruncateSync(file, bytes);
    const writer = new ArchiveWriter(archive, join(directory, 'sums'));
    if (name !== 'cligate.json') {
      const head = { format: 1, storeFormat, program: '1.0', mainDomain: 'x', rows: 1 };
      await writer.add('cligate.json', Buffer.from(JSON.stringify(head)));
    }
    await writer.addFile(name, file);
    await writer.finish();
    rmSync(zeros);
  }

  it('refuses a row of hundreds of megabytes', async () => {
    await archiveWith('rows.jsonl', 200 * mebibyte);
    await refused('the archive has a row that is too long');
  });

  it('refuses a head of megabytes', async () => {
    await archiveWith('cligate.json', 8 * mebibyte);
    await refused('this is no backup of this program');
  });

  for (const type of ['x', 'g', 'L']) {
    it(`refuses a name of megabytes (${type})`, async () => {
      const size = 16 * mebibyte;
      const header = Buffer.alloc(512);
      header.write('././@LongLink');
      header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
      header.write(type, 156);
      header.write('ustar\0', 257);
      header.write('        ', 148);
      const sum = header.reduce((total, byte) => total + byte, 0);
      header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
      writeFileSync(archive, gzipSync(Buffer.concat([header, Buffer.alloc(size, 'n')])));
      await refused('has too long a name');
    });
  }

  it('takes large files between short names', async () => {
    await archiveWith('files/5/large', 20 * mebibyte);
    await refused('the archive has no rows');
  });
});

import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbeddedStore } from '../../src/tables/open-store.js';
import { StoreInUse, UnknownFormat } from '../../src/store/embedded.js';
import { StoreFailure, type Store } from '../../src/store/store.js';
import { isOfDisk, systemCodeOf } from '../../src/store/system-code.js';
import { metadata } from '../../src/store/metadata.js';
import { storeFormat } from '../../src/tables/tables.js';
import { outcome, pairs, sampleTables, temporaryDirectory, texts } from './drivers.js';

describe('The embedded store', () => {
  let directory: string;
  const open = (readOnly = false): Promise<Store> =>
    openEmbeddedStore(directory, { tables: [...sampleTables, metadata], readOnly });

  beforeEach(() => {
    directory = temporaryDirectory();
  });

  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('finds everything again when it is opened again', async () => {
    const first = await open();
    await first.update((tx) => {
      for (let key = 0; key < 1000; key += 1) tx.put(pairs, key, { left: `row${key}`, right: key });
      tx.put(texts, 'a', 'row');
    });
    await first.update((tx) => tx.remove(pairs, 500));
    await first.close();
    const again = await open();
    const rows = again.view((tx) => [...tx.range(pairs, {})]) as [number, unknown][];
    expect(rows).to.have.length(999);
    expect(rows[501]).to.deep.equal([502, { left: 'row502', right: 502 }]);
    expect(again.view((tx) => tx.get(texts, 'a'))).to.equal('row');
    await again.close();
  });

  it('makes its directory and files for their owner only', async () => {
    const inner = join(directory, 'deeper', 'store');
    const store = await openEmbeddedStore(inner);
    expect(statSync(inner).mode & 0o777).to.equal(0o700);
    for (const file of ['data.mdb', 'lock.mdb', 'owner']) {
      expect(statSync(join(inner, file)).mode & 0o777, file).to.equal(0o600);
    }
    await store.close();
  });

  describe('on a disk with less room than its reserve', () => {
    /** More than any disk has. */
    const reserveBytes = 2 ** 60;
    const failure = async (work: Promise<unknown>): Promise<unknown> => {
      const error: unknown = await work.then(() => undefined).catch((cause: unknown) => cause);
      expect(error).to.be.instanceOf(StoreFailure);
      return error;
    };

    it('is not made', async () => {
      const error = await failure(openEmbeddedStore(directory, { reserveBytes }));
      expect(systemCodeOf(error)).to.equal('ENOSPC');
      expect(existsSync(join(directory, 'data.mdb'))).to.equal(false);
      await (await open()).close();
    });

    it('is read, and refuses what would be written', async () => {
      const first = await open();
      await first.update((tx) => tx.put(texts, 'a', 'row'));
      await first.close();
      const full = await openEmbeddedStore(directory, { tables: sampleTables, reserveBytes });
      const error = await failure(full.update((tx) => tx.put(texts, 'a', 'other')));
      expect(isOfDisk(error)).to.equal(true);
      expect(await full.view((tx) => tx.get(texts, 'a'))).to.equal('row');
      await full.close();
      const again = await open();
      await again.update((tx) => tx.put(texts, 'b', 'more'));
      expect(await again.view((tx) => tx.get(texts, 'a'))).to.equal('row');
      await again.close();
    });
  });

  describe('its format', () => {
    it('is noted in the store', async () => {
      const store = await open();
      expect(store.view((tx) => tx.get(metadata, 'format'))).to.equal(String(storeFormat));
      await store.close();
    });

    for (const format of [String(storeFormat + 1), '1.5', 'x', '']) {
      it(`is refused when it is ${JSON.stringify(format)}`, async () => {
        const store = await open();
        await store.update((tx) => tx.put(metadata, 'format', format));
        await store.close();
        const { error } = (await outcome(open())) as { readonly error: Error };
        expect(error).to.be.instanceOf(UnknownFormat);
        expect(error.message)
          .to.match(/^the store in .* has format .*; this version knows \d+$/)
          .and.to.include(`knows ${storeFormat}`);
      });
    }
  });

  describe('its directory', () => {
    it('belongs to one opener', async () => {
      const store = await open();
      const { error } = (await outcome(open())) as { readonly error: Error };
      expect(error).to.be.instanceOf(StoreInUse);
      expect(error.message).to.contain(`in use by process ${process.pid}`);
      await store.close();
      await (await open()).close();
    });

    it('is taken over from a process that is gone', async () => {
      const owner = join(directory, 'owner');
      // No process has this number; the second one is ours, but was started at another time.
      for (const left of ['4194305 \n', `${process.pid} boot/1\n`, '']) {
        writeFileSync(owner, left);
        const store = await open();
        expect(readFileSync(owner, 'latin1')).to.match(new RegExp(`^${process.pid} `));
        await store.close();
        expect(existsSync(owner)).to.equal(false);
      }
    });

    it('is taken over from a process that has ended and whose parent does not care', async () => {
      // What `cat` gives back was said after it had taken the place of the shell, which would care.
      const parent = spawn('sh', ['-c', 'tail -f /dev/null & echo $!; exec cat'], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      const hear = async (): Promise<string> => String((await once(parent.stdout, 'data'))[0]);
      try {
        const pid = (await hear()).trim();
        const stat = (): readonly string[] =>
          readFileSync(`/proc/${pid}/stat`, 'latin1')
            .replace(/^.*\) /, '')
            .split(' ');
        parent.stdin.write('cat\n');
        await hear();
        process.kill(Number(pid), 'SIGKILL');
        while (stat()[0] !== 'Z') await new Promise((resolve) => setImmediate(resolve));
        const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
        writeFileSync(join(directory, 'owner'), `${pid} ${boot}/${stat()[19]}\n`);
        await (await open()).close();
      } finally {
        parent.stdin.end();
      }
    });

    it('can be read while it is in use, and tells the newest state', async () => {
      const store = await open();
      await store.update((tx) => tx.put(texts, 'a', '1'));
      const reader = await open(true);
      const seen = (): unknown => reader.view((tx) => [tx.get(texts, 'a'), tx.get(texts, 'b')]);
      expect(seen()).to.deep.equal(['1', undefined]);
      await store.update((tx) => {
        tx.put(texts, 'a', '2');
        tx.put(texts, 'b', '2');
      });
      expect(seen()).to.deep.equal(['2', '2']);
      const write = reader.update((tx) => tx.put(texts, 'a', '3'));
      expect(await outcome(write))
        .to.have.nested.property('error.message')
        .that.contains('reading');
      await reader.close();
      await store.close();
    });
  });

  describe('damage', () => {
    const file = (): string => join(directory, 'data.mdb');

    async function filled(): Promise<void> {
      const store = await open();
      await store.update((tx) => tx.put(texts, 'key of the row', 'text of the row'));
      await store.close();
    }

    /** Changes bytes of the data file wherever they stand. */
    function change(from: string, to: string): void {
      const bytes = readFileSync(file());
      const handle = openSync(file(), 'r+');
      for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) {
        writeSync(handle, to, at, 'latin1');
      }
      closeSync(handle);
    }

    it('of a row is told, not answered', async () => {
      await filled();
      change('text of the row', 'text of the sow');
      const store = await open();
      expect(() => store.view((tx) => tx.get(texts, 'key of the row'))).to.throw(
        StoreFailure,
        'row',
      );
      expect(() => store.view((tx) => [...tx.range(texts, {})])).to.throw(StoreFailure, 'damaged');
      await store.close();
    });

    it('of a key is told, not answered', async () => {
      await filled();
      change('key of the row', 'key of the sow');
      const store = await open();
      expect(() => store.view((tx) => tx.get(texts, 'key of the sow'))).to.throw(StoreFailure);
      await store.close();
    });

    const heads: [string, (bytes: Buffer) => Buffer][] = [
      ['another file', () => Buffer.alloc(20_000, 'x')],
      ['a short file', (bytes) => bytes.subarray(0, 100)],
      [
        'a file without its first page',
        (bytes) => Buffer.concat([Buffer.alloc(4096), bytes.subarray(4096)]),
      ],
      ['a file that ends too early', (bytes) => bytes.subarray(0, 8192)],
    ];
    for (const [title, damage] of heads) {
      it(`refuses ${title}`, async () => {
        await filled();
        writeFileSync(file(), damage(readFileSync(file())));
        expect(await outcome(open()))
          .to.have.property('error')
          .instanceOf(StoreFailure);
        expect(existsSync(join(directory, 'owner'))).to.equal(false);
      });
    }

    it('opens a file that was made and never written', async () => {
      writeFileSync(file(), '');
      chmodSync(file(), 0o600);
      await (await open()).close();
    });
  });

  it('gives the newest rows after each flush, also when a range is left half read', async () => {
    const store = await openEmbeddedStore(directory, { tables: sampleTables, cacheRows: 0 });
    const write = (row: string): Promise<void> =>
      store.update((tx) => {
        for (let at = 0; at < 100; at += 1) tx.put(texts, `k${at}`, row);
      });
    await write('0');
    for (let round = 1; round <= 20; round += 1) {
      const left = store.view((tx) => {
        const rows = tx.range(texts, {})[Symbol.iterator]();
        return rows.next().value as unknown;
      });
      expect(left).to.deep.equal(['k0', String(round - 1)]);
      await write(String(round));
      expect(store.view((tx) => tx.get(texts, 'k7'))).to.equal(String(round));
      const rows = store.view((tx) => [...tx.range(texts, {})]) as [string, string][];
      expect(new Set(rows.map(([, row]) => row))).to.deep.equal(new Set([String(round)]));
    }
    await store.close();
  });
});

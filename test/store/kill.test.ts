import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openEmbeddedStore } from '../../src/tables/open-store.js';
import { StoreInUse } from '../../src/store/embedded.js';
import { outcome, temporaryDirectory } from './drivers.js';
import { counter, killTables, numbered } from './kill-tables.js';

const kills = 8;
const child = fileURLToPath(new URL('kill-child.ts', import.meta.url));

describe('A store whose process is killed', () => {
  let directory: string;

  beforeEach(() => {
    directory = temporaryDirectory();
  });

  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('has every acknowledged change, and each change whole or not at all', async () => {
    for (let kill = 1; kill <= kills; kill += 1) {
      const acknowledged = await killAfter(kill * kill * 50);
      const { last, rows } = await readBack();
      expect(last, 'the newest change').to.be.at.least(acknowledged);
      expect(rows.length, 'three rows for each change').to.equal(3 * last);
      for (const [key, row] of rows) expect(key.split('/')[0]).to.equal(row);
    }
  });

  /** Runs the child, kills it in the middle after so many acknowledgements; returns the newest. */
  async function killAfter(count: number): Promise<number> {
    const process_ = spawn(process.execPath, ['--import', 'tsx', child, directory], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const closed = once(process_, 'close');
    let text = '';
    let lines = 0;
    process_.stdout.setEncoding('latin1');
    process_.stdout.on('data', (chunk: string) => {
      text = (text + chunk).slice(-10_000);
      lines += chunk.split('\n').length - 1;
      if (lines >= count) process_.kill('SIGKILL');
    });
    await once(process_.stdout, 'data');
    expect(await outcome(openEmbeddedStore(directory)))
      .to.have.property('error')
      .instanceOf(StoreInUse);
    await closed;
    expect(process_.signalCode).to.equal('SIGKILL');
    const whole = text.slice(0, text.lastIndexOf('\n'));
    return Number(whole.slice(whole.lastIndexOf('\n') + 1));
  }

  async function readBack(): Promise<{ last: number; rows: [string, string][] }> {
    const store = await openEmbeddedStore(directory, { tables: killTables });
    try {
      return await store.view((tx) => ({
        last: Number(tx.get(counter, 'last')),
        rows: [...tx.range(numbered, {})] as [string, string][],
      }));
    } finally {
      await store.close();
    }
  }
});

/**
 * A process that changes a store until it is killed, or its disk fails: `node kill-child.ts directory`. Work n writes
 * three rows and the counter; when it is acknowledged, n is written to standard output on a line.
 */
import { openEmbeddedStore } from '../../src/tables/open-store.js';
import { counter, numbered, killTables } from './kill-tables.js';

const store = await openEmbeddedStore(process.argv[2] ?? '', {
  tables: killTables,
  broken: () => process.exit(74),
});
const next = await store.view((tx) => tx.get(counter, 'last'));
let number = Number(next ?? 0);

async function worker(): Promise<void> {
  for (;;) {
    number += 1;
    const own = number;
    await store.update((tx) => {
      for (const part of ['a', 'b', 'c']) tx.put(numbered, `${own}/${part}`, `${own}`);
      tx.put(counter, 'last', `${own}`);
    });
    // Waits in itself while the pipe is full; a bare write would fail then.
    process.stdout.write(`${own}\n`);
  }
}

await Promise.all(Array.from({ length: 64 }, worker));

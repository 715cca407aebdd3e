/**
 * What many clients can make the server hold for them, beside the budget of all buffers
 * (`limits.bufferBytesMax`): those whose long lines never end, and those who do not read long
 * answers. `npm run bench -- memory`.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { LoadClient } from './stalls/load-client.js';
import { MeasuredServer } from './stalls/measured-server.js';

const megabyte = 1024 * 1024;
/** What the process may take beyond the budget: parts of lines that are read, answers being made. */
const beyondMax = 1.33;

const unfinished = { clients: 30, megabytes: 30 };
const unread = { clients: 40, megabytes: 20 };

/** How long clients go on, in milliseconds; the peak is what the kernel saw in between. */
const settleMs = 8000;

/** The budget, given so that it is the same here as there. */
const budgetMegabytes = 256;

interface Attack {
  readonly name: string;
  readonly run: (server: MeasuredServer) => Promise<readonly LoadClient[]>;
}

const attacks: readonly Attack[] = [
  {
    name: `${unfinished.clients} lines of ${unfinished.megabytes} MB without an end`,
    async run(server) {
      const clients = await loggedIn(server, unfinished.clients);
      const part = 'A'.repeat(megabyte);
      for (const { socket } of clients) socket.write('WriteStorageFile * FILE "x" DATA [');
      for (let sent = 0; sent < unfinished.megabytes; sent += 1) {
        for (const { socket } of clients) if (socket.writable) socket.write(part);
        await pause(20);
      }
      return clients;
    },
  },
  {
    name: `${unread.clients} clients that read none of ${unread.megabytes} MB`,
    async run(server) {
      const owner = await server.postmaster();
      const bytes = Buffer.alloc(unread.megabytes * megabyte).toString('base64');
      await owner.must(`WriteStorageFile * FILE "long" DATA [${bytes}]`);
      owner.close();
      const clients = await loggedIn(server, unread.clients);
      for (const { socket } of clients) {
        socket.pause();
        socket.write('ReadStorageFile * FILE "long"\r\n'.repeat(4));
      }
      return clients;
    },
  },
];

/** Measures each attack on a server of its own; returns whether all stay near the budget. */
export async function measureMemory(): Promise<boolean> {
  let isGood = true;
  for (const { name, run } of attacks) {
    const server = await MeasuredServer.start([
      `limits.bufferBytesMax=${budgetMegabytes * megabyte}`,
    ]);
    try {
      const before = server.memory().peakMegabytes;
      const clients = await run(server);
      await pause(settleMs);
      const { megabytes, peakMegabytes } = server.memory();
      const grown = peakMegabytes - before;
      const isKept = grown <= budgetMegabytes * beyondMax;
      isGood &&= isKept;
      console.log(
        `${name}: ${grown.toFixed(0)} MB more at the most, ${(megabytes - before).toFixed(0)} MB in the ` +
          `end, budget ${budgetMegabytes} MB` +
          (isKept ? '' : ' - MORE THAN A THIRD BEYOND'),
      );
      for (const client of clients) client.close();
    } finally {
      await server.stop();
    }
  }
  return isGood;
}

function loggedIn(server: MeasuredServer, count: number): Promise<readonly LoadClient[]> {
  return Promise.all(Array.from({ length: count }, () => server.postmaster()));
}

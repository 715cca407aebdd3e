/**
 * The benchmark: the server on its embedded store beside a bare `net` line-echo server and beside
 * one-record-per-fdatasync appends on the same disk. Prints absolute numbers and ratios.
 * `--seconds N` is the length of each measurement (default 2), `--only NAME` picks one operation.
 */
import type { ChildProcess } from 'node:child_process';
import {
  closeSync,
  fdatasyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { password, serverProgram, start, stop } from './child-program.js';
import { measure, type NextLine, type Shape } from './load.js';

const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '2' }, only: { type: 'string' } },
});
const seconds = Number(options.seconds);
const shapes: readonly Shape[] = [
  { connections: 1, inFlight: 1 },
  { connections: 8, inFlight: 1 },
  { connections: 64, inFlight: 1 },
  { connections: 1, inFlight: 256 },
  { connections: 8, inFlight: 16 },
  { connections: 64, inFlight: 16 },
];
const memoryAccounts = 100_000;

/** Each measurement names its accounts after itself, so that nothing is left from an earlier one. */
let run = 0;
const account = (connection: number): string => `r${run}c${connection}`;

interface Operation {
  readonly name: string;
  /** Lines that must have been answered before: one account for each line in flight. */
  readonly needsAccounts: boolean;
  readonly next: (inFlight: number) => NextLine;
}

const operations: readonly Operation[] = [
  {
    name: 'GetAccountSettings',
    needsAccounts: true,
    next: (inFlight) => (connection, turn) =>
      `GetAccountSettings ${account(connection)}x${turn % inFlight}`,
  },
  {
    name: 'CreateAccount',
    needsAccounts: false,
    next: () => (connection, turn) =>
      `CreateAccount ${account(connection)}n${turn} {RealName="Ann Example";MaxAccountSize=50M;}`,
  },
  {
    name: 'SetAccountAliases',
    needsAccounts: true,
    next: (inFlight) => (connection, turn) => {
      const name = `${account(connection)}x${turn % inFlight}`;
      return `SetAccountAliases ${name} (${name}.a${turn},${name}.b${turn})`;
    },
  },
  {
    name: 'RenameAccount',
    needsAccounts: true,
    next: (inFlight) => (connection, turn) => {
      const name = `${account(connection)}x${turn % inFlight}`;
      const back = Math.floor(turn / inFlight) % 2 === 1;
      return back ? `RenameAccount ${name}.r into ${name}` : `RenameAccount ${name} into ${name}.r`;
    },
  },
];

/** Creates `count` accounts as fast as one connection can. */
async function create(port: number, count: number, line: (index: number) => string): Promise<void> {
  let next = 0;
  let answered = 0;
  await new Promise<void>((resolve, reject) => {
    void measureOnce(port, (send) => {
      const refill = (): void => {
        let text = '';
        while (next < count && next - answered < 512) text += `${line(next++)}\r\n`;
        if (text !== '') send(text);
      };
      refill();
      return (replies) => {
        answered += replies;
        refill();
        return answered >= count;
      };
    }).then(resolve, reject);
  });
}

/** One logged-in connection handed to `work`, which is told of replies until it says it has enough. */
async function measureOnce(
  port: number,
  work: (send: (text: string) => void) => (replies: number) => boolean,
): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  socket.write(`USER postmaster\r\nPASS ${password}\r\nINLINE\r\n`);
  let greeted = 0;
  let told: ((replies: number) => boolean) | undefined;
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    const replies = chunk.reduce((sum, byte) => sum + (byte === 10 ? 1 : 0), 0);
    if (told === undefined) {
      greeted += replies;
      if (greeted >= 4) told = work((text) => socket.write(text, 'latin1'));
    } else if (told(replies)) {
      break;
    }
  }
  socket.destroy();
}

/** Appends of one small record, each on disk before the next. */
function appendsPerSecond(directory: string): number {
  const file = openSync(join(directory, 'appends'), 'a');
  const record = Buffer.alloc(200, 'x');
  const until = performance.now() + seconds * 1000;
  let count = 0;
  for (; performance.now() < until; count++) {
    writeSync(file, record);
    fdatasyncSync(file);
  }
  closeSync(file);
  return count / seconds;
}

function residentMegabytes(child: ChildProcess): number {
  const status = readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

function row(...cells: readonly (string | number)[]): void {
  const texts = cells.map((cell) =>
    typeof cell === 'number' ? cell.toFixed(cell < 10 ? 2 : 0) : cell,
  );
  process.stdout.write(
    `${texts.map((text, index) => (index === 0 ? text.padEnd(22) : text.padStart(12))).join('')}\n`,
  );
}

const directory = mkdtempSync(join(tmpdir(), 'cligate-bench-'));
const echo = await start([
  '--import',
  'tsx',
  new URL('./echo-server.ts', import.meta.url).pathname,
]);
const unlimited = ['loginFailuresPerConnection', 'connectionsPerAddress', 'channels'];
const server = await start([
  serverProgram,
  'serve',
  '--port',
  '0',
  '--base',
  join(directory, 'base'),
  '--set',
  'domain.main=bench.example',
  ...unlimited.flatMap((name) => ['--set', `limits.${name}=${name === 'channels' ? 1000 : 0}`]),
]);
try {
  row('memory after start', residentMegabytes(server.child), 'MB');
  const appends = appendsPerSecond(directory);
  row('fdatasync appends/s', appends);
  row('operation', 'connections', 'in flight', 'per second', 'x echo', 'x appends');
  for (const shape of shapes) {
    const line = 'GetAccountSettings someone.or.other';
    const echoed = await measure(echo.port, undefined, shape, seconds, () => line);
    row('echo', shape.connections, shape.inFlight, echoed.repliesPerSecond, 1);
    for (const operation of operations) {
      if (options.only !== undefined && options.only !== operation.name) continue;
      run++;
      if (operation.needsAccounts) {
        await create(
          server.port,
          shape.connections * shape.inFlight,
          (index) =>
            `CreateAccount ${account(Math.floor(index / shape.inFlight))}x${index % shape.inFlight}` +
            ` {RealName="Ann Example";MaxAccountSize=50M;}`,
        );
      }
      const result = await measure(
        server.port,
        password,
        shape,
        seconds,
        operation.next(shape.inFlight),
      );
      const rate = result.repliesPerSecond;
      const beside = operation.name === 'CreateAccount' ? [rate / appends] : [];
      row(
        operation.name,
        shape.connections,
        shape.inFlight,
        rate,
        rate / echoed.repliesPerSecond,
        ...beside,
      );
      if (result.refused > 0) row('', `refused ${result.refused}: ${result.firstRefusal}`);
    }
  }
  run++;
  const began = performance.now();
  await create(server.port, memoryAccounts, (index) => `CreateAccount m${run}x${index}`);
  const took = (performance.now() - began) / 1000;
  row(`${memoryAccounts} accounts in`, took, 's');
  row('memory after them', residentMegabytes(server.child), 'MB');
} finally {
  await Promise.all([stop(server.child), stop(echo.child)]);
  rmSync(directory, { recursive: true, force: true });
}

/** Load: some connections, each with some lines in flight, for a while; counts the replies. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** How a load is shaped. */
export interface Shape {
  readonly connections: number;
  readonly inFlight: number;
}

/** What a connection sends next; `connection` counts from 0, `turn` from 0 per connection. */
export type NextLine = (connection: number, turn: number) => string;

/** What came out of a load. */
export interface Measured {
  readonly repliesPerSecond: number;
  /** Replies that were neither 2xx nor echoes of their line. */
  readonly refused: number;
  readonly firstRefusal: string;
}

const newline = 10;

class Client {
  #turn = 0;
  #rest: Buffer = Buffer.alloc(0);
  replies = 0;
  refused = 0;
  firstRefusal = '';
  sending = true;

  constructor(
    readonly socket: Socket,
    readonly index: number,
    readonly next: NextLine,
    readonly echo: boolean,
  ) {
    socket.on('data', (chunk: Buffer) => this.#arrived(chunk));
  }

  send(count: number): void {
    let text = '';
    for (let sent = 0; sent < count; sent++) text += `${this.next(this.index, this.#turn++)}\r\n`;
    this.socket.write(text, 'latin1');
  }

  #arrived(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let start = 0;
    let answered = 0;
    for (let end; (end = bytes.indexOf(newline, start)) >= 0; start = end + 1) {
      answered++;
      if (!this.echo && bytes[start] !== 0x32) {
        this.refused++;
        this.firstRefusal ||= bytes.toString('latin1', start, end);
      }
    }
    this.#rest = bytes.subarray(start);
    this.replies += answered;
    if (this.sending && answered > 0) this.send(answered);
  }
}

/** Connects, logs in as postmaster (unless it is the echo server) and switches to INLINE. */
async function connected(port: number, password: string | undefined): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  if (password === undefined) return socket;
  socket.write(`USER postmaster\r\nPASS ${password}\r\nINLINE\r\n`);
  let text = '';
  while (text.split('\n').length < 5) text += String((await once(socket, 'data'))[0]);
  if (!text.includes('200 login OK')) throw new Error(`the login failed: ${text}`);
  return socket;
}

/** Runs one load for `seconds` after a warm-up. `password` undefined means the echo server. */
export async function measure(
  port: number,
  password: string | undefined,
  shape: Shape,
  seconds: number,
  next: NextLine,
): Promise<Measured> {
  const clients: Client[] = [];
  for (let index = 0; index < shape.connections; index++) {
    clients.push(new Client(await connected(port, password), index, next, password === undefined));
  }
  const total = (): number => clients.reduce((sum, client) => sum + client.replies, 0);
  for (const client of clients) client.send(shape.inFlight);
  await pause(seconds * 250);
  const before = total();
  const began = performance.now();
  await pause(seconds * 1000);
  const counted = total() - before;
  const took = (performance.now() - began) / 1000;
  for (const client of clients) client.sending = false;
  await pause(100);
  for (const client of clients) client.socket.destroy();
  return {
    repliesPerSecond: counted / took,
    refused: clients.reduce((sum, client) => sum + client.refused, 0),
    firstRefusal: clients.find((client) => client.firstRefusal !== '')?.firstRefusal ?? '',
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

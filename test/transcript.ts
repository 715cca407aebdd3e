/**
 * Transcripts: tests as conversations. `C:` a client says, `S:` the server answers, `#` why. `C2:`/`S2:`
 * is a second client, and so on. An `S:` line is compared to the letter; a `*` at its end stands
 * for any rest, and `$name` there for the same, which later `C:` lines with `$name` then say. Every
 * transcript runs over real sockets.
 */
import { expect } from 'chai';
import { connect, type Socket } from 'node:net';

/** One line of a transcript. */
export interface TranscriptLine {
  readonly who: 'client' | 'server';
  readonly client: string;
  readonly text: string;
}

/** Reads a transcript; indentation, blank lines and `#` lines are left out. */
export function readTranscript(text: string): readonly TranscriptLine[] {
  const lines: TranscriptLine[] = [];
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const match = /^([CS])(\d*): ?(.*)$/.exec(line);
    if (!match) throw new Error(`not a line of a transcript: ${line}`);
    const [, letter, client = '', said = ''] = match;
    lines.push({ who: letter === 'C' ? 'client' : 'server', client: client || '1', text: said });
  }
  return lines;
}

/** A client that reads whole lines from a real socket. */
export class LineClient {
  readonly #lines: string[] = [];
  readonly #waiting: ((line: string | undefined) => void)[] = [];
  #rest = '';
  #ended = false;

  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => this.#arrived(chunk.toString('latin1')));
    socket.on('close', () => this.#end());
    socket.on('error', () => this.#end());
  }

  /** Connects to a port of this machine, from another address of it when one is given. */
  static async to(port: number, host = '127.0.0.1', from?: string): Promise<LineClient> {
    const localAddress = from === undefined ? {} : { localAddress: from };
    return LineClient.over(connect({ port, host, ...localAddress }), 'connect');
  }

  /** Connects and hears the greeting. */
  static async greeted(port: number, from?: string): Promise<LineClient> {
    const client = await LineClient.to(port, '127.0.0.1', from);
    await client.hear();
    return client;
  }

  /** Logs in, too, and switches to the INLINE mode. */
  static async loggedIn(port: number, account: string, password: string): Promise<LineClient> {
    const client = await LineClient.greeted(port);
    await client.ask(`USER ${account}`);
    const answer = await client.ask(`PASS ${password}`);
    if (answer !== '200 login OK, proceed') throw new Error(`the login failed: ${answer ?? ''}`);
    await client.ask('INLINE');
    return client;
  }

  /** Speaks over a socket that is on its way to this event. */
  static async over(socket: Socket, ready: 'connect' | 'secureConnect'): Promise<LineClient> {
    const client = new LineClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once(ready, resolve);
      socket.once('error', reject);
    });
    return client;
  }

  /** Sends one line (a Unicode string) with CR LF. */
  say(line: string): void {
    this.socket.write(`${line}\r\n`, 'utf8');
  }

  /** The next line as a Unicode string without its CR LF; undefined when the server has closed. */
  async hear(): Promise<string | undefined> {
    const line = await this.#next();
    if (line === undefined) return undefined;
    if (!line.endsWith('\r')) expect.fail(`a line of the server ends without CR: ${line}`);
    return Buffer.from(line.slice(0, -1), 'latin1').toString('utf8');
  }

  /** Says a line and hears one. */
  async ask(line: string): Promise<string | undefined> {
    this.say(line);
    return this.hear();
  }

  close(): void {
    this.socket.destroy();
  }

  #next(): Promise<string | undefined> {
    const line = this.#lines.shift();
    if (line !== undefined || this.#ended) return Promise.resolve(line);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #arrived(chunk: string): void {
    const pieces = (this.#rest + chunk).split('\n');
    this.#rest = pieces.pop() ?? '';
    for (const piece of pieces) {
      const waiting = this.#waiting.shift();
      if (waiting) waiting(piece);
      else this.#lines.push(piece);
    }
  }

  #end(): void {
    this.#ended = true;
    for (const waiting of this.#waiting.splice(0)) waiting(undefined);
  }
}

/** Whether an answer is what a transcript expects. */
export function isExpected(answer: string | undefined, expected: string): boolean {
  if (answer === undefined) return expected === '(closed)';
  return expected.endsWith('*') ? answer.startsWith(expected.slice(0, -1)) : answer === expected;
}

/**
 * Plays a transcript: `client` gives the client of each number when it first speaks (or is spoken to).
 * `S: (closed)` expects that the server has closed the connection. `heard` is told of every line of
 * the server behind what the client had said before.
 */
export async function playTranscript(
  text: string,
  client: (name: string) => Promise<LineClient>,
  heard?: (said: string, answer: string) => void,
): Promise<void> {
  const clients = new Map<string, LineClient>();
  const told = new Map<string, string>();
  let said = '';
  try {
    for (const line of readTranscript(text)) {
      let speaker = clients.get(line.client);
      if (!speaker) clients.set(line.client, (speaker = await client(line.client)));
      if (line.who === 'client') {
        said = line.text.replace(/\$[a-z]+/g, (name) => told.get(name) ?? name);
        speaker.say(said);
        continue;
      }
      const answer = await speaker.hear();
      const [name] = /\$[a-z]+$/.exec(line.text) ?? [];
      const expected = name === undefined ? line.text : line.text.replace(name, '*');
      if (!isExpected(answer, expected)) {
        expect(answer ?? '(closed)', `in the transcript:\n${text}\n`).to.equal(line.text);
      }
      if (name !== undefined) told.set(name, (answer ?? '').slice(expected.length - 1));
      if (answer !== undefined) heard?.(said, answer);
    }
  } finally {
    for (const each of clients.values()) each.close();
  }
}

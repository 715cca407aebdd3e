/** A client that sends lines of any size and keeps of the answers only their beginnings. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const newline = 10;
/** What is kept of an answer, in bytes. */
const keptBytes = 200;

/** The beginning of an answer, and how long the whole was. */
export interface Heard {
  readonly text: string;
  readonly bytes: number;
}

/** A client on a connection of its own. Answers are in the order of the lines. */
export class LoadClient {
  readonly #waiting: ((heard: Heard) => void)[] = [];
  #text = '';
  #bytes = 0;

  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => this.#arrived(chunk));
    socket.on('close', () => this.#ended());
    socket.on('error', () => socket.destroy());
  }

  /** Connects and hears the greeting. */
  static async to(port: number): Promise<LoadClient> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const client = new LoadClient(socket);
    const greeting = client.#hear();
    await once(socket, 'connect');
    await greeting;
    return client;
  }

  /** Sends one line (a byte string) and hears its answer; an empty one when the server closes. */
  ask(line: string): Promise<Heard> {
    this.socket.write(`${line}\r\n`, 'latin1');
    return this.#hear();
  }

  /** As `ask`; throws when the answer is a refusal. */
  async must(line: string): Promise<Heard> {
    const heard = await this.ask(line);
    if (!heard.text.startsWith('2')) throw new Error(`${line.slice(0, 80)}: ${heard.text}`);
    return heard;
  }

  /** Sends `count` lines, at most 256 ahead of their answers; throws at the first refusal. */
  async mustAll(count: number, line: (index: number) => string): Promise<void> {
    const ahead: Promise<Heard>[] = [];
    for (let index = 0; index < count; index++) {
      if (ahead.length >= 256) await ahead.shift();
      ahead.push(this.must(line(index)));
    }
    await Promise.all(ahead);
  }

  close(): void {
    this.socket.destroy();
  }

  #hear(): Promise<Heard> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #arrived(chunk: Buffer): void {
    let start = 0;
    for (let end; (end = chunk.indexOf(newline, start)) >= 0; start = end + 1) {
      this.#keep(chunk, start, end);
      this.#tell();
    }
    this.#keep(chunk, start, chunk.length);
  }

  #keep(chunk: Buffer, start: number, end: number): void {
    this.#bytes += end - start;
    const room = keptBytes - this.#text.length;
    if (room > 0) this.#text += chunk.toString('latin1', start, Math.min(end, start + room));
  }

  #tell(): void {
    const heard = { text: this.#text.trimEnd(), bytes: this.#bytes };
    this.#text = '';
    this.#bytes = 0;
    this.#waiting.shift()?.(heard);
  }

  #ended(): void {
    for (const waiting of this.#waiting.splice(0)) waiting({ text: '', bytes: 0 });
  }
}

/**
 * The log: what the server did, line by line, on standard error or in a file, as text for people or
 * JSON for programs. One level for all, and others for single modules. Lines never carry a
 * password, a hash or a key: callers give named fields, never a client's line.
 *
 * A line costs some four microseconds, a line that is switched off costs one comparison: so callers
 * on the hot path ask `writes(level)` before they gather fields.
 */
import { createWriteStream, openSync, type WriteStream } from 'node:fs';
import { Writable } from 'node:stream';
import winston from 'winston';
import { logModules, type LogLevel, type LogModule, type Settings } from '../config/schema.js';

/** What a line may carry besides its message. Names are ordinary Unicode strings. */
export interface LogFields {
  readonly session?: string | undefined;
  /** The client's network address. */
  readonly remote?: string | undefined;
  readonly account?: string | undefined;
  readonly domain?: string | undefined;
  readonly command?: string | undefined;
  /** The three digits of the reply. */
  readonly code?: number | undefined;
  readonly duration_ms?: number | undefined;
  /** Any other fact: a port, a path, the name of a setting. */
  readonly [fact: string]: string | number | undefined;
}

/** The settings of the log. */
export type LogSettings = Settings['log'];

type Write = (level: LogLevel, module: LogModule, msg: string, fields: LogFields) => void;

/** Where the lines go; the stream behind it may become another one after a rotation. */
class Output extends Writable {
  constructor(public stream: NodeJS.WritableStream) {
    super({ decodeStrings: false });
  }

  override _write(line: string, _encoding: BufferEncoding, next: () => void): void {
    this.stream.write(line);
    next();
  }
}

/** The log of one module of the server. */
export class ModuleLog {
  #most = 0;

  constructor(
    readonly module: LogModule,
    private readonly write: Write,
  ) {}

  /** Whether lines of this level are written. */
  writes(level: LogLevel): boolean {
    return severity[level] <= this.#most;
  }

  /** Sets the most talkative level that is still written. */
  set level(level: LogLevel) {
    this.#most = severity[level];
  }

  error(msg: string, fields?: LogFields): void {
    this.#log('error', msg, fields);
  }

  warn(msg: string, fields?: LogFields): void {
    this.#log('warn', msg, fields);
  }

  notice(msg: string, fields?: LogFields): void {
    this.#log('notice', msg, fields);
  }

  info(msg: string, fields?: LogFields): void {
    this.#log('info', msg, fields);
  }

  debug(msg: string, fields?: LogFields): void {
    this.#log('debug', msg, fields);
  }

  /** Writes what went wrong on our side, whole but for what looks like a secret. */
  failure(msg: string, error: unknown, fields: LogFields = {}): void {
    this.#log('error', msg, { ...fields, error: withoutSecrets(wholeText(error)) });
  }

  #log(level: LogLevel, msg: string, fields: LogFields = {}): void {
    if (this.writes(level)) this.write(level, this.module, msg, fields);
  }
}

const severity: Readonly<Record<LogLevel, number>> = {
  error: 0,
  warn: 1,
  notice: 2,
  info: 3,
  debug: 4,
};

/** The log of the server. */
export class Log {
  readonly #logger: winston.Logger;
  readonly #output: Output;
  readonly #modules: ReadonlyMap<LogModule, ModuleLog>;
  readonly #path: string | undefined;
  #file: WriteStream | undefined;

  /**
   * `path` is the file to append to; without one, lines go to `stream`, by default standard error.
   * Throws what the file system says when the file cannot be opened.
   */
  constructor(
    settings: LogSettings,
    path?: string,
    stream: NodeJS.WritableStream = process.stderr,
  ) {
    this.#path = path;
    this.#file = path === undefined ? undefined : openFile(path);
    this.#output = new Output(this.#file ?? stream);
    this.#logger = winston.createLogger({
      levels: severity,
      level: 'debug',
      format: winston.format.printf(({ line }) => String(line)),
      // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- winston declares its own transports as interfaces
      transports: new winston.transports.Stream({ stream: this.#output, eol: '\n' }),
    });
    const terminal = 'isTTY' in stream && stream.isTTY === true && path === undefined;
    const asText = settings.format === 'text' || (settings.format === 'auto' && terminal);
    const lineOf = asText ? textLine : jsonLine;
    const write: Write = (level, module, message, fields) => {
      const line = lineOf(new Date().toISOString(), level, module, message, fields);
      this.#logger.log({ level, message, line });
    };
    this.#modules = new Map(logModules.map((name) => [name, new ModuleLog(name, write)]));
    this.setLevels(settings);
  }

  /** The log of a module. */
  module(name: LogModule): ModuleLog {
    const log = this.#modules.get(name);
    if (log === undefined) throw new Error(`there is no log module ${name}`);
    return log;
  }

  /** Takes over levels; the file and the format stay as they are. */
  setLevels(settings: Pick<LogSettings, 'level' | 'levels'>): void {
    for (const [name, log] of this.#modules) log.level = settings.levels[name] || settings.level;
  }

  /** Writes every line of every module, until levels are set again. */
  writeEverything(): void {
    for (const log of this.#modules.values()) log.level = 'debug';
  }

  /** Opens the file anew after a rotation. Throws when that fails; lines then go on to the old file. */
  reopen(): void {
    if (this.#path === undefined) return;
    const fresh = openFile(this.#path);
    this.#output.stream = fresh;
    this.#file?.end();
    this.#file = fresh;
  }

  /** Writes what is left and lets go of the file. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#logger.once('finish', resolve);
      this.#logger.end();
    });
    const file = this.#file;
    if (file) await new Promise<void>((resolve) => file.end(resolve));
  }
}

/** Opens at once, so that a path that cannot be used is known at the start. */
function openFile(path: string): WriteStream {
  const file = createWriteStream(path, { fd: openSync(path, 'a', 0o640) });
  file.on('error', (error) => process.stderr.write(`cligate: ${path}: ${error.message}\n`));
  return file;
}

function jsonLine(
  time: string,
  level: LogLevel,
  module: LogModule,
  msg: string,
  fields: LogFields,
): string {
  return quoted({ time, level, module, msg, ...fields });
}

/** `TIME LEVEL MODULE: MESSAGE key=value ...`; values that are not plain words are quoted. */
function textLine(
  time: string,
  level: LogLevel,
  module: LogModule,
  msg: string,
  fields: LogFields,
): string {
  let line = `${time} ${level} ${module}: ${msg}`;
  for (const [key, value] of Object.entries(fields)) {
    if (value !== undefined) line += ` ${key}=${plainOrQuoted(String(value))}`;
  }
  return line;
}

function plainOrQuoted(text: string): string {
  return /^[\w@.:/+%-]+$/.test(text) ? text : quoted(text);
}

/** JSON keeps what strangers send from forging lines; its blind spots could still move a cursor. */
function quoted(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\x7f-\x9f\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function wholeText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `; cause: ${wholeText(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

/** Masks what follows PASS or a word with `password` in any of the forms that commands and dictionaries have. */
export function withoutSecrets(text: string): string {
  return text.replace(
    /((?:password\w*|\b(?:new)?pass)"?(?:[ \t\r\n]*[=:][ \t\r\n]*|[ \t\r\n]+))("(?:[^"\\]|\\.)*"|[^ \t\r\n;,})]+)/gi,
    (_whole, before: string) => `${before}***`,
  );
}

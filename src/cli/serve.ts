/**
 * `cligate serve`: the life of the process around the server - settings, log, ready line, signals,
 * end. `joined-server.ts` has the server itself.
 */
import { constants } from 'node:os';
import { StoreUnfit } from '../base-directory/base-store.js';
import { StoreNoteDamaged } from '../base-directory/store-note.js';
import { postmasterPassword } from '../config/environment.js';
import { ConfigurationFailure } from '../config/failure.js';
import { loadConfiguration, type Configuration, type Flags } from '../config/load.js';
import { differences, takenOver } from '../config/reload.js';
import type { Settings } from '../config/schema.js';
import { Log } from '../log/log.js';
import { StoreRefused, type Made } from '../app/prepare-store.js';
import { KeyFileRefused } from '../passwords/key-file.js';
import { StoreInUse, UnknownFormat } from '../store/embedded.js';
import { StoreFailure } from '../store/store.js';
import { fileInBase, makeBaseDirectory } from '../base-directory/base-places.js';
import { requireWholeRestore } from './whole-base.js';
import { lineOf } from '../store/failure-line.js';
import { ProgramFailure, serveCodeOf, serveExit } from './exit.js';
import { JoinedServer, shownEndpoint } from '../app/joined-server.js';
import { programVersion } from './version.js';

/** How long the log may take for its last lines when the disk failed. */
const lastLinesMs = 1000;

/**
 * Runs the server until a signal or the command Shutdown ends it; returns the code to end with.
 * Throws what stops a start.
 * `flags` are read again, with the rest, on SIGHUP. `beginAnew`: what a lost store left behind is
 * moved aside before.
 */
export async function serve(
  flags: Flags,
  configuration: Configuration,
  beginAnew = false,
): Promise<number> {
  const firstPassword = postmasterPassword(process.env);
  const { settings } = configuration;
  requireWholeRestore(settings.base, serveExit.configuration);
  const signalled = firstOf('SIGTERM', 'SIGINT');
  const log = openLog(settings);
  endOnFault(log);
  const broken = (failure: StoreFailure) => endOnBrokenStore(failure, settings, log);
  try {
    if (beginAnew) await explained(settings, startOver(settings, log));
    const opened = JoinedServer.open({ settings, log, firstPassword, broken });
    const server = await explained(settings, opened);
    try {
      obeySignals(flags, configuration, server, log);
      await answer(server, settings, log);
      const stopping = await Promise.race([
        signalled.then((signal) => ({ signal })),
        server.stopAsked.then(() => ({ command: 'Shutdown' })),
      ]);
      log.module('server').notice('stopping', stopping);
    } finally {
      await server.close();
    }
    log.module('server').notice('stopped');
    return serveExit.done;
  } finally {
    await log.close();
  }
}

async function startOver({ base }: Settings, log: Log): Promise<void> {
  const { setRestAside } = await import('./begin-anew.js');
  const aside = await setRestAside(base, Date.now());
  if (aside !== undefined) log.module('store').warn('began anew: the rest is aside', { aside });
}

/** Opens the sockets and tells so. A password that was made up is told whatever happens to them. */
async function answer(server: JoinedServer, settings: Settings, log: Log): Promise<void> {
  let clear: string | undefined;
  try {
    const [first = '', ...others] = await explained(settings, server.listen());
    clear = first;
    log.module('server').notice('ready', {
      version: programVersion(),
      listening: [first, ...others].join(' '),
      base: settings.base,
    });
  } finally {
    if (server.made !== undefined) tellFirstStart(server.made, clear);
  }
  process.stdout.write(`cligate ready on ${clear}\n`);
}

/** The only place where a password is shown: once, to whoever started the server. */
function tellFirstStart({ mainDomain, password }: Made, endpoint: string | undefined): void {
  const tell = (line: string) => process.stderr.write(`cligate: ${line}\n`);
  tell(`first start: made the Main Domain ${mainDomain} and its postmaster`);
  if (password === undefined) return;
  tell(`the password of postmaster, shown only now: ${password}`);
  if (endpoint === undefined) return;
  const [, host = '', port = ''] = /^\[?(.*?)\]?:(\d+)$/.exec(endpoint) ?? [];
  const lines = ['USER postmaster', `PASS ${password}`, 'INLINE', 'ListDomains', 'QUIT'];
  tell(`try: printf '${lines.join('\\r\\n')}\\r\\n' | nc ${host} ${port}`);
}

/** Resolves with the first of these signals; the next one ends the process at once. */
function firstOf(...names: readonly NodeJS.Signals[]): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let asked = false;
    for (const name of names) {
      process.on(name, () => {
        if (asked) process.exit(128 + constants.signals[name]);
        asked = true;
        resolve(name);
      });
    }
  });
}

/** SIGHUP reads settings and certificates again, SIGUSR1 opens the log file anew. */
function obeySignals(flags: Flags, first: Configuration, server: JoinedServer, log: Log): void {
  const config = log.module('config');
  let current = first;
  process.on('SIGHUP', () => {
    try {
      const next = loadConfiguration(flags, process.env);
      const { taken, kept } = differences(current, next);
      const merged = takenOver(current, next);
      server.takeOver(merged.settings);
      log.setLevels(merged.settings.log);
      current = merged;
      config.notice('settings and certificate read again', { changed: taken.join(' ') });
      if (kept.length > 0)
        config.warn('changed, but needs a restart', { settings: kept.join(' ') });
    } catch (error) {
      config.error(`nothing was read again: ${lineOf(error)}`);
    }
  });
  process.on('SIGUSR1', () => {
    try {
      log.reopen();
    } catch (error) {
      log.module('server').error(`the log file cannot be opened anew: ${lineOf(error)}`);
    }
  });
}

function openLog(settings: Settings): Log {
  if (settings.log.file === '') return new Log(settings.log);
  makeBaseDirectory(settings.base);
  return new Log(settings.log, fileInBase(settings.base, settings.log.file));
}

/** A fault that nobody caught leaves the process in an unknown state, so it ends; the store is safe. */
function endOnFault(log: Log): void {
  const end = (error: unknown) => {
    log.module('server').failure('an unexpected fault ends the server', error);
    void log.close().finally(() => process.exit(serveExit.software));
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

/**
 * Nobody can say what a disk has after a write that failed, so no answer leaves and the server ends;
 * the next start goes on with what is there.
 */
function endOnBrokenStore(failure: StoreFailure, { log: { file } }: Settings, log: Log): void {
  const words = 'the server ends because its store cannot be written';
  log.module('store').error(words, { error: lineOf(failure) });
  // The log's file may be on the same disk.
  if (file !== '') process.stderr.write(`cligate: ${words}: ${lineOf(failure)}\n`);
  const end = (): never => process.exit(serveExit.diskFailed);
  setTimeout(end, lastLinesMs);
  void log.close().finally(end);
}

/** Gives what stops a start the words and the code that an operator needs. */
async function explained<Result>(settings: Settings, step: Promise<Result>): Promise<Result> {
  try {
    return await step;
  } catch (error) {
    if (error instanceof ConfigurationFailure) throw error;
    const { line, code } = explanationOf(error, settings);
    throw new ProgramFailure(line, code, { cause: error });
  }
}

function explanationOf(error: unknown, settings: Settings): { line: string; code: number } {
  const line = lineOf(error);
  if (error instanceof StoreUnfit) {
    const hint = 'put it back, restore a backup, or give --begin-anew to move the rest aside';
    return { line: `${line}: ${hint}`, code: serveExit.configuration };
  }
  if (
    error instanceof StoreRefused ||
    error instanceof StoreNoteDamaged ||
    error instanceof KeyFileRefused ||
    error instanceof UnknownFormat
  ) {
    return { line, code: serveExit.configuration };
  }
  if (error instanceof StoreInUse) return { line, code: serveExit.unavailable };
  const code = serveCodeOf(error);
  if (error instanceof Error && 'syscall' in error && error.syscall === 'listen') {
    const port = 'port' in error ? Number(error.port) : settings.server.port;
    const host = 'address' in error ? String(error.address) : settings.server.host;
    const where = shownEndpoint(host, port);
    return { line: `cannot listen on ${where}: ${line}`, code };
  }
  if (error instanceof StoreFailure && code === serveExit.software) {
    return { line, code: serveExit.unavailable };
  }
  return { line, code };
}

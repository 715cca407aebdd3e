/**
 * How the program ends: the codes of sysexits for `serve`, where service managers look, and small
 * numbers for the other subcommands, where scripts look.
 */
import { NoMainDomain } from '../base-directory/main-domain.js';
import { ConfigurationFailure } from '../config/failure.js';
import { StoreInUse } from '../store/directory-lock.js';
import { systemCodeOf } from '../store/system-code.js';

/** Codes of `cligate serve`. */
export const serveExit = {
  done: 0,
  usage: 64,
  unavailable: 69,
  software: 70,
  diskFailed: 74,
  noPermission: 77,
  configuration: 78,
} as const;

/** Codes of the other subcommands. */
export const exit = { done: 0, failed: 1, usage: 2, notFound: 3, conflict: 5 } as const;

/** The program cannot go on: one line for standard error and the code to end with. */
export class ProgramFailure extends Error {
  constructor(
    message: string,
    readonly code: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

const unavailable: ReadonlySet<string> = new Set([
  'EADDRINUSE',
  'EADDRNOTAVAIL',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOSPC',
  'EDQUOT',
  'EFBIG',
  'EMFILE',
  'EROFS',
]);
const forbidden: ReadonlySet<string> = new Set(['EACCES', 'EPERM']);

/** The code that a failure of `serve` ends with. */
export function serveCodeOf(error: unknown): number {
  if (error instanceof ProgramFailure) return error.code;
  if (error instanceof ConfigurationFailure) return serveExit.configuration;
  const code = systemCodeOf(error);
  if (forbidden.has(code)) return serveExit.noPermission;
  return unavailable.has(code) ? serveExit.unavailable : serveExit.software;
}

/** The code that a failure of another subcommand ends with. */
export function codeOf(error: unknown): number {
  if (error instanceof ProgramFailure) return error.code;
  if (error instanceof NoMainDomain) return exit.notFound;
  return error instanceof StoreInUse ? exit.conflict : exit.failed;
}

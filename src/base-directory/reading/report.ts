/**
 * What the reading of a tree finds odd, so that nothing goes unseen: files that nobody understands,
 * and what could not be taken over from files that are understood. Texts for people, without any
 * value that could be a secret.
 */
import { shownPath, UnreadableFile } from './source-tree.js';

/** What became of something odd. */
export type ReportEntryKind =
  /** A file or directory whose meaning is not known: copied as it is. */
  | 'not understood'
  /** A file that has to be understood and is not: its Domain does not come in. */
  | 'broken'
  /** A file that cannot be read: kept unchanged beside what is written in its place (ruling 26). */
  | 'set aside'
  /** Left where it is, neither read nor copied. */
  | 'left'
  /** A part of a file that was not taken over. */
  | 'dropped'
  /** An object that the target has already. */
  | 'kept'
  /** A password that must be set anew. */
  | 'password reset needed'
  /** Anything else that an administrator should know. */
  | 'note';

/** One oddity. `path` is a byte string. */
export interface ReportEntry {
  readonly kind: ReportEntryKind;
  readonly path: string;
  readonly text: string;
}

/** What is to be reported, entry by entry. */
export class Report {
  readonly all: ReportEntry[] = [];

  /** Whether there is an entry of this kind. */
  has(kind: ReportEntryKind): boolean {
    return this.all.some((entry) => entry.kind === kind);
  }

  /**
   * Adds an entry when a file turns out to be unreadable; anything else is thrown on. With `aside` its
   * Domain can do without the file, whose path `aside` gets.
   */
  tolerate<T>(read: () => T, aside?: string[]): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      this.add(aside === undefined ? 'broken' : 'set aside', error.path, error.reason);
      aside?.push(error.path);
      return undefined;
    }
  }

  add(kind: ReportEntryKind, path: string, text = ''): void {
    this.all.push({ kind, path, text });
  }
}

/** An entry as a line of the report. */
export function entryLine({ kind, path, text }: ReportEntry): string {
  return `${kind}: ${shownPath(path)}${text === '' ? '' : `: ${text}`}`;
}

/**
 * What a documented file is before it is on a disk: its path and its text, which is made when it is
 * asked for, so that a large file is never in memory as a whole. Knows no file.
 */

/** A file with a text. */
export interface DocumentFile {
  /** Relative to the directory that it belongs to. */
  readonly path: string;
  /** A string, or chunks of one. Undefined when there shall be no file. */
  readonly text: Iterable<string> | undefined;
}

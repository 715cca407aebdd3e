/**
 * Files as runs of pieces: writing into the middle of a file or at its end touches none of its
 * bytes, it only makes another run. Pure arithmetic; knows neither files nor contents.
 */
import type { Piece } from '../../tables/storage-file-tables.js';

/** A file with more pieces than this has some of them joined at the next write. */
export const piecesMax = 64;

/** The bytes in a run. */
export function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

/** The run of the bytes from `start` up to `end`, which is excluded. */
export function slice(pieces: readonly Piece[], start: number, end: number): readonly Piece[] {
  const result: Piece[] = [];
  let at = 0;
  for (const { content, offset, length } of pieces) {
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, length);
    if (from < to) result.push({ content, offset: offset + from, length: to - from });
    at += length;
  }
  return result;
}

/** The run with `added` in the place of what was from `position` on; what lies behind it stays. */
export function overlaid(
  pieces: readonly Piece[],
  position: number,
  added: Piece | undefined,
): readonly Piece[] {
  if (added === undefined) return pieces;
  const behind = slice(pieces, position + added.length, Infinity);
  return [...slice(pieces, 0, position), added, ...behind];
}

/** Pieces that one content has taken the place of. */
export interface Joined {
  readonly pieces: readonly Piece[];
  readonly by: Piece;
}

/**
 * The pieces at the end of a long run that are worth joining; none while it is short. They begin
 * with the first piece that is no larger than all behind it, so a file that grows by small steps is
 * not copied whole again and again.
 */
export function worthJoining(pieces: readonly Piece[]): readonly Piece[] {
  if (pieces.length < piecesMax) return [];
  let first = pieces.length;
  let behind = 0;
  for (let at = pieces.length - 1; at >= 0; at -= 1) {
    const length = pieces[at]?.length ?? 0;
    if (length <= behind) first = at;
    behind += length;
  }
  return pieces.slice(first);
}

/** The run with the joined pieces replaced, if they are still in it. */
export function withJoined(pieces: readonly Piece[], joined: Joined): readonly Piece[] {
  const [first] = joined.pieces;
  const at = first ? pieces.findIndex((piece) => isSame(piece, first)) : -1;
  const there = at >= 0 && joined.pieces.every((piece, index) => isSame(piece, pieces[at + index]));
  if (!there) return pieces;
  return [...pieces.slice(0, at), joined.by, ...pieces.slice(at + joined.pieces.length)];
}

function isSame(one: Piece, other: Piece | undefined): boolean {
  return (
    one.content === other?.content && one.offset === other.offset && one.length === other.length
  );
}

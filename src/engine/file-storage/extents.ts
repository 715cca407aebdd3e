/**
 * Files as runs of extents: writing into the middle of a file or at its end touches none of its
 * bytes, it only makes another run. Pure arithmetic; knows neither files nor blobs.
 */
import type { Extent } from '../../tables/storage-file-tables.js';

/** A file with more extents than this has some of them joined at the next write. */
export const extentsMax = 64;

/** The bytes in a run. */
export function lengthOf(extents: readonly Extent[]): number {
  return extents.reduce((sum, { length }) => sum + length, 0);
}

/** The run of the bytes from `start` up to `end`, which is excluded. */
export function slice(extents: readonly Extent[], start: number, end: number): readonly Extent[] {
  const result: Extent[] = [];
  let at = 0;
  for (const { blob, offset, length } of extents) {
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, length);
    if (from < to) result.push({ blob, offset: offset + from, length: to - from });
    at += length;
  }
  return result;
}

/** The run with `added` in the place of what was from `position` on; what lies behind it stays. */
export function overlaid(
  extents: readonly Extent[],
  position: number,
  added: Extent | undefined,
): readonly Extent[] {
  if (added === undefined) return extents;
  const behind = slice(extents, position + added.length, Infinity);
  return [...slice(extents, 0, position), added, ...behind];
}

/** Pieces that one blob has taken the place of. */
export interface Joined {
  readonly extents: readonly Extent[];
  readonly by: Extent;
}

/**
 * The extents at the end of a long run that are worth joining; none while it is short. They begin
 * with the first extent that is no larger than all behind it, so a file that grows by small steps is
 * not copied whole again and again.
 */
export function worthJoining(extents: readonly Extent[]): readonly Extent[] {
  if (extents.length < extentsMax) return [];
  let first = extents.length;
  let behind = 0;
  for (let at = extents.length - 1; at >= 0; at -= 1) {
    const length = extents[at]?.length ?? 0;
    if (length <= behind) first = at;
    behind += length;
  }
  return extents.slice(first);
}

/** The run with the joined extents replaced, if they are still in it. */
export function withJoined(extents: readonly Extent[], joined: Joined): readonly Extent[] {
  const [first] = joined.extents;
  const at = first ? extents.findIndex((extent) => isSame(extent, first)) : -1;
  const there =
    at >= 0 && joined.extents.every((extent, index) => isSame(extent, extents[at + index]));
  if (!there) return extents;
  return [...extents.slice(0, at), joined.by, ...extents.slice(at + joined.extents.length)];
}

function isSame(one: Extent, other: Extent | undefined): boolean {
  return one.blob === other?.blob && one.offset === other.offset && one.length === other.length;
}

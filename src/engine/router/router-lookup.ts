/**
 * The records of a Router table, made ready for looking up: whole names are found by their text,
 * and names with a `*` by what stands before and behind it, so that a table of many records costs a
 * login no more than a short one. The order of the table decides among those that fit.
 */
import { folded, foldedAddress, type DomainKey, type Folded } from '../../values/letters.js';

/** For what an address is routed. */
export type RoutingMode = 'mail' | 'signal' | 'access';

/** A record of the table. */
export interface RouterRecord {
  /** The kinds of routing for which it counts; empty: for all. */
  readonly modes: readonly RoutingMode[];
  /** It is about one address rather than about a whole domain. */
  readonly account: boolean;
  /** What must match: `local@domain`, `local` or `domain`. */
  readonly left: Folded;
  readonly right: string;
}

/** The longest address, in bytes, at whatever point of its way: mail allows some 320. */
export const addressBytesMax = 1024;

/** How many `*` an address may have into which something is filled. Real ones have one or two. */
export const starsMax = 4;

/** What is looked up: the part before the `@`, and the domain. */
export interface RoutedPair {
  readonly local: string;
  readonly domain: DomainKey;
}

/** A place in the table, and what `*` stands for there. */
interface Match {
  readonly index: number;
  readonly star: string;
}

/** Pictures of one kind of name: each is a folded text with at most one `*`. */
class Pictures {
  readonly #whole = new Map<string, number[]>();
  /** Pictures whose `*` has equally many bytes before and behind it are looked up together. */
  readonly #starred = new Map<number, Shape>();

  add(picture: Folded, index: number): void {
    const star = picture.indexOf('*');
    if (star < 0) {
      enter(this.#whole, picture, index);
      return;
    }
    const behind = picture.length - star - 1;
    const key = star * (addressBytesMax + 1) + behind;
    const shape = this.#starred.get(key) ?? { before: star, behind, places: new Map() };
    this.#starred.set(key, shape);
    enter(shape.places, picture, index);
  }

  /**
   * The places whose pictures fit a text, which is given folded and as it is. Costs as much as there
   * are shapes, however many places.
   */
  match(key: Folded, text: string, found: Match[]): void {
    for (const index of this.#whole.get(key) ?? []) found.push({ index, star: '' });
    for (const { before, behind, places } of this.#starred.values()) {
      const end = key.length - behind;
      if (end < before) continue;
      const fitting = places.get(`${key.slice(0, before)}*${key.slice(end)}`);
      if (fitting === undefined) continue;
      const star = starIn(key, text, before, behind);
      for (const index of fitting) found.push({ index, star });
    }
  }
}

/** What `*` stands for, as it was given unless folding made the text around it longer or shorter. */
function starIn(key: Folded, text: string, before: number, behind: number): string {
  const end = text.length - behind;
  const isAlike =
    folded(text.slice(0, before)) === key.slice(0, before) &&
    folded(text.slice(end)) === key.slice(key.length - behind);
  return isAlike ? text.slice(before, end) : key.slice(before, key.length - behind);
}

interface Shape {
  readonly before: number;
  readonly behind: number;
  readonly places: Map<string, number[]>;
}

function enter(places: Map<string, number[]>, picture: string, index: number): void {
  const known = places.get(picture);
  if (known === undefined) places.set(picture, [index]);
  else known.push(index);
}

/** A table, ready. */
export class RouterLookup {
  readonly #records: RouterRecord[] = [];
  readonly #domains = new Pictures();
  /** About `local@domain`. */
  readonly #addresses = new Pictures();
  /** About a bare name, which is one of the Main Domain. */
  readonly #locals = new Pictures();

  /** Takes the next record of the table. */
  add(record: RouterRecord): void {
    const { account, left } = record;
    if (left.length > addressBytesMax) return; // fits no address
    const ofAccount = left.includes('@') ? this.#addresses : this.#locals;
    (account ? ofAccount : this.#domains).add(left, this.#records.length);
    this.#records.push(record);
  }

  /**
   * The addresses into which the records that concern an address turn it, in the order of the
   * table; undefined for one that would be too long. `ofMainDomain` tells whether the domain is the
   * Main Domain's name.
   */
  *addressesFor(
    mode: RoutingMode,
    pair: RoutedPair,
    ofMainDomain: boolean,
  ): Generator<string | undefined> {
    if (this.#records.length === 0) return;
    const found: Match[] = [];
    const address = `${pair.local}@${pair.domain}`;
    this.#domains.match(pair.domain, pair.domain, found);
    this.#addresses.match(foldedAddress(address), address, found);
    if (ofMainDomain) this.#locals.match(foldedAddress(pair.local), pair.local, found);
    found.sort((one, other) => one.index - other.index);
    for (const { index, star } of found) {
      const record = this.#records[index];
      if (record === undefined) continue;
      if (record.modes.length > 0 && !record.modes.includes(mode)) continue;
      const right = filled(record.right, star);
      const keepsLocal = !record.account && right !== undefined && isDomain(right);
      yield keepsLocal ? `${pair.local}@${right}` : right;
    }
  }
}

/** An address with `star` for each `*`; undefined when there are too many or it becomes too long. */
export function filled(address: string, star: string): string | undefined {
  const stars = starsIn(address);
  const length = address.length + stars * (star.length - 1);
  if (stars > starsMax || length > addressBytesMax) return undefined;
  return address.replaceAll('*', () => star);
}

/** How many `*` a text has. */
export function starsIn(text: string): number {
  let stars = 0;
  for (let at = text.indexOf('*'); at >= 0; at = text.indexOf('*', at + 1)) stars += 1;
  return stars;
}

/** The right side of a record about a domain is a domain when it has a point and no sign of an address. */
function isDomain(right: string): boolean {
  return right.includes('.') && !/[@%!]/.test(right);
}

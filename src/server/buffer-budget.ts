/**
 * The memory that all connections together may take for what came in and is not run yet, and for
 * what shall go out and is not taken yet. Each connection has its own limits; this is the one on
 * their sum. Knows no socket.
 */

/** A connection as the budget sees it. */
export interface BufferHolder {
  /** Who takes the memory: an Account, or an address before the login. */
  readonly owner: string;
  /** Lets go of everything and closes. */
  letGo(bytes: number): void;
}

/** What a connection may hold without being counted: less than what it costs anyway. */
const countedFrom = 4096;

/** Keeps the sum. */
export class BufferBudget {
  readonly #max: () => number;
  readonly #held = new Map<BufferHolder, number>();
  #sum = 0;

  /** `max` is the limit at this moment, in bytes. */
  constructor(max: () => number) {
    this.#max = max;
  }

  /** All bytes that are held. */
  get bytes(): number {
    return this.#sum;
  }

  /**
   * A connection holds so many bytes now. When all of them are too many, the largest connection of
   * the owner that holds most lets go, and so on until they are not.
   */
  hold(holder: BufferHolder, bytes: number): void {
    const counted = bytes < countedFrom ? 0 : bytes;
    this.#sum += counted - (this.#held.get(holder) ?? 0);
    if (counted === 0) this.#held.delete(holder);
    else this.#held.set(holder, counted);
    while (this.#sum > this.#max()) {
      const [largest, size] = this.#largest();
      if (largest === undefined) return;
      this.#held.delete(largest);
      this.#sum -= size;
      largest.letGo(size);
    }
  }

  #largest(): [BufferHolder | undefined, number] {
    const byOwner = new Map<string, number>();
    for (const [{ owner }, bytes] of this.#held) {
      byOwner.set(owner, (byOwner.get(owner) ?? 0) + bytes);
    }
    let owner: string | undefined;
    for (const [each, bytes] of byOwner) {
      if (owner === undefined || bytes > (byOwner.get(owner) ?? 0)) owner = each;
    }
    let largest: BufferHolder | undefined;
    let most = 0;
    for (const [holder, bytes] of this.#held) {
      if (holder.owner !== owner || bytes <= most) continue;
      largest = holder;
      most = bytes;
    }
    return [largest, most];
  }
}

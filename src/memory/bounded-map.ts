/**
 * A map of at most so many entries, of which at least one fits: when it is full, those that were set
 * longest ago go. To set an entry again makes it the newest; to read one changes nothing.
 */
export class BoundedMap<Key, Value> extends Map<Key, Value> {
  readonly #capacity: number;
  readonly #isInUse: (value: Value) => boolean;

  /** Entries that are in use stay, even if that makes too many. */
  constructor(capacity: number, isInUse: (value: Value) => boolean = () => false) {
    super();
    this.#capacity = capacity;
    this.#isInUse = isInUse;
  }

  override set(key: Key, value: Value): this {
    if (!this.delete(key) && this.size >= this.#capacity) this.#makeRoom();
    return super.set(key, value);
  }

  /**
   * For a sixteenth at once: `Map` clears the places of what was deleted only now and then, and who
   * looks for the oldest entry passes over all of them.
   */
  #makeRoom(): void {
    const left = this.#capacity - Math.max(1, Math.floor(this.#capacity / 16));
    for (const [key, value] of this) {
      if (this.size <= left) return;
      if (!this.#isInUse(value)) this.delete(key);
    }
  }
}

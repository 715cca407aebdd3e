/** A set of page numbers, one bit for each page of the file. */
export class PageSet {
  readonly #bits: Uint8Array;
  /** How many pages are in it. */
  size = 0;

  /** For the pages from 0 to `lastPage`. */
  constructor(lastPage: number) {
    this.#bits = new Uint8Array((lastPage >> 3) + 1);
  }

  has(page: number): boolean {
    return ((this.#bits[page >> 3] ?? 0) & (1 << (page & 7))) !== 0;
  }

  /** Adds a page; returns whether it was not there yet. */
  add(page: number): boolean {
    if (this.has(page)) return false;
    this.#bits[page >> 3] = (this.#bits[page >> 3] ?? 0) | (1 << (page & 7));
    this.size += 1;
    return true;
  }
}

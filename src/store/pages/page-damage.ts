/** What is thrown when a page of the data file contradicts itself or others. */
import { StoreFailure } from '../store.js';

/** A page of the data file is damaged; the message names it and says what is wrong with it. */
export class PageDamage extends StoreFailure {
  constructor(page: number, wrong: string) {
    super(`page ${page} of the store's data file is damaged: ${wrong}`);
  }
}

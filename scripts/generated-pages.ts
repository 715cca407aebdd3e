/** Every generated page of `docs/`, for the script that writes them and the test that compares. */
import { allCommands } from '../src/commands/all-commands.js';
import { catalogue } from '../test/catalogue/catalogue.js';
import { codesPage } from './codes-page.js';
import { commandPages, type Page } from './command-pages.js';
import { inventoryPage } from './inventory-page.js';
import { rightsPage } from './rights-page.js';

/** The directory that the pages are in. */
export const docs = new URL('../docs/', import.meta.url);

/** The pages as they should be now. */
export function generatedPages(): readonly Page[] {
  return [
    ...commandPages(allCommands),
    inventoryPage(catalogue, allCommands),
    rightsPage(new URL('rights.md', docs), allCommands),
    codesPage(),
  ];
}

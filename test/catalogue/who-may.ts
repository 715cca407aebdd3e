/**
 * Who may give which command, as the catalogue has it: `rights.json` says of each of its phrases
 * what it means. The implementation is measured by this, so nothing here is taken from there.
 *
 * The meaning is one of these words, or several of which each is enough: the name of a server right;
 * the name of a domain right, which an administrator of the Domain needs beside `Domain`, or
 * `Domain` when none is needed; `own`, the owner of the Account or of the Mailing List;
 * `administrator`, any server right; `anyone`. Master goes without saying.
 */
import { readFileSync } from 'node:fs';
import type { CatalogueEntry } from './catalogue.js';

/** The meaning of a phrase; some phrases mean less to those who change something. */
type Meaning = string | { readonly reading: string; readonly changing: string };

const meanings = JSON.parse(
  readFileSync(new URL('./rights.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Meaning>>;

/** The phrases that have a meaning. */
export const phrases: readonly string[] = Object.keys(meanings);

/** Where the phrase is not all there is to say. */
const exceptions: Readonly<Record<string, string>> = {
  // Whoever may read all Domains and Accounts (protocol, section 10.1) is a server administrator.
  GetDomainLocation: 'UserAccounts DomainsRead',
  GetAccountLocation: 'UserAccounts DomainsRead',
  GetAccountPresence: 'UserAccounts DomainsRead',
  // Only Master sees passwords (ruling 18).
  GetAccountPlainPassword: 'Master',
  // These name no Account over which a Domain administrator could have a right.
  SendTaskEvent: 'UserAccounts',
  KillNode: 'UserAccounts',
  ReadNodeStatus: 'UserAccounts',
};

/** Whether a command reads, by its name. */
export function reads({ name }: CatalogueEntry): boolean {
  return /^(?:Get|List|Find|Read|Verify)[A-Z]/.test(name);
}

/** Who may give a command. */
export function whoMay(entry: CatalogueEntry): ReadonlySet<string> {
  const { name, rights } = entry;
  const meaning = exceptions[name] ?? meanings[rights];
  if (meaning === undefined) throw new Error(`what does it mean: ${rights}`);
  const words =
    typeof meaning === 'string' ? meaning : meaning[reads(entry) ? 'reading' : 'changing'];
  const who = new Set(words.split(' '));
  // The right to read all Domains is enough where reading needs none in particular.
  if (reads(entry) && who.has('Domain')) who.add('DomainsRead');
  return who;
}

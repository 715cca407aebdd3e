/** The manual's catalogue of commands as data: what there is, how deep, and lines as clients send them. */
import { readFileSync } from 'node:fs';

/** One command word of the manual or of a client. */
export interface CatalogueEntry {
  readonly name: string;
  readonly section: string;
  readonly status: 'documented' | 'legacy' | 'undocumented';
  readonly tier?: 'core' | 'settings' | 'session' | 'engine';
  /** Exists in a Dynamic Cluster only. */
  readonly cluster?: boolean;
  readonly aliasOf?: string;
  /** Old names and short codes of the same command. */
  readonly spellings?: readonly string[];
  /** What a success tells: `none`, or one of these kinds of data, or `any`. */
  readonly result: string;
  /** Who may give it, in words; `rights-table.ts` has their meaning. */
  readonly rights: string;
  /** Lines as real clients build them. */
  readonly wire: readonly string[];
}

/** The whole catalogue, in the manual's order. */
export const catalogue = JSON.parse(
  readFileSync(new URL('./commands.json', import.meta.url), 'utf8'),
) as readonly CatalogueEntry[];

/** The sections that this server answers by now; the others are the next round of work. */
export const sectionsInScope: readonly string[] = [
  'Domain Set Administration',
  'Domain Administration',
  'Account Administration',
  'Group Administration',
  'Forwarder Administration',
  'Named Task Administration',
  'Access Rights Administration',
  'Mailing List Administration',
  'Mailbox Administration',
  'Alert Administration',
  'File Storage Administration',
  'Web Skins Administration',
  'Account Services',
  'Server Settings',
  'Directory Administration',
  'Web Interface Tuning (legacy)',
  'Web Interface Integration',
  'Real-Time Application Administration',
  'Real-Time Application Control',
  'Monitoring',
  'Statistics',
  'Miscellaneous',
];

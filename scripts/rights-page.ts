/**
 * The tables of the page about rights: which commands each right opens, made from what the commands
 * need. The rest of the page is written by hand.
 */
import { readFileSync } from 'node:fs';
import type { Need } from '../src/access/need.js';
import type { Command } from '../src/commands/define.js';
import { domainRights, serverRights } from '../src/engine/accounts/rights.js';
import type { Page } from './command-pages.js';

/** What rights open beside commands, or before all of them. */
const further: Readonly<Record<string, string>> = {
  Master:
    'everything, rights of main-domain accounts and the passwords that GetAccountPlainPassword tells included',
  UserAccounts:
    'all domains and all that is in them, with the commands that need a domain right; rights of ' +
    'accounts outside the main domain. Clients also write `Users`, `AllDomains` or `CanAccessAll`; ' +
    'it is kept and told as `UserAccounts`',
  DomainsRead:
    'reading all domains and all that is in them, wherever reading needs no particular right; changing nothing',
  Monitor: 'what it is for beside these is not part of this server',
  CanReleaseQueues: 'what it is for is not part of this server',
  CanTuneLog: 'what it is for is not part of this server',
  Domain: 'makes an administrator, see above',
  BasicSettings: 'the basic settings, see below',
  PSTNSettings: 'the settings whose names begin with `PSTN`',
  CanCreateSpecialAccounts: 'single-mailbox account types and LEGACY, with `CanCreateAccounts`',
  CanCreditAccounts: "crediting one's own account",
  CentralDirectory:
    'kept and told; the directory records that it is for are not part of this server',
};

/** The page as it should be now: the page as it is, its tables made anew. Throws when it has no place for one. */
export function rightsPage(page: URL, commands: readonly Command[]): Page {
  const working = commands.filter(({ works }) => works !== false);
  const tables = { server: serverTable(working), domain: domainTable(working) };
  let text = readFileSync(page, 'utf8');
  for (const [name, table] of Object.entries(tables)) {
    const begin = `<!-- The ${name} rights: made by \`npm run docs\` from what commands need. -->\n\n`;
    const [before, after, ...more] = text.split(begin);
    const rest = after?.replace(/^(?:\|.*\n)*/, '');
    if (before === undefined || rest === undefined || more.length > 0) {
      throw new Error(`the page about rights has no one place for its ${name} rights`);
    }
    text = `${before}${begin}${table}\n${rest}`;
  }
  return { path: 'rights.md', text };
}

function serverTable(commands: readonly Command[]): string {
  const needing = (right: string) => (need: Need) =>
    need.kind === 'server' && [need.right].flat().some((one) => one === right);
  return tableOf([
    ...serverRights.map((right) => row(right, commands, needing(right))),
    rowOf('any of them', namesOf(commands, needing('any'))),
    rowOf(
      'none',
      namesOf(commands, ({ kind }) => kind === 'anyone'),
    ),
  ]);
}

function domainTable(commands: readonly Command[]): string {
  return tableOf(
    domainRights.map((right) => {
      const needed = right === 'Domain' ? undefined : right;
      return row(right, commands, (need) => 'of' in need && need.right === needed);
    }),
  );
}

function tableOf(rows: readonly string[]): string {
  return ['| Right | Commands | What else |', '| --- | --- | --- |', ...rows].join('\n');
}

function row(right: string, commands: readonly Command[], needs: (need: Need) => boolean): string {
  return rowOf(`\`${right}\``, namesOf(commands, needs), further[right]);
}

function rowOf(...[right, names, more = '']: [string, string, string?]): string {
  return `| ${right} | ${names} | ${more} |`;
}

/** The names of the commands, those apart that are open to owners without the right. */
function namesOf(commands: readonly Command[], needs: (need: Need) => boolean): string {
  const found = commands.filter((command) => needs(command.needs));
  const named = (...kinds: readonly Need['kind'][]): string =>
    found
      .filter(({ needs: { kind } }) => kinds.includes(kind))
      .map(({ name }) => name)
      .join(', ');
  const parts = [
    ['', named('anyone', 'server', 'domain')],
    ["for other accounts than one's own: ", named('owner')],
    ["for others than the list's owner: ", named('listOwner')],
  ] as const;
  return parts.flatMap(([whom, names]) => (names === '' ? [] : [whom + names])).join('; ');
}

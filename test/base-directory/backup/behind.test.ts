/** Backups and exports while the documented files are behind the store. */
import { expect } from 'chai';
import { mkdtempSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBackup } from '../../../src/base-directory/backup/backup.js';
import { restore } from '../../../src/base-directory/backup/restore.js';
import { exportBase } from '../../../src/base-directory/export/export.js';
import {
  placedAccounts,
  placedDomains,
  stateTables,
  type PlacedAccount,
} from '../../../src/base-directory/projection/state.js';
import { basePlaces } from '../../../src/base-directory/base-places.js';
import { openEmbeddedStore } from '../../../src/tables/open-store.js';
import { run } from '../../program.js';
import { startServer } from '../../server-under-test.js';

const made = [
  'CreateDomain a.example',
  'CreateAccount ann@a.example',
  'CreateAccount bob@a.example',
  'CreateAccount carl@a.example TextMailbox',
  'CreateMailbox ann@a.example MAILBOX Work',
] as const;

/** Where mail is when the files say what the store says. */
const before: Readonly<Record<string, string>> = {
  'Domains/a.example/ann.macnt/INBOX.mbox': 'From a\n\nann\n',
  'Domains/a.example/ann.macnt/Work.mbox': 'From a\n\nwork\n',
  'Domains/a.example/bob.macnt/INBOX.mbox': 'From a\n\nbob\n',
  'Domains/a.example/carl.mbox': 'From a\n\ncarl\n',
};

/** What the files do not know yet: names go round, and new objects have names of old ones. */
const changed = [
  'RenameAccount ann@a.example into old@a.example',
  'RenameAccount bob@a.example into ann@a.example',
  'RenameAccount carl@a.example into karl@a.example',
  'RenameMailbox old@a.example MAILBOX Work INTO Done',
  'CreateMailbox old@a.example MAILBOX Work',
  'RenameDomain a.example into b.example',
  'CreateDomain a.example',
  'CreateAccount ann@a.example',
] as const;

const after: Readonly<Record<string, string>> = {
  'Domains/b.example/old.macnt/INBOX.mbox': 'From a\n\nann\n',
  'Domains/b.example/old.macnt/Done.mbox': 'From a\n\nwork\n',
  'Domains/b.example/ann.macnt/INBOX.mbox': 'From a\n\nbob\n',
  'Domains/b.example/karl.mbox': 'From a\n\ncarl\n',
};

async function ask(base: string, lines: readonly string[]): Promise<void> {
  const server = await startServer({ base, store: 'embedded' });
  try {
    const client = await server.postmaster();
    for (const line of lines) expect(await client.ask(line), line).to.match(/^20/);
  } finally {
    await server.close();
  }
}

describe('Mail of a base directory whose documented files are behind', () => {
  let directory: string;
  let base: string;
  let other: string;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'cligate-test-'));
    base = join(directory, 'base');
    other = join(directory, 'other');
    await ask(base, made);
    expect(await run(['sync', '--base', base])).to.include({ code: 0 });
    for (const [path, text] of Object.entries(before)) writeFileSync(join(base, path), text);
    await ask(base, changed);
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const expectMail = (root: string): void => {
    for (const [path, text] of Object.entries(after)) {
      expect(readFileSync(join(root, path), 'latin1'), path).to.equal(text);
    }
  };

  /** Everything was taken from its place, and the projector stopped there. */
  const takeAway = async (): Promise<void> => {
    const moving = join(base, 'projector/moving');
    mkdirSync(moving, { recursive: true });
    const state = await openEmbeddedStore(join(base, 'projector'), { tables: stateTables });
    const rows = await state.view((tx) => [...tx.range(placedAccounts, {})]);
    const ids = new Map(rows.map(([id, { location }]) => [location, id]));
    const at = join(base, 'Domains/a.example');
    renameSync(
      join(at, 'ann.macnt/Work.mbox'),
      join(moving, `${ids.get('ann.macnt')}-${workId(rows)}`),
    );
    renameSync(join(at, 'bob.macnt'), join(moving, String(ids.get('bob.macnt'))));
    mkdirSync(join(moving, String(ids.get('carl.mbox'))));
    renameSync(join(at, 'carl.mbox'), join(moving, String(ids.get('carl.mbox')), 'mbox'));
    const domains = await state.view((tx) => [...tx.range(placedDomains, {})]);
    const domain = domains.find(([, { location }]) => location === 'Domains/a.example');
    renameSync(at, join(moving, `domain-${domain?.[0]}`));
    await state.close();
  };

  for (const [title, prepare] of [
    ['where it was', () => undefined],
    ['on its way', takeAway],
  ] as const) {
    it(`is in a backup and a restore, being ${title}`, async () => {
      await prepare();
      const archive = join(directory, 'x.tar.gz');
      expect(await makeBackup(basePlaces(base), archive, '1.0')).to.deep.include({ missing: [] });
      await restore(basePlaces(other), archive, { force: false, now: 0 });
      expectMail(other);
    });

    it(`is in an export, being ${title}`, async () => {
      await prepare();
      expect(await exportBase(basePlaces(base), other)).to.deep.include({ troubles: [] });
      expectMail(other);
    });
  }
});

function workId(rows: readonly (readonly [number, PlacedAccount])[]): number {
  const boxes = rows.flatMap(([, row]) => [...row.boxes]);
  return boxes.find(([, { file }]) => file === 'Work.mbox')?.[0] ?? 0;
}

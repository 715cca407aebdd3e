/** Files that cannot be read cost no more than what is in them (ruling 26). */
import { expect } from 'chai';
import { accounts, domainNames, names } from '../../../src/tables/tables.js';
import { domainKey } from '../../../src/values/letters.js';
import { startServer } from '../../server-under-test.js';
import { faultsOf, importInto, inStore, linesOf, madePassword, Place, project } from './trees.js';

const ann = 'Domains/client.test/an.sub/ann.macnt';
const settings = 'Domains/client.test/Settings';

/** A Domain in which every kind of file is whole. */
const whole: Readonly<Record<string, string>> = {
  'Settings/Main.settings': '{ DomainName = company.test; }',
  'Accounts/postmaster.macnt/account.settings': '{ Password = secret; }',
  'Accounts/Settings/Access.settings': '{ postmaster = (Master); }',
  [`${settings}/Domain.settings`]: '{ Foldering = "2 Letters 1 Level"; }',
  [`${settings}/Access.settings`]: '{ ann = (BasicSettings); }',
  [`${settings}/Aliases.data`]: '{ a.example = ann; }',
  [`${settings}/Telnums.data`]: '{ 200 = ann; }',
  [`${settings}/Groups.data`]: '{ staff = { Members = (ann); }; }',
  [`${settings}/Forwarders.data`]: '{ away = ann@elsewhere.test; }',
  [`${settings}/NamedTasks.data`]: '{ robot = { Owner = ann; }; }',
  [`${settings}/Alerts.data`]: '{ "#T22-10-2026_15:24:45" = noon; }',
  [`${settings}/Rules.settings`]: '()',
  [`${settings}/SignalRules.settings`]: '()',
  [`${settings}/Template.settings`]: '{ RealName = new; }',
  [`${settings}/LISTS/news.settings`]: '{ Owner = ann; }',
  [`${settings}/LISTS/news.subs`]: '{ reader@elsewhere.test = { Mode = feed; }; }',
  [`${ann}/account.settings`]: '{ RealName = Ann; Password = sesame; }',
  [`${ann}/account.prefs`]: '{ Language = French; }',
  [`${ann}/account.dst`]: '{ Contacts = { bob = { mail = bob@elsewhere.test; }; }; }',
  [`${ann}/account.files`]: '{ a.txt = { Attributes = (x); }; }',
  [`${ann}/account.balances/balances.data`]: '{ Balances = {}; Transactions = (); }',
  [`${ann}/account.web/a.txt`]: 'stored',
  [`${ann}/INBOX.mbox`]: 'From x Thu Jan  2 10:00:00 2025\n\nhi\n',
};

/** Files without which nobody knows what the Domain is. */
const needed = ['Domain.settings', 'Access.settings', 'Aliases.data'].map(
  (name) => `${settings}/${name}`,
);
const expendable = Object.keys(whole).filter(
  (path) => path.startsWith('Domains/') && !needed.includes(path) && !/\.(?:txt|mbox)$/.test(path),
);

/** What cannot be read, each in a way of its own. */
const broken = '{ Password = "not closed; \x00 } \xff';

describe('An import of a Domain with a file that cannot be read', () => {
  let tree: Place;
  let base: Place;
  beforeEach(() => {
    tree = new Place().with(whole);
    base = new Place();
  });
  afterEach(() => {
    tree.remove();
    base.remove();
  });

  const failureOf = async (strict: boolean): Promise<string | undefined> => {
    const { domains } = await importInto(base.path, tree.path, { strict });
    return domains.find(({ name }) => name === 'client.test')?.failure;
  };

  for (const path of needed) {
    it(`keeps the Domain out when it is ${path}`, async () => {
      tree.with({ [path]: broken });
      expect(await failureOf(false)).to.equal('a file cannot be read');
      expect(base.files.filter((file) => file.startsWith('Domains'))).to.deep.equal([]);
    });
  }

  for (const path of expendable) {
    it(`takes the Domain in without ${path}, which stays beside unchanged`, async () => {
      tree.with({ [path]: broken });
      const report = await importInto(base.path, tree.path);
      expect(report.domains.map(({ failure }) => failure)).to.deep.equal([undefined, undefined]);
      const told = linesOf(report).filter((line) => line.startsWith(`set aside: ${path}: `));
      expect(told).to.have.length(1);
      expect(await project(base.path)).to.deep.equal([]);
      const aside = path.includes('/LISTS/')
        ? path.replace('/LISTS/', '/LISTS.foreign/')
        : `${path}.foreign`;
      expect(base.read(aside)).to.equal(broken);
      expect(base.read(`${ann}/INBOX.mbox`)).to.equal(whole[`${ann}/INBOX.mbox`]);
      expect(await faultsOf(base.path)).to.deep.equal([]);
    });
  }

  it('keeps the Domain out when it is asked to be strict', async () => {
    tree.with({ [`${ann}/account.prefs`]: broken });
    expect(await failureOf(true)).to.equal('a file cannot be read');
  });

  it('sets the file aside where the tree is imported in its own place', async () => {
    tree.with({ [`${ann}/account.settings`]: broken });
    await importInto(tree.path, tree.path);
    expect(await project(tree.path)).to.deep.equal([]);
    expect(tree.read(`${ann}/account.settings.foreign`)).to.equal(broken);
    expect(tree.read(`${ann}/account.settings`)).not.to.equal(broken);
  });

  it('makes the Account with its names, its place and its files, and lets nobody log in', async () => {
    tree.with({ [`${ann}/account.settings`]: broken });
    const report = await importInto(base.path, tree.path);
    expect(linesOf(report)).to.include(`password reset needed: ${ann}`);
    const row = await inStore(base.path, (tx) => {
      const domain = tx.get(domainNames, domainKey('client.test'))?.domain ?? 0;
      return tx.get(accounts, tx.get(names, `${domain}/ann`)?.id ?? 0);
    });
    expect(row).to.include({ name: 'ann', place: 'an.sub/', settings: '{}' });
    expect(row?.aliases).to.deep.equal(['a.example']);
    expect(row?.telnums).to.deep.equal(['200']);
    expect(row?.rights).to.deep.equal(['BasicSettings']);

    const server = await startServer({ base: base.path, store: 'embedded' });
    try {
      const stranger = await server.greeted();
      for (const password of ['sesame', 'not', '""', '']) {
        await stranger.ask('USER ann@client.test');
        expect(await stranger.ask(`PASS ${password}`), password).to.match(/^5\d\d /);
      }
      const master = await server
        .loggedIn('postmaster', 'secret')
        .catch(() => server.loggedIn('postmaster', madePassword));
      expect(await master.ask('ReadStorageFile ann@client.test FILE a.txt')).to.match(
        /^201 \(\[c3RvcmVk\],/,
      );
      expect(await master.ask('SetAccountPassword ann@client.test PASSWORD new')).to.equal(
        '200 OK',
      );
      await server.loggedIn('a.example@client.test', 'new');
    } finally {
      await server.close();
    }
  });
});

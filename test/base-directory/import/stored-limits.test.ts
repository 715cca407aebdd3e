/** What an import keeps is no larger than what commands may store, whatever file it comes from. */
import { expect } from 'chai';
import { importInto, linesOf, Place } from './trees.js';

const files = {
  'Settings/Main.settings': '{ DomainName = company.test; }',
  'Accounts/postmaster.macnt/account.settings': '{ Password = secret; }',
  'Domains/client.test/ann.macnt/account.settings': '{}',
};

const many = (count: number, one: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => one(at)).join('');
const pairs = many(5001, (at) => `a${at}=;`);
const tooMuch = 'it holds more than stored.valueMax or stored.elementsMax';
const tooLong = 'it is longer than stored.textMax';
const client = 'Domains/client.test/Settings';
const account = 'Domains/client.test/ann.macnt';
const rule = '(5,rule,((Subject,is,x)),((Discard,x)))';

/** Files that hold more than is stored, and the line of the report. */
const cases: readonly (readonly [path: string, text: string, line: string])[] = [
  [
    `${account}/account.balances/balances.data`,
    `{Balances={};Transactions=({op=credit;},{${pairs}});}`,
    `set aside: ${account}/account.balances/balances.data: ${tooMuch}`,
  ],
  [
    `${account}/account.balances/balances.data`,
    `{Balances={${pairs}};}`,
    `set aside: ${account}/account.balances/balances.data: ${tooMuch}`,
  ],
  [`${client}/Domain.settings`, `{${pairs}}`, `broken: ${client}/Domain.settings: ${tooMuch}`],
  [
    `${client}/Domain.settings`,
    `{AccountDefaults={${pairs}};}`,
    `dropped: ${client}/Domain.settings: AccountDefaults: ${tooMuch}`,
  ],
  [
    `${client}/Rules.settings`,
    `(${many(1500, () => `${rule},`)}${rule})`,
    `dropped: ${client}/Rules.settings: Rules.settings: ${tooMuch}`,
  ],
  [
    `${client}/Groups.data`,
    `{team={Members=(ann);};odd={${pairs}};}`,
    `dropped: ${client}/Groups.data: odd: ${tooMuch}`,
  ],
  [
    `${client}/NamedTasks.data`,
    `{room={Owner=ann;${pairs}};}`,
    `dropped: ${client}/NamedTasks.data: room: ${tooMuch}`,
  ],
  [
    `${client}/LISTS/news.settings`,
    `{Owner=ann;${pairs}}`,
    `dropped: ${client}/LISTS/news.settings: news: ${tooMuch}`,
  ],
  [
    `${client}/Forwarders.data`,
    `{far="${'x'.repeat(4097)}";}`,
    `dropped: ${client}/Forwarders.data: far: it is longer than stored.wordMax`,
  ],
  [
    `${client}/Aliases.data`,
    `{${many(2001, (at) => `alias${at}=ann;`)}}`,
    `dropped: ${client}/Aliases.data: alias alias2000: ann has stored.namesMax of them`,
  ],
  [
    `${client}/Telnums.data`,
    `{${many(2001, (at) => `n${10_000 + at}=ann;`)}}`,
    `dropped: ${client}/Telnums.data: number n12000: ann has stored.namesMax of them`,
  ],
  [
    `${account}/account.settings`,
    `{Telnums=(${many(2001, (at) => `"+${10_000 + at}",`)}"1");}`,
    `dropped: ${account}: telephone numbers beyond stored.namesMax`,
  ],
  [
    `${client}/Access.settings`,
    `{ann=(${many(600, (at) => `Right${at},`)}Domain);}`,
    `dropped: ${client}/Access.settings: rights of ann: they are longer than stored.wordMax`,
  ],
  ['Settings/SMTP.settings', `{${pairs}}`, `broken: Settings/SMTP.settings: ${tooMuch}`],
  [
    'Settings/Router.settings',
    `{Table="${many(30_000, () => '<a@b> = c\\e')}";}`,
    `dropped: Settings/Router.settings: routerTable: ${tooLong}`,
  ],
  [
    'Settings/DomainDefault.settings',
    `{AccountDefaults={${pairs}};}`,
    `dropped: Settings/DomainDefault.settings: accountDefaults: ${tooMuch}`,
  ],
];

describe('What an import keeps', () => {
  let tree: Place;
  let base: Place;
  beforeEach(() => {
    tree = new Place().with(files);
    base = new Place();
  });
  afterEach(() => [tree, base].forEach((place) => place.remove()));

  for (const [path, text, line] of cases) {
    it(`is no larger than what commands store: ${path} ${text.slice(0, 30)}`, async () => {
      tree.with({ [path]: text });
      expect(linesOf(await importInto(base.path, tree.path))).to.include(line);
    });
  }

  it('has no more aliases of a Domain than commands give it', async () => {
    const aliases = many(2001, (at) => `alias${10_000 + at}.test,`);
    tree.with({ [`${client}/Domain.settings`]: `{DomainAliases=(${aliases});}` });
    const lines = linesOf(await importInto(base.path, tree.path));
    expect(lines).to.include(
      `dropped: ${client}/Domain.settings: the domain alias alias12000.test: there are stored.namesMax of them`,
    );
  });

  it('holds the longest that commands store', async () => {
    tree.with({
      [`${client}/Aliases.data`]: `{${many(2000, (at) => `alias${at}=ann;`)}}`,
      [`${client}/Domain.settings`]: `{${many(4999, (at) => `a${at}=;`)}}`,
      [`${client}/Groups.data`]: `{team={Members=(${many(6000, (at) => `m${at},`)}ann);};}`,
    });
    const report = await importInto(base.path, tree.path);
    expect(
      linesOf(report).filter((line) => /^(?:dropped|broken|set aside)/.test(line)),
    ).to.deep.equal([]);
  });
});

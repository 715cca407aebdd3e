/** What administrators who work at the same time say: lines over so few names that they meet. */
import fc from 'fast-check';

/** The Domains besides the Main Domain. */
const domains = ['one.test', 'two.test', 'six.test'];
const formats = ['TextMailbox', 'MailDirMailbox', 'SlicedMailbox'];
const grades = ['MultiMailbox', 'AGrade', 'BGrade', 'CGrade'];
const folderings = ['Flat', '"2 Letters 1 Level"', '"Hashed 2 Levels"'];

const domain = fc.constantFrom(...domains);
const place = fc.constantFrom('', '@one.test', '@one.test', '@two.test', '@six.test');
const mainDomain = 'example.test';
const account = fc
  .tuple(fc.constantFrom('ann', 'bob', 'carl', 'dora'), place)
  .map((parts) => parts.join(''));
const pair = fc.tuple(account, account);
const list = place.map((at) => `news${at}`);
const box = fc.constantFrom('INBOX', 'P', 'Q', 'P/in', 'Q/in', 'INBOX/in');
const file = fc.constantFrom('a.txt', 'public/a.txt', 'private/deep/b');
const words = fc.base64String({ minLength: 4, maxLength: 40 }).map((text) => `[${text}]`);

/** Two Accounts that change their names by way of a third one. */
function swap([one, other]: readonly [string, string]): readonly string[] {
  const away = `temp${one.replace(/^[^@]*/, '')}`;
  return [
    `RenameAccount ${one} INTO ${away}`,
    `RenameAccount ${other} INTO ${one}`,
    `RenameAccount ${away} INTO ${other}`,
  ];
}

function swapDomains([one, other]: readonly [string, string]): readonly string[] {
  return [
    `RenameDomain ${one} INTO away.test`,
    `RenameDomain ${other} INTO ${one}`,
    `RenameDomain away.test INTO ${other}`,
  ];
}

function swapBoxes([name, one, other]: readonly [string, string, string]): readonly string[] {
  return [
    `CreateMailbox ${name} MAILBOX ${one}`,
    `CreateMailbox ${name} MAILBOX ${other}/in.mdir`,
    `RenameMailbox ${name} MAILBOXES ${one} INTO Away`,
    `RenameMailbox ${name} MAILBOXES ${other} INTO ${one}`,
    `RenameMailbox ${name} MAILBOXES Away INTO ${other}`,
  ];
}

/** What is said in one go. */
export const sayings: fc.Arbitrary<readonly string[]> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc
      .tuple(account, fc.constantFrom(...grades, ...formats))
      .map(([name, type]) => [`CreateAccount ${name} ${type}`]),
  },
  {
    weight: 2,
    arbitrary: account.map((name) => [
      `CreateAccountStorage ${name.split('@')[1] ?? mainDomain} PATH far`,
      `CreateAccount ${name} PATH far {RealName="Far Away";}`,
    ]),
  },
  { weight: 3, arbitrary: account.map((name) => [`DeleteAccount ${name}`]) },
  {
    weight: 2,
    arbitrary: account.map((name) => [`DeleteAccount ${name}`, `CreateAccount ${name}`]),
  },
  {
    weight: 10,
    arbitrary: pair.map(([one, other]) => [`RenameAccount ${one} INTO ${other}`]),
  },
  { weight: 10, arbitrary: pair.map(swap) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(account, fc.constantFrom(...grades))
      .map(([name, type]) => [`SetAccountType ${name} ${type}`]),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(account, fc.subarray(['info', 'sales', 'ann', 'dora']))
      .map(([name, aliases]) => [`SetAccountAliases ${name} (${aliases.join(',')})`]),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(account, fc.nat({ max: 99 }))
      .map(([name, number]) => [`UpdateAccountSettings ${name} {RealName="Number ${number}";}`]),
  },
  {
    weight: 12,
    arbitrary: fc
      .tuple(account, box, fc.constantFrom('', '', '.mdir', '.mslc'))
      .map(([name, path, format]) => [`CreateMailbox ${name} MAILBOX "${path}${format}"`]),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(account, box, box, fc.constantFrom('MAILBOX', 'MAILBOXES'))
      .map(([name, from, to, which]) => [`RenameMailbox ${name} ${which} "${from}" INTO "${to}"`]),
  },
  { weight: 6, arbitrary: fc.tuple(account, fc.constant('P'), fc.constant('Q')).map(swapBoxes) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(account, box, fc.constantFrom('MAILBOX', 'MAILBOXES'))
      .map(([name, path, which]) => [`DeleteMailbox ${name} ${which} "${path}"`]),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(account, box, account)
      .map(([name, path, reader]) => [
        `SetMailboxACL ${name} MAILBOX "${path}" {"${reader}"="lr";}`,
        `SetMailboxSubscription ${name} ("~${reader}/${path}")`,
      ]),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(account, file, words)
      .map(([name, path, data]) => [`WriteStorageFile ${name} FILE "${path}" DATA ${data}`]),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(account, file, file)
      .map(([name, from, to]) => [`RenameStorageFile ${name} FILE "${from}" INTO "${to}"`]),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(account, file)
      .map(([name, path]) => [`DeleteStorageFile ${name} FILE "${path}"`]),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(list, account)
      .map(([name, owner]) => [
        `CreateList ${name} FOR ${owner.replace(/@.*/, '')}`,
        `List ${name} SUBSCRIBE joe@far.test`,
      ]),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(list, fc.constantFrom('old', 'news', 'ann'))
      .map(([name, to]) => [`RenameList ${name} INTO ${to}`]),
  },
  { weight: 1, arbitrary: list.map((name) => [`DeleteList ${name}`]) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(place, account)
      .map(([at, member]) => [
        `CreateGroup all${at}`,
        `SetGroup all${at} {Members=(${member},news);}`,
      ]),
  },
  { weight: 1, arbitrary: place.map((at) => [`CreateForwarder out${at} TO away@far.test`]) },
  { weight: 1, arbitrary: place.map((at) => [`DeleteForwarder out${at}`]) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(domain, words)
      .map(([name, data]) => [
        `CreateDomainSkin ${name} SKIN ""`,
        `CreateDomainSkin ${name} SKIN blue`,
        `StoreDomainSkinFile ${name} SKIN blue FILE login.wssp DATA ${data}`,
      ]),
  },
  { weight: 1, arbitrary: domain.map((name) => [`DeleteDomainSkin ${name} SKIN blue`]) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(domain, fc.constantFrom(...folderings))
      .map(([name, method]) => [`UpdateDomainSettings ${name} {Foldering=${method};}`]),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(domain, fc.subarray(['alias.test', 'two.test', 'six.test']))
      .map(([name, aliases]) => [`SetDomainAliases ${name} (${aliases.join(',')})`]),
  },
  { weight: 6, arbitrary: domain.map((name) => [`CreateDomain ${name}`]) },
  {
    weight: 2,
    arbitrary: fc.tuple(domain, domain).map(([from, to]) => [`RenameDomain ${from} INTO ${to}`]),
  },
  { weight: 2, arbitrary: fc.tuple(domain, domain).map(swapDomains) },
  { weight: 1, arbitrary: domain.map((name) => [`DeleteDomain ${name} FORCE`]) },
  {
    weight: 1,
    arbitrary: domain.map((name) => [`DeleteDomain ${name} FORCE`, `CreateDomain ${name}`]),
  },
);

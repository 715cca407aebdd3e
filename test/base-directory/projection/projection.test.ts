import { expect } from 'chai';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { keepSettings } from '../../../src/engine/accounts/account-settings.js';
import { deleteAccount, renameAccount } from '../../../src/engine/accounts/accounts.js';
import { setAliases } from '../../../src/engine/accounts/aliases.js';
import { deleteDomain } from '../../../src/engine/domains/domain-deletion.js';
import { renameDomain } from '../../../src/engine/domains/domains.js';
import { findList } from '../../../src/engine/directory/directory.js';
import { createForwarder } from '../../../src/engine/groups/forwarders.js';
import { createGroup } from '../../../src/engine/groups/groups.js';
import { listObjects } from '../../../src/engine/lists/lists.js';
import { createMailbox, renameMailbox } from '../../../src/engine/mailboxes/mailbox-changes.js';
import { mailboxPath } from '../../../src/engine/mailboxes/mailbox-names.js';
import { address, domainName, objectName } from '../../../src/engine/core/names.js';
import { journal } from '../../../src/tables/tables.js';
import { accountAt, addAccount, at } from '../../engine/little-server.js';
import { happen } from './history.js';
import { LittleBase } from './little-base.js';

describe('The documented files', () => {
  let little: LittleBase;
  const inbox = (path: string): string => join(little.base, path);

  beforeEach(async () => {
    little = await LittleBase.with('client.test');
    await little.change((change) => {
      addAccount(change, 'john', ['Master']);
      addAccount(change, 'ann@client.test');
    });
    await little.settle();
  });
  afterEach(() => little.remove());

  /** Everything is as a new beginning would write it, mail left aside. */
  const expectSettled = async (): Promise<void> => {
    await little.settle();
    expect(little.troubles).to.deep.equal([]);
    expect(little.tree()).to.deep.equal(await little.fresh());
  };

  it('are where the manual says', () => {
    const tree = little.tree();
    expect(Object.keys(tree)).to.include.members([
      'Accounts/',
      'Accounts/Settings/Access.settings',
      'Accounts/Settings/Domain.settings',
      'Accounts/john.macnt/',
      'Accounts/john.macnt/INBOX.mbox',
      'Accounts/john.macnt/account.info',
      'Accounts/john.macnt/account.settings',
      'Domains/client.test/ann.macnt/INBOX.mbox',
      'Settings/Main.settings',
    ]);
    expect(tree['Accounts/Settings/Access.settings']).to.equal('{\n john = (Master);\n}\n');
    expect(tree['Settings/Main.settings']).to.equal('{\n DomainName = main.test;\n}\n');
  });

  it('follow aliases, Forwarders and rights', async () => {
    await little.change((change) => {
      setAliases(change, accountAt(change.tx, 'john'), [objectName('jo')]);
      createForwarder(change, at(change.tx, 'x').domain.id, objectName('out'), 'a@b.test');
    });
    await expectSettled();
    const tree = little.tree();
    expect(tree['Accounts/Settings/Aliases.data']).to.equal('{\n jo = john;\n}\n');
    expect(tree['Accounts/Settings/Forwarders.data']).to.equal('{\n out = a@b.test;\n}\n');
    await little.change((change) => setAliases(change, accountAt(change.tx, 'john'), []));
    await expectSettled();
    expect(little.tree()).not.to.have.property('Accounts/Settings/Aliases.data');
  });

  it('take the mail of an Account along: renamed, moved to another Domain and swapped', async () => {
    writeFileSync(inbox('Accounts/john.macnt/INBOX.mbox'), 'From john\n');
    writeFileSync(inbox('Domains/client.test/ann.macnt/INBOX.mbox'), 'From ann\n');
    await little.change((change) => {
      const rename = (from: string, to: string): void => {
        const { domain, name } = at(change.tx, to);
        renameAccount(change, accountAt(change.tx, from), domain.id, name, undefined);
      };
      addAccount(change, 'boss', ['Master']);
      rename('john', 'temp');
      rename('ann@client.test', 'john');
      rename('temp', 'ann@client.test');
    });
    await little.settle();
    expect(readFileSync(inbox('Accounts/john.macnt/INBOX.mbox'), 'utf8')).to.equal('From ann\n');
    expect(readFileSync(inbox('Domains/client.test/ann.macnt/INBOX.mbox'), 'utf8')).to.equal(
      'From john\n',
    );
    expect(existsSync(inbox('projector/moving/1'))).to.be.false;
  });

  it('take the mail of Mailboxes along', async () => {
    await little.change((change) => {
      const account = accountAt(change.tx, 'john');
      const who = undefined;
      for (const name of ['A', 'B', 'A/inner']) {
        const path = mailboxPath(name);
        createMailbox(change, { account, who }, { path, folder: false, format: '' });
      }
    });
    await little.settle();
    writeFileSync(inbox('Accounts/john.macnt/A.mbox'), 'From a\n');
    writeFileSync(inbox('Accounts/john.macnt/A.folder/inner.mbox'), 'From inner\n');
    writeFileSync(inbox('Accounts/john.macnt/INBOX.mbox'), 'From inbox\n');
    await little.change((change) => {
      const account = accountAt(change.tx, 'john');
      const rename = (from: string, to: string): void =>
        renameMailbox(
          change,
          { account, who: undefined },
          mailboxPath(from),
          mailboxPath(to),
          true,
        );
      rename('B', 'C');
      rename('A', 'B');
      rename('C', 'A');
      rename('INBOX', 'Old');
    });
    await little.settle();
    const read = (name: string): string =>
      readFileSync(inbox(`Accounts/john.macnt/${name}`), 'utf8');
    expect(read('B.mbox')).to.equal('From a\n');
    expect(read('B.folder/inner.mbox')).to.equal('From inner\n');
    expect(read('A.mbox')).to.equal('');
    expect(read('Old.mbox')).to.equal('From inbox\n');
    expect(read('INBOX.mbox')).to.equal('');
    expect(existsSync(inbox('Accounts/john.macnt/A.folder'))).to.be.false;
  });

  it('go with what is deleted, and a new Account of that name finds nothing', async () => {
    writeFileSync(inbox('Domains/client.test/ann.macnt/INBOX.mbox'), 'From ann\n');
    await little.change((change) => {
      deleteAccount(change, accountAt(change.tx, 'ann@client.test'));
      addAccount(change, 'ann@client.test');
    });
    await expectSettled();
    expect(readFileSync(inbox('Domains/client.test/ann.macnt/INBOX.mbox'), 'utf8')).to.equal('');
  });

  it('follow a Domain that is renamed, and go when it is deleted', async () => {
    writeFileSync(inbox('Domains/client.test/ann.macnt/INBOX.mbox'), 'From ann\n');
    await little.change((change) =>
      renameDomain(change, domainName('client.test'), domainName('new.test'), undefined),
    );
    await little.settle();
    expect(readFileSync(inbox('Domains/new.test/ann.macnt/INBOX.mbox'), 'utf8')).to.equal(
      'From ann\n',
    );
    expect(existsSync(inbox('Domains/client.test'))).to.be.false;
    await little.change((change) => {
      const { domain: main } = at(change.tx, 'x');
      const ann = accountAt(change.tx, 'ann@new.test');
      renameAccount(change, ann, main.id, objectName('ann'), undefined);
      deleteDomain(change, domainName('new.test'), true);
    });
    await little.settle();
    expect(readFileSync(inbox('Accounts/ann.macnt/INBOX.mbox'), 'utf8')).to.equal('From ann\n');
    expect(existsSync(inbox('Domains/new.test'))).to.be.false;
  });

  it('are written anew when what the projector knew is lost', async () => {
    writeFileSync(inbox('Accounts/john.macnt/INBOX.mbox'), 'From john\n');
    const before = little.tree();
    rmSync(inbox('Settings'), { recursive: true });
    await little.projection.restart();
    little.restart();
    await little.settle();
    const after = little.tree();
    const changed = ['Accounts/john.macnt/account.info', 'Accounts/john.macnt/INBOX.mbox'];
    expect(after[changed[0] ?? '']).to.contain('Messages=1;');
    const rest = (tree: Record<string, string>): unknown =>
      Object.entries(tree).filter(([path]) => !changed.includes(path));
    expect(rest(after)).to.deep.equal(rest(before));
  });

  for (const kept of [0, 1]) {
    it(`are all looked at when records left the journal too early, ${kept} are left`, async () => {
      await little.change((change) => {
        addAccount(change, 'lost');
        deleteAccount(change, accountAt(change.tx, 'ann@client.test'));
      });
      await little.change((change) => addAccount(change, 'last'));
      await little.server.store.update((tx) => {
        const positions = Array.from(tx.range(journal, {}), ([position]) => position);
        for (const position of positions.slice(0, positions.length - kept)) {
          tx.remove(journal, position);
        }
      });
      await little.settle();
      // Of those that were deleted nothing tells so any more: they stay until somebody is in need
      // of their place, and then they are kept aside.
      const ofAnn = 'Domains/client.test/ann.macnt/account.settings';
      expect(little.tree()).to.include.keys(
        'Accounts/lost.macnt/account.settings',
        'Accounts/last.macnt/account.settings',
        ofAnn,
      );
      writeFileSync(inbox('Domains/client.test/ann.macnt/INBOX.mbox'), 'From ann\n');
      await little.change((change) => addAccount(change, 'ann@client.test'));
      await expectSettled();
      expect(readFileSync(inbox('Domains/client.test/ann.macnt/INBOX.mbox'), 'utf8')).to.equal('');
      const [entry = ''] = readdirSync(inbox('.removed'));
      expect(entry).to.match(/^kept-/);
      const aside = `.removed/${entry}/Domains/client.test/ann.macnt/INBOX.mbox`;
      expect(readFileSync(inbox(aside), 'utf8')).to.equal('From ann\n');
    });
  }

  it('name an Account as it is called now, wherever they are', async () => {
    await little.change((change) => {
      addAccount(change, 'boss', ['Master']);
      addAccount(change, 'olaf');
      const { id } = at(change.tx, 'x').domain;
      const list = listObjects.create(change, id, objectName('news'), address('olaf'));
      expect(list).to.be.above(0);
      setAliases(change, accountAt(change.tx, 'john'), [objectName('jo')]);
      const members = new Map([['Members', ['john', 'olaf', 'news']]]);
      createGroup(change, id, objectName('all'), members);
    });
    await little.settle();
    await little.change((change) => {
      const { domain } = at(change.tx, 'x');
      renameAccount(change, accountAt(change.tx, 'olaf'), domain.id, objectName('oleg'));
      listObjects.rename(
        change,
        findList(change.tx, domain.id, objectName('news')),
        objectName('old'),
      );
      const other = at(change.tx, 'john@client.test');
      renameAccount(change, accountAt(change.tx, 'john'), other.domain.id, other.name);
    });
    await expectSettled();
    const tree = little.tree();
    expect(tree['Accounts/Settings/LISTS/old.settings']).to.contain('Owner = oleg;');
    expect(tree).not.to.have.property('Accounts/Settings/Aliases.data');
    expect(tree['Accounts/Settings/Groups.data']).to.contain('(john@client.test,oleg,old)');
  });

  it('of a Mailing List go with it when its Domain gets another name meanwhile', async () => {
    await happen(little, ['list old@client.test ann']);
    await little.settle();
    await happen(little, ['relist old@client.test new', 'redomain client.test renamed.test']);
    await expectSettled();
    const lists = Object.keys(little.tree()).filter((path) => /LISTS.*settings$/.test(path));
    expect(lists).to.deep.equal(['Domains/renamed.test/Settings/LISTS/new.settings']);
  });

  it('of an Account that is changed and moved at once are where it is', async () => {
    await little.change((change) => addAccount(change, 'boss', ['Master']));
    await little.change((change) => {
      const john = accountAt(change.tx, 'john');
      keepSettings(change, john, new Map([['RealName', 'John']]));
    });
    await little.change((change) => {
      const { domain, name } = at(change.tx, 'jack@client.test');
      renameAccount(change, accountAt(change.tx, 'john'), domain.id, name, undefined);
      addAccount(change, 'john', ['Master']);
    });
    await little.change((change) => {
      const john = accountAt(change.tx, 'john');
      keepSettings(change, john, new Map([['RealName', 'Other']]));
    });
    await expectSettled();
    const tree = little.tree();
    expect(tree['Domains/client.test/jack.macnt/account.settings']).to.contain('RealName = John;');
    expect(tree['Accounts/john.macnt/account.settings']).to.contain('RealName = Other;');
    await little.change((change) => {
      const jack = accountAt(change.tx, 'jack@client.test');
      keepSettings(change, jack, new Map([['RealName', 'Jack']]));
    });
    await expectSettled();
  });

  it('leave alone what is not theirs, and tell it once', async () => {
    mkdirSync(inbox('outside'));
    rmSync(inbox('Accounts/john.macnt/account.settings'));
    symlinkSync(inbox('outside/x'), inbox('Accounts/john.macnt/account.settings'));
    await little.change((change) => {
      setAliases(change, accountAt(change.tx, 'john'), [objectName('jo')]);
      setAliases(change, accountAt(change.tx, 'ann@client.test'), [objectName('an')]);
    });
    await little.settle();
    await little.settle();
    expect(little.troubles).to.deep.equal([
      'Accounts/john.macnt/account.settings: a link is not followed',
    ]);
    expect(existsSync(inbox('outside/x'))).to.be.false;
    const aliases = readFileSync(inbox('Domains/client.test/Settings/Aliases.data'), 'utf8');
    expect(aliases).to.contain('an = ann');
    rmSync(inbox('Accounts/john.macnt/account.settings'));
    await little.settle();
    expect(little.tree()).to.have.property('Accounts/john.macnt/account.settings');
  });
});

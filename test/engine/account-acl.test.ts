import { expect } from 'chai';
import {
  accountAcl,
  editAccountAcl,
  effectiveAclRights,
  requireAdminRight,
} from '../../src/engine/acl/account-acl.js';
import { setAliases } from '../../src/engine/accounts/aliases.js';
import { createGroup } from '../../src/engine/groups/groups.js';
import { objectName } from '../../src/engine/core/names.js';
import type { Value } from '../../src/values/value.js';
import { accountAt, at, LittleServer, members } from './little-server.js';

let server: LittleServer;

beforeEach(async () => {
  server = await LittleServer.with('other.test');
  await server.accounts('user1', 'user2', 'user3@other.test');
});

const edit = (edits: Record<string, Value>) =>
  server.change((change) =>
    editAccountAcl(change, accountAt(change.tx, 'user1'), new Map(Object.entries(edits))),
  );
const acl = () =>
  server.view((tx) => Object.fromEntries(accountAcl(tx, accountAt(tx, 'user1').id)));
const rights = (reader: string) =>
  server.view((tx) => effectiveAclRights(tx, accountAt(tx, 'user1'), accountAt(tx, reader)));

describe('Editing the access rights on an Account', () => {
  for (const [before, change, after] of [
    ['', 'lr', 'lr'],
    ['lr', 's', 's'],
    ['lr', '+s', 'lrs'],
    ['lr', '+rs', 'lrs'],
    ['lrs', '-r', 'ls'],
    ['lr', '-lr', undefined],
    ['lr', '', undefined],
    ['lr', null, undefined],
    ['', '-l', undefined],
    ['', 'llr', 'lr'],
  ] as const) {
    it(`makes ${String(after)} of ${before || 'nothing'} with ${String(change)}`, async () => {
      if (before !== '') await edit({ user2: before });
      expect(await edit({ user2: change })).to.equal(undefined);
      expect((await acl()).user2).to.equal(after);
    });
  }

  it('leaves entries alone that are not named', async () => {
    await edit({ user2: 'l', anyone: 'r' });
    await edit({ anyone: '+s' });
    expect(await acl()).to.deep.equal({ user2: 'l', anyone: 'rs' });
  });

  it('changes nothing when one edit cannot be read', async () => {
    expect(await edit({ user2: 'l', anyone: 'l r' })).to.equal('illegal-value');
    expect(await edit({ user2: ['l'] })).to.equal('illegal-value');
    expect(await acl()).to.deep.equal({});
  });
});

describe('The effective rights on an Account', () => {
  it('are all for the Account itself', async () => {
    expect(await rights('user1')).to.equal('lrswipcda');
  });

  for (const [identifier, reader, has] of [
    ['user2', 'user2', true],
    ['USER2@main.test', 'user2', true],
    ['alias2', 'user2', true],
    ['user2', 'user3@other.test', false],
    ['user3', 'user3@other.test', false],
    ['user3@other.test', 'user3@other.test', true],
    ['anyone', 'user3@other.test', true],
    ['anyone@main.test', 'user3@other.test', false],
    ['anyone@main.test', 'user2', true],
    ['team', 'user2', true],
    ['team', 'user3@other.test', false],
    ['user2@unknown.test', 'user2', false],
    ['no name', 'user2', false],
  ] as const) {
    it(`are ${has ? '' : 'not '}given to ${reader} by ${identifier}`, async () => {
      await server.change((change) => {
        const { id } = at(change.tx, 'x').domain;
        setAliases(change, accountAt(change.tx, 'user2'), ['alias2']);
        createGroup(change, id, objectName('team'), members('user2'));
      });
      await edit({ [identifier]: 'sl' });
      expect(await rights(reader)).to.equal(has ? 'ls' : '');
    });
  }

  it('add up, less what a negative identifier takes', async () => {
    await edit({ anyone: 'lr', user2: 'rsw', '-user2': 'r' });
    expect(await rights('user2')).to.equal('lsw');
  });

  it('include the right to administer, or reading on behalf is refused', async () => {
    const check = () =>
      server.change(({ tx }) =>
        requireAdminRight(tx, accountAt(tx, 'user1'), accountAt(tx, 'user2')),
      );
    expect(await check()).to.equal('no-right');
    await edit({ user2: 'a' });
    expect(await check()).to.equal(undefined);
  });
});

import { expect } from 'chai';
import { sweepAll } from '../../src/app/remains-sweep.js';
import { rollMembers, rolls } from '../../src/tables/roll-tables.js';
import { DispatchedServer } from './dispatched-server.js';

describe('Groups of more members than one transaction writes', () => {
  const names = Array.from({ length: 1500 }, (_, index) => `m${index}`);
  const first = `(${names.join(',')})`;
  const second = `(${names.slice(0, 1200).reverse().join(',')},postmaster)`;
  let server: DispatchedServer;

  beforeEach(async () => (server = await DispatchedServer.start()));
  afterEach(() => server.stop());

  const kept = async (): Promise<readonly number[]> => {
    await sweepAll({ store: server.store, now: () => Infinity });
    return server.store.view((tx) => [
      [...tx.range(rolls, {})].length,
      [...tx.range(rollMembers, {})].length,
    ]);
  };

  it('are created, replaced and deleted like all others', async () => {
    expect(await server.ask(`CreateGroup staff {RealName=Staff;Members=${first};}`)).to.equal(
      '200 OK',
    );
    expect(await server.ask('GetGroup staff')).to.equal(`201 {Members=${first};RealName=Staff;}`);
    expect(await server.ask(`SetGroup staff {Members=${second};}`)).to.equal('200 OK');
    expect(await server.ask('GetGroup staff')).to.equal(`201 {Members=${second};}`);
    expect(await kept()).to.deep.equal([1, 1201]);
    expect(await server.ask('SetGroup staff {Members=(postmaster);}')).to.equal('200 OK');
    expect(await kept()).to.deep.equal([1, 1]);
    expect(await server.ask('DeleteGroup staff')).to.equal('200 OK');
    expect(await kept()).to.deep.equal([0, 0]);
  });

  it('hold up nobody while they are written', async () => {
    const order: string[] = [];
    const note = (what: string) => () => order.push(what);
    const creation = server.ask(`CreateGroup staff {Members=${first};}`).then(note('group'));
    await server.ask('CreateAccount m7').then(note('account'));
    await server.ask('RenameAccount m7 into seven').then(note('renamed'));
    await creation;
    expect(order).to.deep.equal(['account', 'renamed', 'group']);
    expect(await server.ask('GetGroup staff')).to.include('(m0,m1,m2,m3,m4,m5,m6,seven,m8,');
  });

  it('tell the journal of their first members', async () => {
    await server.ask(`CreateGroup staff {Members=${first};}`);
    const [effect] = (await server.journal()).at(-1)?.effects ?? [];
    expect(effect?.field).to.equal('created');
    expect(effect?.after).to.match(/^\{Members=\(m0,m1,.*,m999\);MoreMembers=YES;\}$/);
  });

  it('leave nothing when they are refused', async () => {
    const bad = first.replace(',m1400,', ',"a\\eb",');
    const refused = [
      `CreateGroup postmaster {Members=${first};}`,
      `CreateGroup staff {Members=${bad};}`,
      `SetGroup staff {Members=${first};}`,
    ];
    expect(await server.askAll(...refused)).to.deep.equal([
      '520 account with this name already exists',
      '501 illegal group member',
      '552 group is not found',
    ]);
    expect(await server.ask('ListGroups')).to.equal('201 ()');
    expect(await kept()).to.deep.equal([0, 0]);
  });
});

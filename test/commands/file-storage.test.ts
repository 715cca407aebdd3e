import { expect } from 'chai';
import { DispatchedServer } from './dispatched-server.js';

describe('File Storage of an Account whose name goes to another one meanwhile', () => {
  let server: DispatchedServer;

  beforeEach(async () => {
    server = await DispatchedServer.start();
    await server.askAll('CreateAccount ann', 'CreateAccount bob');
  });
  afterEach(() => server.stop());

  it('is not written into the other one', async () => {
    const replies = await Promise.all([
      server.ask('WriteStorageFile ann FILE a.txt DATA [SGVsbG8=]'),
      server.ask('RenameAccount ann INTO carl'),
      server.ask('RenameAccount bob INTO ann'),
    ]);
    expect(replies).to.deep.equal(['513 unknown user account', '200 OK', '200 OK']);
    const lists = await server.askAll('ListStorageFiles ann', 'ListStorageFiles carl');
    expect(lists).to.deep.equal(['201 {}', '201 {}']);
    expect(server.failures).to.deep.equal([]);
  });

  it('is written when the Account keeps its name', async () => {
    const replies = await Promise.all([
      server.ask('WriteStorageFile ann FILE a.txt DATA [SGVsbG8=]'),
      server.ask('RenameAccount bob INTO carl'),
      server.ask('UpdateAccountSettings ann {RealName=Ann;}'),
    ]);
    expect(replies).to.deep.equal(['200 OK', '200 OK', '200 OK']);
    expect(await server.ask('ReadStorageFile ann FILE a.txt')).to.match(/^201 \(\[SGVsbG8=\],/);
  });
});

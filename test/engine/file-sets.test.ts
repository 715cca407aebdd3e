import { expect } from 'chai';
import { deleteDomain } from '../../src/engine/domains/domain-deletion.js';
import { findDomain } from '../../src/engine/directory/directory.js';
import { type FileSetOwner } from '../../src/engine/skins/file-sets.js';
import type { Change } from '../../src/engine/core/change.js';
import { fileBytesMax } from '../../src/engine/skins/file-sets.js';
import { domainName } from '../../src/engine/core/names.js';
import {
  changeEnvironmentFile,
  createEnvironment,
  deleteSubset,
  listEnvironment,
  readEnvironmentFile,
} from '../../src/engine/skins/pbx-environments.js';
import {
  changeSkinFile,
  createSkin,
  deleteSkin,
  listSkinFiles,
  listSkins,
  readSkinFile,
  renameSkin,
} from '../../src/engine/skins/skins.js';
import { fileContents, files, fileSets } from '../../src/tables/file-tables.js';
import type { Reader } from '../../src/store/store.js';
import { atOnce } from '../../src/threads/slices.js';
import { print } from '../../src/values/print.js';
import { LittleServer } from './little-server.js';
import { theServer } from '../../src/engine/directory/subjects.js';
import { theDomain } from '../../src/engine/directory/subjects.js';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('Files of Skins and of environments', () => {
  let server: LittleServer;

  beforeEach(async () => {
    server = await LittleServer.with('client.test');
  });

  const client = (tx: Reader): FileSetOwner => theDomain(findDomain(tx, domainName('client.test')));

  /** Does all of these in one change each; tells the reason of the last one's refusal. */
  async function after(...steps: readonly ((change: Change, owner: FileSetOwner) => void)[]) {
    let outcome: unknown;
    for (const step of steps) {
      outcome = await server.change((change) => step(change, client(change.tx)));
    }
    return outcome;
  }

  const create = (name: string) => (change: Change, owner: FileSetOwner) =>
    createSkin(change, owner, name);
  const store =
    (skin: string, path: string, text: string) => (change: Change, owner: FileSetOwner) =>
      changeSkinFile(change, owner, skin, path, bytes(text));

  it('keep every byte, and follow a renamed Skin', async () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, code) => code)).toString('latin1');
    await after(create(''), create('Old'), store('Old', 'x.bin', all), (change, owner) =>
      renameSkin(change, owner, 'Old', 'New'),
    );
    const { content, modified } = await server.view((tx) =>
      readSkinFile(tx, client(tx), 'New', 'x.bin'),
    );
    expect(Buffer.from(content).toString('latin1')).to.equal(all);
    expect(modified.seconds).to.equal(0);
    expect(await server.view((tx) => listSkins(tx, client(tx)))).to.deep.equal(['', 'New']);
  });

  it('tell the journal their sizes and nothing of their content', async () => {
    await after(create(''), store('', 'login.wssp', 'secret'));
    expect(server.effects).to.deep.equal([
      {
        kind: 'domain',
        id: (await server.view(client)).id,
        name: 'client.test',
        field: 'skins//login.wssp',
        before: undefined,
        after: '{STFileSize=#6;STModified=#T01-01-1970_00:00:00;}',
      },
    ]);
  });

  for (const path of [
    '',
    '.',
    '..',
    '../x',
    'x/..',
    '/x',
    'x/',
    'a/b/c',
    'a\\b',
    'a\nb',
    ' a',
    '\xff',
    '.htaccess',
    'x'.repeat(256),
  ]) {
    it(`are not stored as ${JSON.stringify(path.slice(0, 20))}`, async () => {
      expect(await after(create(''), store('', path, 'x'))).to.equal('illegal-name');
      const environment = await after(
        (change, owner) => createEnvironment(change, owner),
        (change, owner) => changeEnvironmentFile(change, owner, path, bytes('x')),
      );
      expect(environment).to.be.oneOf(['illegal-name', 'unknown-environment']);
    });
  }

  it('are found nowhere under a name that is too long to be a key', async () => {
    const long = 'x'.repeat(5000);
    expect(await after(create(''), (change, owner) => deleteSkin(change, owner, long))).to.equal(
      'unknown-skin',
    );
    const read = await after((change, owner) => {
      readSkinFile(change.tx, owner, '', long);
    });
    expect(read).to.equal('unknown-file');
  });

  it('have a largest size', async () => {
    const tooLong = new Uint8Array(fileBytesMax + 1);
    const outcome = await after(create(''), (change, owner) =>
      changeSkinFile(change, owner, '', 'x', tooLong),
    );
    expect(outcome).to.equal('limit-reached');
  });

  it('go with their Domain and with their Skin, and those of the server stay', async () => {
    await after(
      create(''),
      create('MySkin'),
      store('MySkin', 'a', '1'),
      store('', 'b', '2'),
      (change, owner) => createEnvironment(change, owner),
      (change, owner) => changeEnvironmentFile(change, owner, 'c', bytes('3')),
      (change, owner) => deleteSkin(change, owner, 'MySkin'),
      (change) => createSkin(change, theServer, 'Kept'),
      (change) => changeSkinFile(change, theServer, 'Kept', 'd', bytes('4')),
      (change) => deleteDomain(change, domainName('client.test'), false),
    );
    const left = await server.view((tx) => [
      [...tx.range(fileSets, {})].length,
      [...tx.range(files, {})].length,
      [...tx.range(fileContents, {})].length,
    ]);
    expect(left).to.deep.equal([1, 1, 1]);
  });

  it('of two Skins with names alike are not mixed up', async () => {
    await after(create(''), create('a'), create('ab'), store('ab', 'f', '1'), store('', 'a', '2'));
    const listed = await server.view((tx) =>
      ['', 'a', 'ab'].map((name) => [...atOnce(listSkinFiles(tx, client(tx), name)).keys()]),
    );
    expect(listed).to.deep.equal([['a'], [], ['f']]);
  });

  it('of an environment show its subsets without attributes', async () => {
    await after(
      (change, owner) => createEnvironment(change, owner),
      (change, owner) => createEnvironment(change, owner, 'russian'),
      (change, owner) => changeEnvironmentFile(change, owner, 'russian/hello.wav', bytes('x')),
    );
    const [all, russian, none] = await server.view((tx) =>
      [undefined, 'russian', 'other.test'].map((language) =>
        print(atOnce(listEnvironment(tx, client(tx), language))),
      ),
    );
    expect(all).to.equal('{russian={};}');
    expect(russian).to.match(/^\{hello\.wav=\{STFileSize=#1;/);
    expect(none).to.equal('{}');
  });

  it('of an environment and its subsets do not share a name', async () => {
    const base = (change: Change, owner: FileSetOwner) => createEnvironment(change, owner);
    const french = (change: Change, owner: FileSetOwner) =>
      createEnvironment(change, owner, 'french');
    const file = (change: Change, owner: FileSetOwner) =>
      changeEnvironmentFile(change, owner, 'french', bytes('x'));
    expect(await after(base, french, file)).to.equal('environment-exists');
    await after((change, owner) => deleteSubset(change, owner, 'french'));
    expect(await after(file, french)).to.equal('environment-exists');
  });

  it('of the server need no environment, those of a Domain do', async () => {
    const write = (owner: FileSetOwner) => (change: Change) =>
      changeEnvironmentFile(change, owner, 'hello.wav', bytes('x'));
    expect(await after(write(theServer))).to.equal(undefined);
    expect(await after(write(await server.view(client)))).to.equal('unknown-environment');
    const read = await server.view((tx) => readEnvironmentFile(tx, theServer, 'hello.wav').content);
    expect(Buffer.from(read).toString()).to.equal('x');
  });
});

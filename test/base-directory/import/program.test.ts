import { expect } from 'chai';
import { chmodSync } from 'node:fs';
import { run } from '../../program.js';
import { startServer } from '../../server-under-test.js';
import { oldTree } from './old-tree.js';
import { Place } from './trees.js';

describe('cligate import', () => {
  let tree: Place;
  let base: Place;

  beforeEach(() => {
    tree = new Place();
    base = new Place();
  });

  afterEach(() => {
    tree.remove();
    base.remove();
  });

  const imported = (...flags: readonly string[]) =>
    run(['import', tree.path, '--base', base.path, ...flags]);

  it('prints a report of Domains and oddities', async () => {
    tree.with(oldTree);
    const { code, out, err } = await imported();
    expect([code, err]).to.deep.equal([0, '']);
    const lines = out.trimEnd().split('\n');
    expect(lines.slice(0, 3)).to.deep.equal([
      'domain company.com: imported: accounts 4, aliases 2',
      'domain client1.com: imported: accounts 4, telnums 2, group 2, forwarder 1, list 1, task 1',
      'domain client2.com: imported: accounts 1',
    ]);
    expect(lines).to.include('not understood: Domains/client1.com/mystery.dat');
    expect(out, 'no password').to.not.match(/cp@nel|opensesame/);
  });

  it('tries without a trace', async () => {
    tree.with(oldTree);
    const { code, out } = await imported('--dry-run');
    expect(code).to.equal(0);
    expect(out).to.match(/^domain company\.com: would be imported: accounts 4, aliases 2\n/);
    expect(base.files).to.deep.equal([]);
  });

  it('ends with 1 when a Domain stays out', async () => {
    tree.with({ ...oldTree, 'Domains/client2.com/Settings/Domain.settings': '{ broken' });
    const { code, out } = await imported();
    expect(code).to.equal(1);
    expect(out).to.match(/^domain client2\.com: not imported: a file cannot be read$/m);
    expect(out).to.match(/^broken: Domains\/client2\.com\/Settings\/Domain\.settings: /m);
  });

  it('makes a postmaster, and shows its password once', async () => {
    tree.with({ 'Domains/client1.com/Settings/Domain.settings': '{}' });
    const nameless = await imported();
    expect(nameless).to.deep.equal({
      code: 2,
      out: '',
      err: 'cligate: the tree does not name its main domain: use --main-domain\n',
    });
    const { code, out, err } = await imported('--main-domain', 'company.com');
    expect(code).to.equal(0);
    expect(out).to.match(/^master: postmaster@company\.com holds Master now$/m);
    const [, password = ''] =
      /^cligate: the password of postmaster@company\.com, shown only now: (\S+)\n$/.exec(err) ?? [];
    const server = await startServer({ base: base.path, store: 'embedded' });
    try {
      const client = await server.loggedIn('postmaster', password);
      expect(await client.ask('ListDomains')).to.equal('201 (company.com,client1.com)');
      const refused = await imported('--merge');
      expect(refused.code).to.equal(1);
      expect(refused.err).to.match(/^cligate: the store in \S+ is in use by process \d+\n$/);
    } finally {
      await server.close();
    }
  });

  it('refuses what it cannot read, in one line', async () => {
    const missing = await run(['import', `${tree.path}/none`, '--base', base.path]);
    expect(missing.code).to.equal(2);
    expect(missing.err).to.match(/^cligate: \S+ is no directory\n$/);
    tree.with({ ...oldTree, 'password.key': `${'0'.repeat(64)}\n` });
    chmodSync(`${tree.path}/password.key`, 0o644);
    const open = await imported();
    expect(open.code).to.equal(1);
    expect(open.err).to.match(/^cligate: password key file \S+ is open to others/);
    expect(base.files).to.deep.equal([]);
  });
});

/** `cligate sync`: beside a running server, and without one. */
import { expect } from 'chai';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, ServerProgram } from '../program.js';

describe('cligate sync', () => {
  let base: string;

  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'cligate-sync-'));
  });
  afterEach(() => rmSync(base, { recursive: true }));

  const inBase = (path: string): boolean => existsSync(join(base, path));

  it('waits for a running server, and writes itself where none runs', async () => {
    const program = new ServerProgram(base);
    try {
      const client = await program.postmaster();
      for (let number = 0; number < 20; number += 1) await client.ask(`CreateAccount u${number}`);
      await client.ask('CreateForwarder out TO a@b.example');
      client.close();
      const beside = await run(['sync', '--base', base]);
      expect(beside.err).to.equal('');
      expect(beside.code).to.equal(0);
      expect(beside.out).to.match(/^everything up to change \d+ is in place\n$/);
      expect(inBase('Accounts/u19.macnt/account.settings')).to.be.true;
      expect(inBase('Accounts/Settings/Forwarders.data')).to.be.true;
      program.signal('SIGTERM');
      await program.ended();
    } finally {
      await program.end();
    }
    rmSync(join(base, 'projector'), { recursive: true });
    rmSync(join(base, 'Accounts/u3.macnt'), { recursive: true });
    const alone = await run(['sync', '--base', base]);
    expect(alone.err).to.equal('');
    expect(alone.code).to.equal(0);
    expect(inBase('Accounts/u3.macnt/account.settings')).to.be.true;
  });

  it('tells what it cannot do', async () => {
    expect((await run(['sync', '--base', join(base, 'none')])).code).to.equal(3);
    expect((await run(['sync', '--base', base, '--timeout', 'soon'])).code).to.equal(2);
  });

  it('does not wait for ever for a server without a projector', async () => {
    const program = new ServerProgram(base, { set: ['projector.on=false'] });
    try {
      await program.ready();
      const { code, err } = await run(['sync', '--base', base, '--timeout', '0']);
      expect(code).to.equal(1);
      expect(err).to.match(/^cligate: \d+ changes and 0 files are not written yet\n$/);
    } finally {
      await program.end();
    }
  });
});

import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rescue } from '../../src/cli/rescue.js';
import { startServer } from '../server-under-test.js';

/** What is written to standard output meanwhile. */
async function printedBy(work: () => Promise<unknown>): Promise<string> {
  const write = process.stdout.write.bind(process.stdout);
  let printed = '';
  process.stdout.write = (text: string | Uint8Array): boolean => {
    printed += String(text);
    return true;
  };
  try {
    await work();
  } finally {
    process.stdout.write = write;
  }
  return printed;
}

describe('cligate rescue', () => {
  let base: string;
  beforeEach(() => (base = mkdtempSync(join(tmpdir(), 'cligate-rescue-'))));
  afterEach(() => rmSync(base, { recursive: true }));

  const passwordIn = (printed: string): string =>
    /^password of .*: (.*)$/m.exec(printed)?.[1] ?? '';

  it('lets the postmaster in again, and tells what it did', async () => {
    const first = await startServer({ base, store: 'embedded' });
    const master = await first.postmaster();
    for (const line of [
      'SetAccountPassword postmaster PASSWORD Apps-1-long TAG phone',
      'UpdateAccountSettings postmaster {AccessModes=None;UseAppPassword=NO;}',
    ]) {
      expect(await master.ask(line), line).to.equal('200 OK');
    }
    await first.close();

    const printed = await printedBy(() => rescue(base, undefined));
    expect(printed).to.include('postmaster@example.test holds Master');
    expect(printed).to.include('AccessModes').and.to.include('UseAppPassword');
    expect(printed).to.include('application passwords');

    const second = await startServer({ base, store: 'embedded' });
    const client = await second.loggedIn('postmaster', passwordIn(printed));
    expect(await client.ask('GetAccountRights postmaster')).to.equal('201 (Master)');
    expect(await client.ask('GetAccountSettings postmaster')).not.to.include('AccessModes');
    const other = await second.greeted();
    await other.ask('USER postmaster');
    expect(await other.ask('PASS Apps-1-long')).to.match(/^515 /);
    await second.close();
  });

  it('lets the postmaster in from this machine whatever the Domain and the server say', async () => {
    const first = await startServer({ base, store: 'embedded' });
    const master = await first.postmaster();
    for (const line of [
      'UpdateDomainSettings example.test {DomainAccessModes=None;AUTHMethods=(GSSAPI);}',
      'UpdateDomainDefaults {DomainAccessModes=None;AUTHMethods=NONE;}',
      'UpdateAccountDefaults example.test {AccessModes=None;UseAppPassword=NO;}',
      'UpdateServerAccountDefaults {AccessModes={27=Mail;};RequireAPOP=YES;ServiceClass=shut;}',
      'SetRouterTable "<postmaster@example.test> = nobody"',
    ]) {
      expect(await master.ask(line), line).to.equal('200 OK');
    }
    await first.close();

    const printed = await printedBy(() => rescue(base, undefined));
    expect(printed).to.include('from this machine (127.0.0.1, ::1)');
    const second = await startServer({ base, store: 'embedded' });
    const client = await second.loggedIn('postmaster', passwordIn(printed));
    expect(await client.ask('SetRouterTable ""')).to.equal('200 OK');
    await second.close();
  });

  it('lets another Account in, and nobody who is not there', async () => {
    const first = await startServer({ base, store: 'embedded' });
    await (await first.postmaster()).ask('CreateAccount helper');
    await first.close();
    await rescue(base, 'nobody').then(
      () => expect.fail('it went on'),
      (error: unknown) => expect((error as Error).message).to.include('no account nobody'),
    );
    const printed = await printedBy(() => rescue(base, 'helper'));
    const second = await startServer({ base, store: 'embedded' });
    const client = await second.loggedIn('helper', passwordIn(printed));
    expect(await client.ask('GetAccountRights helper')).to.equal('201 (Master)');
    await second.close();
  });

  it('does nothing while a server has the store', async () => {
    const server = await startServer({ base, store: 'embedded' });
    await rescue(base, undefined).then(
      () => expect.fail('it went on'),
      (error: unknown) => expect((error as Error).message).to.match(/in use|another/i),
    );
    await server.close();
  });
});

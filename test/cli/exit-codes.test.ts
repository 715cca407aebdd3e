import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { codeOf, exit, ProgramFailure, serveCodeOf, serveExit } from '../../src/cli/exit.js';
import { ConfigurationFailure } from '../../src/config/failure.js';
import { run } from '../program.js';

const directory = mkdtempSync(join(tmpdir(), 'cligate-exit-'));
const base = join(directory, 'base');
after(() => rmSync(directory, { recursive: true }));

describe('The program ends with the code that a script or a service manager expects', () => {
  const none = join(directory, 'none');
  writeFileSync(join(directory, 'bad.yaml'), 'server:\n  prot: 1\n');
  const bad = join(directory, 'bad.yaml');
  const cases: readonly [string, string[], Record<string, string>, number, string][] = [
    ['help', ['--help'], {}, 0, ''],
    ['the version', ['--version'], {}, 0, ''],
    ['nothing to do', [], {}, 2, 'Usage: cligate'],
    ['an unknown subcommand', ['srve'], {}, 2, "error: unknown command 'srve'"],
    ['a wrong flag of serve', ['serve', '--prot', '1'], {}, 64, "error: unknown option '--prot'"],
    ['a wrong flag of log', ['log', '--prot'], {}, 2, "error: unknown option '--prot'"],
    [
      'an unknown setting of serve',
      ['serve', '--config', bad],
      {},
      78,
      `cligate: ${bad}:2: unknown setting server.prot`,
    ],
    [
      'an ill-typed setting of serve',
      ['serve', '--port', 'http', '--base', base],
      {},
      78,
      'cligate: --port: server.port: expected a whole number from 0 to 65535, got "http"',
    ],
    [
      'an unknown variable of serve',
      ['serve', '--base', base],
      { CLIGATE_LIMITS__CHANELS: '1' },
      78,
      'cligate: CLIGATE_LIMITS__CHANELS: unknown setting',
    ],
    [
      'a Main Domain that cannot be one',
      ['serve', '--port', '0', '--base', base, '--set', 'domain.main=a b'],
      {},
      78,
      'cligate: domain.main: "a b" cannot be a Domain name',
    ],
    [
      'a certificate that is not there',
      ['serve', '--port', '0', '--base', base, '--set', 'server.tlsPort=0'],
      {},
      78,
      'cligate: server.tlsPort: needs tls.certificate and tls.key',
    ],
    [
      'a wrong configuration that is checked',
      ['config', 'check', '--config', bad],
      {},
      1,
      `cligate: ${bad}:2: unknown setting server.prot`,
    ],
    [
      'a journal that is not there',
      ['log', '--base', none],
      {},
      3,
      `cligate: there is no store in ${none}`,
    ],
    [
      'a time that is none',
      ['log', '--base', none, '--since', 'lately'],
      {},
      2,
      'cligate: --since lately: expected a time such as 2026-01-31T12:00Z, or a period such as 2h or 7d',
    ],
  ];
  for (const [title, args, environment, code, words] of cases) {
    it(`${code} for ${title}`, async () => {
      const ended = await run(args, environment);
      expect(ended.code, ended.err).to.equal(code);
      if (code === 0) expect(ended.err).to.equal('');
      else expect(ended.err.split('\n')[0]).to.include(words);
      if (code !== 0) expect(ended.out).to.equal('');
    });
  }

  it('69 when the port is taken, and what was made up is still told', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const ended = await run(['serve', '--port', String(port), '--base', join(directory, 'taken')]);
    taken.close();
    expect(ended.code).to.equal(69);
    expect(ended.err).to.match(/the password of postmaster, shown only now: [\w-]{20}\n/);
    expect(ended.err).to.match(
      new RegExp(`cligate: cannot listen on 127.0.0.1:${port}: .*address already in use.*\n$`),
    );
    expect(ended.out).to.equal('');
  });
});

describe('What stops a start becomes a code of sysexits', () => {
  const systemFailure = (code: string | number) => Object.assign(new Error('no'), { code });
  const cases: readonly [string, unknown, number][] = [
    ['a configuration', new ConfigurationFailure('no'), serveExit.configuration],
    ['no permission', systemFailure('EACCES'), serveExit.noPermission],
    ['no permission, as the database says it', systemFailure(13), serveExit.noPermission],
    [
      'no permission, as a cause',
      new Error('no', { cause: systemFailure('EPERM') }),
      serveExit.noPermission,
    ],
    ['a taken port', systemFailure('EADDRINUSE'), serveExit.unavailable],
    ['a full disk', systemFailure('ENOSPC'), serveExit.unavailable],
    ['a full disk for this user', systemFailure('EDQUOT'), serveExit.unavailable],
    ['a file that cannot grow', systemFailure('EFBIG'), serveExit.unavailable],
    ['anything else', new Error('no'), serveExit.software],
    ['what has a code already', new ProgramFailure('no', 5), 5],
  ];
  for (const [title, error, code] of cases) {
    it(`${title}: ${code}`, () => {
      expect(serveCodeOf(error)).to.equal(code);
    });
  }

  it('and the other subcommands just fail', () => {
    expect(codeOf(new ConfigurationFailure('no'))).to.equal(exit.failed);
  });
});

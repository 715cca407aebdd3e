/** The suites that TLS 1.2 offers: forward-secret ones that encrypt and authenticate in one step. */
import { expect } from 'chai';
import { fileURLToPath } from 'node:url';
import { connect, getCiphers, type ConnectionOptions } from 'node:tls';
import { tlsOptions } from '../../src/server/tls.js';
import { startServer, type ServerUnderTest } from '../server-under-test.js';

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

describe('A handshake', () => {
  let server: ServerUnderTest;
  before(async () => {
    server = await startServer({
      set: [
        'server.tlsPort=0',
        `tls.certificate=${fixture('tls-certificate.pem')}`,
        `tls.key=${fixture('tls-key.pem')}`,
      ],
    });
  });
  after(() => server.close());

  /** The suite that a client and the server agree upon, or why they do not. */
  function agreed(options: ConnectionOptions): Promise<string> {
    return new Promise((resolve) => {
      const port = server.tlsPort;
      const client = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ...options });
      client.once('secureConnect', () => {
        resolve(client.getCipher().name);
        client.destroy();
      });
      client.once('error', (error: NodeJS.ErrnoException) => resolve(`none: ${error.code ?? ''}`));
    });
  }

  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.2' } as const;
  const weak = getCiphers()
    .map((name) => name.toUpperCase())
    .filter((name) => !name.startsWith('TLS_'))
    .filter((name) => !/^ECDHE-(?:RSA|ECDSA)-.*(?:GCM|CHACHA20-POLY1305)/.test(name));

  it('fails for a client that has none but weak suites', async () => {
    expect(weak).to.include.members(['AES128-SHA', 'AES128-GCM-SHA256', 'ECDHE-ECDSA-AES128-SHA']);
    expect(await agreed({ ...old, ciphers: `${weak.join(':')}:@SECLEVEL=0` })).to.match(/^none: /);
  });

  it('fails below TLS 1.2', async () => {
    const options = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1' } as const;
    expect(await agreed({ ...options, ciphers: 'ALL:@SECLEVEL=0' })).to.match(/^none: /);
  });

  for (const name of ['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-CHACHA20-POLY1305']) {
    it(`succeeds with ${name}`, async () => {
      expect(await agreed({ ...old, ciphers: name })).to.equal(name);
    });
  }

  it('succeeds with TLS 1.3', async () => {
    expect(await agreed({})).to.match(/^TLS_/);
  });

  it('is offered nothing else, whatever the kind of key', () => {
    const offered = (tlsOptions.ciphers ?? '').split(':').map((name) => name.toUpperCase());
    expect(offered.filter((name) => weak.includes(name))).to.deep.equal([]);
  });
});

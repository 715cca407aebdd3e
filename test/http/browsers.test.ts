/** What a page of another site can make an administrator's browser do: nothing (docs/http.md). */
import { hostname } from 'node:os';
import { expect } from 'chai';
import fc from 'fast-check';
import { allCommands } from '../../src/commands/all-commands.js';
import { onlyReads } from '../../src/commands/define.js';
import { sampleLine } from '../catalogue/sample-lines.js';
import { startServer, type ServerUnderTest } from '../server-under-test.js';
import { ask, post, postJson, type HttpAnswer } from './http-client.js';

const readOnly = 'ERROR 500 only POST may change anything\r\n';
const foreign = 'ERROR 500 not for pages of other sites\r\n';
const unexpected = 'ERROR 500 host name is not expected\r\n';

/** What browsers send on their own, whatever a page says. */
const marksOfBrowsers = [
  ['User-Agent', 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'],
  ['Accept-Language', 'en'],
  ['Referer', '/'],
  ['Origin', 'null'],
  ['Cookie', 'a=b'],
  ['Sec-Fetch-Mode', 'no-cors'],
  ['Upgrade-Insecure-Requests', '1'],
] as const;

describe('A GET over HTTP', () => {
  let server: ServerUnderTest;
  before(async () => (server = await startServer({ set: ['http.port=0'] })));
  after(() => server.close());

  const changes = allCommands.filter((command) => !onlyReads(command));

  it('is refused for every command that changes something, whatever it is called', async () => {
    const wrong: string[] = [];
    for (const command of changes) {
      for (const name of [command.name, ...(command.aliases ?? [])]) {
        for (const word of [name, name.toUpperCase(), ` \t${name}`]) {
          const line = encodeURIComponent(sampleLine(command, word));
          const { status } = await ask(server, { path: `/cli/?command=${line}` });
          if (status !== 405) wrong.push(`${line}: ${status}`);
        }
      }
    }
    expect(wrong).to.deep.equal([]);
    expect(changes.length).to.be.above(150);
  });

  it('tells which method would do', async () => {
    const path = '/cli/?command=SetAccountRights+postmaster+(Master)';
    const { status, body, headers } = await ask(server, { path });
    expect({ status, body, allow: headers.allow }).to.deep.equal({
      status: 405,
      body: readOnly,
      allow: 'POST',
    });
  });

  it('still reads', async () => {
    const { status, body } = await ask(server, { path: '/cli/?command=ListDomains' });
    expect({ status, body }).to.deep.equal({ status: 200, body: '(example.test)\r\n' });
  });

  it('may change something where the operator says so, but not for a browser', async () => {
    const lenient = await startServer({ set: ['http.port=0', 'http.changesByGet=on'] });
    const create = (name: string, headers = {}): Promise<HttpAnswer> =>
      ask(lenient, { path: `/cli/?command=CreateAccount+${name}`, headers });
    expect((await create('by-script', { 'User-Agent': 'curl/8.5.0' })).status).to.equal(200);
    for (const [name, value] of marksOfBrowsers) {
      const { status } = await create('by-browser', { [name]: value });
      expect(status, name).to.be.oneOf([403, 405]);
    }
    const { body } = await ask(lenient, { path: '/cli/?command=ListAccounts' });
    expect(body).to.contain('by-script').and.not.contain('by-browser');
    await lenient.close();
  });
});

describe('The host that a request names', () => {
  let server: ServerUnderTest;
  before(async () => {
    server = await startServer({ set: ['http.port=0', 'http.hosts=panel.test, Bücher.test'] });
  });
  after(() => server.close());

  const statuses: readonly [host: string, status: number][] = [
    ['localhost:8100', 200],
    ['127.0.0.1', 200],
    ['[::1]:8100', 200],
    ['192.0.2.7', 200],
    ['EXAMPLE.test:8100', 200],
    ['panel.test', 200],
    ['xn--bcher-kva.test:443', 200],
    [hostname(), 200],
    ['elsewhere.test', 421],
    ['example.test.elsewhere.test', 421],
    ['127.0.0.1.elsewhere.test', 421],
    ['localhost.', 421],
    ['localhost:8100.elsewhere.test', 400],
    ['user@elsewhere.test', 400],
  ];
  for (const [host, status] of statuses) {
    it(`${JSON.stringify(host)} is answered with ${status}`, async () => {
      const answer = await ask(server, { path: '/cli/?command=NOOP', headers: { Host: host } });
      expect(answer.status).to.equal(status);
      if (status === 421) expect(answer.body).to.equal(unexpected);
    });
  }

  it('is looked at before the login', async () => {
    const answer = await ask(server, { path: '/', login: '', headers: { Host: 'elsewhere.test' } });
    expect(answer.status).to.equal(421);
  });
});

describe('A page that makes a browser ask', () => {
  let server: ServerUnderTest;
  before(async () => {
    server = await startServer({ set: ['http.port=0', 'http.hosts=panel.test'] });
  });
  after(() => server.close());

  const asking = (headers: Readonly<Record<string, string>>): Promise<HttpAnswer> =>
    ask(server, {
      method: 'POST',
      path: '/cli/',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      body: 'command=NOOP',
    });

  const own: readonly Readonly<Record<string, string>>[] = [
    {},
    { Host: 'localhost:8100', Origin: 'http://localhost:8100' },
    { Host: 'example.test', Origin: 'https://example.test' },
    { Host: 'example.test', Referer: 'https://EXAMPLE.test/cli/?command=NOOP' },
    { Host: '127.0.0.1:8100', Origin: 'https://panel.test' },
    { 'Sec-Fetch-Site': 'same-origin' },
    { 'Sec-Fetch-Site': 'none' },
  ];
  const foreignPages: readonly Readonly<Record<string, string>>[] = [
    { Origin: 'null' },
    { Origin: '' },
    { Origin: 'http://elsewhere.test' },
    { Host: 'localhost:8100', Origin: 'http://localhost:3000' },
    { Host: 'example.test', Origin: 'https://example.test.elsewhere.test' },
    { Host: 'example.test', Origin: 'https://example.test', Referer: 'https://elsewhere.test/' },
    { Referer: 'https://elsewhere.test/page' },
    { Referer: 'about:blank' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Host: 'example.test', Origin: 'https://example.test', 'Sec-Fetch-Site': 'cross-site' },
  ];
  for (const headers of own) {
    it(`is heard with ${JSON.stringify(headers)}`, async () => {
      expect((await asking(headers)).status).to.equal(200);
    });
  }
  for (const headers of foreignPages) {
    it(`is refused with ${JSON.stringify(headers)}`, async () => {
      const { status, body } = await asking(headers);
      expect({ status, body }).to.deep.equal({ status: 403, body: foreign });
    });
  }

  it('of any other host is refused, by whichever header tells of it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.domain().filter((name) => !['panel.test', 'example.test'].includes(name)),
        fc.constantFrom('Origin', 'Referer'),
        async (name, header) => {
          const { status } = await asking({ Host: 'example.test', [header]: `https://${name}` });
          expect(status).to.equal(403);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('cannot send a form in place of JSON', async () => {
    const answer = await ask(server, {
      method: 'POST',
      path: '/api/cli',
      headers: { 'Content-Type': 'text/plain' },
      body: '{"command":"NOOP"}',
    });
    expect(answer.status).to.equal(415);
    expect((await postJson(server, { command: 'NOOP' })).status).to.equal(200);
    expect((await post(server, 'NOOP')).status).to.equal(200);
  });
});

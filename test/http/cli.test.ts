/** The CLI over HTTP as scripts use it (protocol, section 7.1; docs/http.md). */
import { expect } from 'chai';
import { startServer, type ServerUnderTest } from '../server-under-test.js';
import { ask, post, type HttpQuestion } from './http-client.js';

const wrongLogin = 'ERROR 515 incorrect password or account name\r\n';

describe('The CLI over HTTP', () => {
  let server: ServerUnderTest;
  before(async () => {
    server = await startServer({ set: ['http.port=0', 'http.bodyMax=1000', 'limits.lineMax=600'] });
    const one = await server.postmaster();
    await one.ask('CreateAccount ann {Password="ann-secret";}');
    await one.ask('CreateAccount carl {RealName="Carl \\"C\\" B";}');
    await one.ask('CreateAccount "bob" {Password="Kennwört";}');
    await one.ask('CreateAccount offline {Password=secret; AccessModes=(Mail,PWD);}');
  });
  after(() => server.close());

  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const answers: readonly [title: string, HttpQuestion, status: number, body: string][] = [
    ['GET with a query', { path: '/cli/?command=ListDomains' }, 200, '(example.test)\r\n'],
    [
      'any case of path and command',
      { path: '/CLI/?command=listdomains' },
      200,
      '(example.test)\r\n',
    ],
    ['no slash at the end', { path: '/cli?command=ListDomains' }, 200, '(example.test)\r\n'],
    [
      'POST with a form',
      { method: 'POST', path: '/Cli/', headers: form, body: 'command=listdomains' },
      200,
      '(example.test)\r\n',
    ],
    [
      'a form without a content type',
      { method: 'POST', path: '/cli/', body: 'command=listdomains' },
      200,
      '(example.test)\r\n',
    ],
    [
      'blanks as + and %20, several of them',
      { path: '/cli/?command=GetAccountSettings++%20carl' },
      200,
      '{RealName="Carl \\"C\\" B";}\r\n',
    ],
    ['a line end behind the command', { path: '/cli/?command=NOOP%0D%0A' }, 200, ''],
    ['success without output', { path: '/cli/?command=NOOP' }, 200, ''],
    ['bytes that are no UTF-8', { path: '/cli/?command=ECHO+%22%ff%80%22' }, 200, '"\xff\x80"\r\n'],
    [
      'what is not understood',
      { path: '/cli/?command=ListDomains+(' },
      400,
      'ERROR 500 failed to read an array - expected a value or the end of an array\r\n',
    ],
    [
      'an unknown command',
      { path: '/cli/?command=Frobnicate' },
      400,
      'ERROR 500 unknown command\r\n',
    ],
    ['a verb of sessions', { path: '/cli/?command=QUIT' }, 400, 'ERROR 500 unknown command\r\n'],
    [
      'what is not there',
      { path: '/cli/?command=GetAccountSettings+nobody' },
      404,
      'ERROR 513 unknown user account\r\n',
    ],
    [
      'what is there already',
      { method: 'POST', path: '/cli/', headers: form, body: 'command=CreateAccount+ann' },
      409,
      'ERROR 520 account with this name already exists\r\n',
    ],
    [
      'a blank command',
      { path: '/cli/?command=+' },
      400,
      'ERROR 500 incorrect command parameters\r\n',
    ],
    [
      'no command',
      { path: '/cli/' },
      400,
      'ERROR 500 incorrect command parameters - expected one parameter command\r\n',
    ],
    [
      'two commands',
      { path: '/cli/?command=NOOP&Command=NOOP' },
      400,
      'ERROR 500 incorrect command parameters - expected one parameter command\r\n',
    ],
    [
      'a zero byte',
      { path: '/cli/?command=NOOP%00' },
      400,
      'ERROR 500 line contains a zero byte\r\n',
    ],
    [
      'a line over the limit',
      { path: `/cli/?command=${'x'.repeat(601)}` },
      413,
      'ERROR 500 line is too long\r\n',
    ],
    [
      'a body over the limit',
      { method: 'POST', path: '/cli/', headers: form, body: `command=${'%20'.repeat(400)}` },
      413,
      'ERROR 500 body is too long\r\n',
    ],
    [
      'a body over the limit that does not tell its length',
      {
        method: 'POST',
        path: '/cli/',
        headers: { ...form, 'Transfer-Encoding': 'chunked' },
        body: `command=${'%20'.repeat(400)}`,
      },
      413,
      'ERROR 500 body is too long\r\n',
    ],
    [
      'a body of another type',
      { method: 'POST', path: '/cli/', headers: { 'Content-Type': 'text/plain' }, body: 'x' },
      415,
      'ERROR 500 content type is not supported\r\n',
    ],
    ['HEAD, which would hide the answer', { method: 'HEAD', path: '/cli/?command=NOOP' }, 405, ''],
    [
      'another method',
      { method: 'DELETE', path: '/cli/?command=NOOP' },
      405,
      'ERROR 500 method is not allowed\r\n',
    ],
    ['another path', { path: '/WebAdmin/' }, 404, 'ERROR 500 there is no such page\r\n'],
    [
      'a page of another site',
      { path: '/cli/?command=NOOP', headers: { 'Sec-Fetch-Site': 'cross-site' } },
      403,
      'ERROR 500 not for pages of other sites\r\n',
    ],
    [
      'a page of another origin',
      { path: '/cli/?command=NOOP', headers: { Origin: 'https://elsewhere.test' } },
      403,
      'ERROR 500 not for pages of other sites\r\n',
    ],
    [
      'a page of its own',
      { path: '/cli/?command=NOOP', headers: { 'Sec-Fetch-Site': 'same-origin' } },
      200,
      '',
    ],
    [
      'no login',
      { path: '/cli/?command=NOOP', login: '' },
      401,
      'ERROR 500 please log in first\r\n',
    ],
    [
      'no login on a path that is not there',
      { path: '/x', login: '' },
      401,
      'ERROR 500 please log in first\r\n',
    ],
    ['a wrong password', { path: '/cli/?command=NOOP', login: 'ann:wrong' }, 401, wrongLogin],
    ['an unknown account', { path: '/cli/?command=NOOP', login: 'nobody:wrong' }, 401, wrongLogin],
    [
      'a login without a colon',
      { path: '/cli/?command=NOOP', login: 'ann' },
      401,
      'ERROR 500 please log in first\r\n',
    ],
    [
      'an account without the HTTP service',
      { path: '/cli/?command=NOOP', login: 'offline:secret' },
      401,
      wrongLogin,
    ],
    [
      'a login whose password has national letters',
      { path: '/cli/?command=NOOP', login: 'bob@example.test:Kennw\xc3\xb6rt' },
      200,
      '',
    ],
    [
      'an account without the right',
      {
        method: 'POST',
        path: '/cli/',
        headers: form,
        body: 'command=CreateAccount+dora',
        login: 'ann:ann-secret',
      },
      403,
      'ERROR 510 insufficient access rights\r\n',
    ],
  ];
  for (const [title, question, status, body] of answers) {
    it(`answers ${title} with ${status}`, async () => {
      const answer = await ask(server, question);
      expect({ status: answer.status, body: answer.body }).to.deep.equal({ status, body });
      expect(answer.headers['content-type']).to.equal('text/plain; charset=utf-8');
      expect(answer.headers['cache-control']).to.equal('no-store');
      expect(answer.headers['www-authenticate']).to.equal(
        status === 401 ? 'Basic realm="cligate", charset="UTF-8"' : undefined,
      );
    });
  }

  it('keeps a certificate as scripts send it, and other doors see it', async () => {
    const block = Buffer.alloc(120, 'key').toString('base64');
    const command = `updatedomainsettings example.test {PrivateSecureKey=[${block}];}`;
    expect((await post(server, command)).body).to.equal('');
    const one = await server.postmaster();
    expect(await one.ask('GetDomainSettings example.test')).to.include(
      `PrivateSecureKey="[${block}]"`,
    );
  });

  it('is off unless it is switched on', async () => {
    const other = await startServer();
    expect(other.httpPort).to.equal(0);
    await other.close();
  });
});

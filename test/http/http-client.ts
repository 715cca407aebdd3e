/** A client of the HTTP listener: whole requests, with postmaster's login unless told otherwise. */
import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import type { ServerUnderTest } from '../server-under-test.js';
import { postmasterPassword } from '../server-under-test.js';

/** An answer; `body` is a byte string. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What to ask. */
export interface HttpQuestion {
  readonly method?: string;
  /** As it stands in the request line. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A byte string. */
  readonly body?: string;
  /** `name:password`, a byte string; postmaster's unless given, none when it is empty. */
  readonly login?: string;
  /** Connections to use again. */
  readonly agent?: Agent;
  /** Another address of this machine to come from. */
  readonly from?: string;
}

/** The login of the first postmaster. */
export const postmasterLogin = `postmaster@example.test:${postmasterPassword}`;

/** Asks a server once. */
export function ask({ httpPort }: ServerUnderTest, question: HttpQuestion): Promise<HttpAnswer> {
  const { method = 'GET', path, headers = {}, body, login = postmasterLogin, agent } = question;
  const from = question.from === undefined ? {} : { localAddress: question.from };
  const basic = `Basic ${Buffer.from(login, 'latin1').toString('base64')}`;
  return new Promise((resolve, reject) => {
    const outgoing = request({
      host: '127.0.0.1',
      port: httpPort,
      method,
      path,
      agent: agent ?? false,
      ...from,
      headers: { ...(login === '' ? {} : { Authorization: basic }), ...headers },
    });
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      let text = '';
      incoming.setEncoding('latin1');
      incoming.on('data', (chunk: string) => (text += chunk));
      incoming.on('error', reject);
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text }),
      );
    });
    outgoing.end(body === undefined ? undefined : Buffer.from(body, 'latin1'));
  });
}

/** Sends a command line (Unicode) as a form. */
export function post(
  server: ServerUnderTest,
  command: string,
  login?: string,
): Promise<HttpAnswer> {
  return ask(server, {
    method: 'POST',
    path: '/cli/',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: `command=${encodeURIComponent(command)}`,
    ...(login === undefined ? {} : { login }),
  });
}

/** Sends JSON; tells the status and the JSON of the answer. */
export async function postJson(
  server: ServerUnderTest,
  json: unknown,
  login?: string,
): Promise<{ readonly status: number; readonly json: unknown }> {
  const { status, body } = await ask(server, {
    method: 'POST',
    path: '/api/cli',
    headers: { 'Content-Type': 'application/json' },
    body: Buffer.from(JSON.stringify(json)).toString('latin1'),
    ...(login === undefined ? {} : { login }),
  });
  return { status, json: JSON.parse(Buffer.from(body, 'latin1').toString()) as unknown };
}

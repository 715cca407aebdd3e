/**
 * The paths of the HTTP listener (protocol, section 7.1; docs/http.md) and what holds for all of them:
 * nothing is read of a body, and nothing is told, before the login. Knows no socket option.
 */
import { hostname } from 'node:os';
import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context, type Next } from 'hono';
import type { Command } from '../commands/define.js';
import type { Events } from '../protocol/events.js';
import {
  bodyTooLongReply,
  failureReply,
  foreignPageReply,
  noRoomReply,
  noSuchPageReply,
  tryLaterReply,
  unexpectedHostReply,
  wrongMethodReply,
  wrongTypeReply,
} from '../protocol/replies.js';
import type { Caller, Reply } from '../protocol/reply.js';
import { asciiLower, trimmed } from '../values/letters.js';
import { textOf } from '../values/text.js';
import type { BasicLogins } from './basic-logins.js';
import {
  hostNamesOf,
  isExpectedHost,
  isFromBrowser,
  isFromForeignPage,
  type Header,
} from './browsers.js';
import { runCall, type Call, type CommandParts } from './commands.js';
import { readBody } from './body.js';
import type { BodyReader } from './body-reader.js';
import type { HttpConnection } from './connection.js';
import { commandIn } from './form.js';
import { replyJson } from './json-calls.js';
import type { Json } from './json-values.js';
import { openApiOf } from './openapi.js';
import type { HttpSettings } from './settings.js';
import { statusOf, type Status } from './statuses.js';

/** What the paths need of the server. */
export interface AppParts extends CommandParts {
  readonly logins: BasicLogins;
  readonly bodies: BodyReader;
  readonly events: Events;
  readonly settings: () => HttpSettings;
  readonly connectionOf: (bindings: HttpBindings) => HttpConnection;
  readonly commands: readonly Command[];
  /** The level of the protocol: dotted digits. */
  readonly version: string;
  /** The Main Domain's name at this moment, a byte string. */
  readonly mainDomain: () => string;
}

interface Environment {
  Bindings: HttpBindings;
  Variables: { caller: Caller };
}

type Request = Context<Environment>;

/** When a client that tried too often may come again, as it is told: a guess comes back sooner. */
const retrySeconds = 30;

const challenge = 'Basic realm="cligate", charset="UTF-8"';
const formType = 'application/x-www-form-urlencoded';
const jsonType = 'application/json';

/** Makes the application. */
export function makeApp(parts: AppParts): Hono<Environment> {
  const app = new Hono<Environment>({ getPath: ({ url }) => asciiLower(new URL(url).pathname) });
  app.use((context: Request, next) => admit(parts, context, next));
  for (const path of ['/cli/', '/cli']) {
    app.get(path, (context) => runQuery(parts, context));
    app.post(path, requireType(formType), (context) =>
      withBody(parts, context, (body) => runBody(parts, context, body, 'form')),
    );
  }
  app.post('/api/cli', requireType(jsonType), (context) =>
    withBody(parts, context, (body) => runBody(parts, context, body, 'json')),
  );
  let description: string | undefined;
  app.get('/api/openapi.json', (context) => {
    description ??= JSON.stringify(openApiOf(parts.commands, parts.version));
    return context.body(description, 200, { 'Content-Type': jsonType });
  });
  for (const path of ['/cli/', '/cli', '/api/cli', '/api/openapi.json']) {
    app.all(path, (context) => answer(context, wrongMethodReply));
  }
  app.notFound((context: Request) => answer(context, noSuchPageReply));
  app.onError((error, context: Request) => failed(parts, error, context));
  return app;
}

/**
 * What comes before every path: a host that is ours, no foreign page, no method without an answer,
 * the login.
 */
async function admit(parts: AppParts, context: Request, next: Next): Promise<Response | undefined> {
  context.header('Cache-Control', 'no-store');
  context.header('X-Content-Type-Options', 'nosniff');
  // A HEAD would run the command of a GET and keep its answer back.
  if (context.req.raw.method === 'HEAD') return answer(context, wrongMethodReply);
  const listed = hostNamesOf(parts.settings().hosts);
  const own = new Set([...listed, ...hostNamesOf(`${hostname()} ${textOf(parts.mainDomain())}`)]);
  const header: Header = (name) => context.req.header(name);
  if (!isExpectedHost(header('host'), own)) return answer(context, unexpectedHostReply);
  if (isFromForeignPage(header, new Set(listed))) return answer(context, foreignPageReply);
  const connection = parts.connectionOf(context.env);
  const caller = await parts.logins.caller(context.req.header('authorization'), connection);
  if ('kind' in caller) {
    const { loginFailuresPerConnection: max } = parts.settings();
    if (caller === tryLaterReply) {
      context.header('Retry-After', String(retrySeconds));
      context.header('Connection', 'close');
      return answer(context, caller);
    }
    context.header('WWW-Authenticate', challenge);
    if (max > 0 && connection.loginFailures >= max) context.header('Connection', 'close');
    return answer(context, caller, 401);
  }
  context.set('caller', caller);
  await next();
  return undefined;
}

/** Bodies of other types are refused; one without a type may be a form. */
function requireType(wanted: string) {
  return async (context: Request, next: Next): Promise<Response | undefined> => {
    const given = context.req.header('content-type') ?? formType;
    const [type = ''] = given.split(';');
    if (asciiLower(trimmed(type)) !== wanted) return answer(context, wrongTypeReply);
    await next();
    return undefined;
  };
}

/**
 * A GET changes nothing, because a link or a picture on any page can be one: it is refused unless
 * the operator lets scripts do it, and then for what no browser can have sent.
 */
async function runQuery(parts: AppParts, context: Request): Promise<Response> {
  const { changesByGet } = parts.settings();
  if (!changesByGet || isFromBrowser((name) => context.req.header(name))) {
    context.set('caller', { ...context.get('caller'), readOnly: true });
  }
  const response = await runLine(parts, context);
  if (response.status === 405) response.headers.set('Allow', 'POST');
  return response;
}

async function runLine(parts: AppParts, context: Request): Promise<Response> {
  const reply = await run(parts, context, () => ({ line: commandIn(queryOf(context), '') }));
  return answerAny(parts, context, reply);
}

async function runBody(
  parts: AppParts,
  context: Request,
  body: Buffer,
  as: 'form' | 'json',
): Promise<Response> {
  const { nestingMax, longListMax: elementsMax } = parts.settings();
  const limits = { nestingMax, elementsMax };
  const reply = await run(parts, context, () =>
    parts.bodies.read(body, as, as === 'form' ? queryOf(context) : '', limits),
  );
  return answerAny(parts, context, reply);
}

async function run(
  parts: AppParts,
  context: Request,
  read: () => Call | Promise<Call>,
): Promise<Reply> {
  const connection = parts.connectionOf(context.env);
  const reply = await runCall(parts, read, context.get('caller'), connection.facts);
  if (reply.kind === 'data') connection.hold(reply.text.length);
  return reply;
}

/** The query as it came, because a decoded one has lost bytes that are no UTF-8. */
function queryOf({ env }: Request): string {
  const url = env.incoming.url ?? '';
  const mark = url.indexOf('?');
  return mark < 0 ? '' : url.slice(mark + 1);
}

/** Does something with the body, or answers why it was not read. */
async function withBody(
  parts: AppParts,
  context: Request,
  work: (body: Buffer) => Promise<Response>,
): Promise<Response> {
  const { incoming } = context.env;
  const body = await readBody(incoming, parts.connectionOf(context.env), parts.settings().bodyMax);
  if (typeof body !== 'string') return work(body);
  context.header('Connection', 'close');
  if (body === 'too long') return answer(context, bodyTooLongReply);
  return answer(context, noRoomReply);
}

function failed(parts: AppParts, error: unknown, context: Request): Response {
  const { incoming } = context.env;
  // A client that went away in the middle of its request is no fault of ours.
  if (incoming.complete || !incoming.destroyed) {
    parts.events.failed(parts.connectionOf(context.env).facts, error);
  }
  return answer(context, failureReply);
}

/** As `answer`; of a long reply the JSON is made elsewhere, so that nobody waits for it. */
async function answerAny(parts: AppParts, context: Request, reply: Reply): Promise<Response> {
  const isLongJson = reply.kind === 'data' && context.req.path.startsWith('/api/');
  const json = isLongJson ? await parts.bodies.longJson(reply.text) : undefined;
  if (json === undefined) return answer(context, reply);
  const bytes = new Uint8Array(json);
  return context.body(bytes, statusOf(reply), { 'Content-Type': jsonType });
}

/** JSON below `/api/`; elsewhere the words that scripts look for, or the bare data. */
function answer(context: Request, reply: Reply, status: Status = statusOf(reply)): Response {
  if (context.req.path.startsWith('/api/')) {
    const json: Json = replyJson(reply);
    return context.body(JSON.stringify(json), status, { 'Content-Type': jsonType });
  }
  const bytes = new Uint8Array(Buffer.from(plainText(reply), 'latin1'));
  return context.body(bytes, status, { 'Content-Type': 'text/plain; charset=utf-8' });
}

function plainText(reply: Reply): string {
  switch (reply.kind) {
    case 'ok':
      return '';
    case 'data':
      return `${reply.text}\r\n`;
    case 'error':
      return `ERROR ${reply.code} ${reply.text}\r\n`;
  }
}

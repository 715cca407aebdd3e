/** Every code and message that the server says, with the HTTP status that goes with it. */
import { statusOf } from '../src/http/statuses.js';
import * as replies from '../src/protocol/replies.js';
import type { ErrorReply } from '../src/protocol/replies.js';
import { joined, type Page } from './command-pages.js';

/** The page of codes. */
export function codesPage(): Page {
  const known = Object.entries(replies).filter(([name]) => name.endsWith('Reply'));
  const own = known.flatMap(([, reply]) => (isError(reply) ? [reply] : []));
  return {
    path: 'codes.md',
    text: joined([
      '# Codes',
      '<!-- Made by `npm run docs` from src/protocol/replies.ts and src/http/statuses.ts. -->',
      'Every answer that says no: its code, the HTTP status that goes with it, and its message. A ' +
        'refusal may have words of its own in place of its usual message; its code stays. Success ' +
        'is 200 or 201, and HTTP 200. What is known of the original is in ' +
        '[the specification](reference/protocol.md#6-response-codes-and-messages).',
      '## Refusals of commands',
      table(replies.usualRefusals()),
      '## Answers of the protocol and of HTTP',
      'A login that fails is answered with 401 over HTTP. What cannot be understood is `500` and ' +
        'says what was expected; HTTP 400.',
      table(own),
    ]),
  };
}

function isError(reply: unknown): reply is ErrorReply {
  return typeof reply === 'object' && reply !== null && 'kind' in reply && reply.kind === 'error';
}

function table(answers: readonly ErrorReply[]): string {
  const rows = answers.map((reply) => `| ${reply.code} | ${statusOf(reply)} | ${reply.text} |`);
  const sorted = [...new Set(rows)].sort();
  return ['| Code | HTTP | Message |', '| ---: | ---: | --- |', ...sorted].join('\n');
}

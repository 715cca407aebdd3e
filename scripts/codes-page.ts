/** Every code and message that the server says, with the HTTP status that goes with it. */
import { statusMeanings } from '../src/http/statuses.js';
import { refusals } from '../src/protocol/reasons.js';
import * as replies from '../src/protocol/replies.js';
import type { ErrorReply } from '../src/protocol/reply.js';
import { joined, type Page } from './command-pages.js';

/** The page of codes. */
export function codesPage(): Page {
  const usual = Object.values(refusals);
  const own = ownAnswers();
  return {
    path: 'codes.md',
    text: joined([
      '# Codes',
      '<!-- Made by `npm run docs` from src/protocol/reasons.ts, src/protocol/replies.ts ' +
        'and src/http/statuses.ts. -->',
      'Every answer that says no: its code, the HTTP status that goes with it, and its message. A ' +
        'refusal may have words of its own in place of its usual message; its code and its status ' +
        'stay. Success is 200 or 201, and HTTP 200. What is known of the original is in ' +
        '[the specification](reference/protocol.md#6-response-codes-and-messages).',
      '## Refusals of commands',
      answersTable(usual),
      '## Answers of the protocol and of HTTP',
      'A login that fails is answered with 401 over HTTP. What cannot be understood is `500` and ' +
        'says what was expected; HTTP 400.',
      answersTable(own),
      '## Statuses over HTTP',
      'What succeeds is answered with 200, and is on disk.',
      statusesTable([...usual, ...own]),
    ]),
  };
}

/** What the protocol and HTTP say no with by themselves. */
export function ownAnswers(): readonly ErrorReply[] {
  return Object.values(replies).flatMap((reply) =>
    typeof reply === 'object' && reply.kind === 'error' ? [reply] : [],
  );
}

function answersTable(answers: readonly ErrorReply[]): string {
  const rows = answers.map(({ code, httpStatus, text }) => `| ${code} | ${httpStatus} | ${text} |`);
  const sorted = [...new Set(rows)].sort();
  return ['| Code | HTTP | Message |', '| ---: | ---: | --- |', ...sorted].join('\n');
}

/** Answers to a request without a login, which is 401 whatever its code. */
const loginAnswers = [replies.notLoggedInReply, replies.wrongLoginReply];

function statusesTable(answers: readonly ErrorReply[]): string {
  const given = [
    ...answers.map(({ httpStatus, code }) => ({ status: String(httpStatus), code })),
    ...loginAnswers.map(({ code }) => ({ status: '401', code })),
  ];
  const rows = Object.entries(statusMeanings).map(([status, meaning]) => {
    const codes = given.filter((answer) => answer.status === status).map(({ code }) => code);
    return `| ${status} | ${[...new Set(codes)].sort().join(', ')} | ${meaning} |`;
  });
  return ['| HTTP | Codes | Meaning |', '| ---: | --- | --- |', ...rows].join('\n');
}

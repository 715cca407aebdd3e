/**
 * Runs the command of a request and tells the log of it: the same dispatcher, rights and limits as
 * on the other listener. Knows no HTTP.
 */
import type { ConnectionFacts, Events } from '../protocol/events.js';
import {
  busyReply,
  codeOf,
  lineTooLongReply,
  syntaxReply,
  wrongParametersReply,
  zeroByteReply,
} from '../protocol/replies.js';
import { settled, type Outcome } from '../protocol/outcome.js';
import type { Caller, Dispatcher, NamedCalls, Reply } from '../protocol/reply.js';
import { wordOf } from '../syntax/command-line.js';
import type { NamedArguments } from '../syntax/named.js';
import { TooMuchToRead } from '../threads/reading-thread.js';
import { BadSyntax } from '../values/bad-syntax.js';

/** A command as a request brings it: a line (a byte string), or a name with arguments. */
export type Call =
  { readonly line: string } | { readonly name: string; readonly arguments: NamedArguments };

/** What running a command needs of the server. */
export interface CommandParts {
  readonly dispatcher: Dispatcher & NamedCalls;
  readonly events: Events;
  /** The manual's spelling of a command word; undefined when there is no such command. */
  readonly commandName: (word: string) => string | undefined;
  /** A clock that never jumps, in milliseconds. */
  readonly elapsedMs: () => number;
  /** The longest command line, in bytes. */
  readonly lineMax: () => number;
}

/** Runs the call that `read` makes; what it cannot understand is answered. */
export async function runCall(
  parts: CommandParts,
  read: () => Call | Promise<Call>,
  caller: Caller,
  facts: ConnectionFacts,
): Promise<Reply> {
  const { events, elapsedMs } = parts;
  const started = events.commands ? elapsedMs() : 0;
  let word = '';
  let reply: Reply;
  try {
    const call = await read();
    word = 'line' in call ? wordOf(call.line) : call.name;
    reply = await settled(run(parts, call, caller));
  } catch (error) {
    if (error instanceof BadSyntax) reply = syntaxReply(error.message);
    else if (error instanceof TooMuchToRead) reply = busyReply;
    else throw error;
  }
  if (events.commands) {
    events.commandDone(facts, {
      account: caller.name,
      word: parts.commandName(word) ?? '?',
      code: codeOf(reply, true),
      ms: elapsedMs() - started,
    });
  }
  return reply;
}

function run(parts: CommandParts, call: Call, caller: Caller): Outcome<Reply> {
  if ('name' in call) return parts.dispatcher.call(call.name, call.arguments, caller);
  const { line } = call;
  if (line.length > parts.lineMax()) return lineTooLongReply;
  if (line.includes('\0')) return zeroByteReply;
  if (/^[ \t]*$/.test(line)) return wrongParametersReply;
  return parts.dispatcher.run(line, caller);
}

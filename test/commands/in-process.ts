/**
 * Commands given without a socket: the whole road from a line to its reply over a
 * store in memory, for transcripts about a chapter of commands. Clients are logged in in the INLINE mode.
 */
import { expect } from 'chai';
import type { Command } from '../../src/commands/define.js';
import type { PreparationServer } from '../../src/commands/server-context.js';
import { noDocumentedFiles } from '../../src/engine/accounts/account-files.js';
import { settled } from '../../src/protocol/outcome.js';
import { bytesOfReply } from '../../src/protocol/replies.js';
import type { Caller } from '../../src/protocol/reply.js';
import { bytesOf, textOf } from '../../src/values/text.js';
import { accountAt, type LittleServer } from '../engine/little-server.js';
import { isExpected, readTranscript } from '../transcript.js';
import { dispatcherOver, callerOf } from '../protocol/dispatcher-over.js';

/** These chapters ask nothing of the running server but for files and sessions: there are none. */
const noContext = {
  documentedFiles: noDocumentedFiles,
  sessions: { of: () => [] },
} as unknown as PreparationServer;

/**
 * Plays a transcript (see `transcript.ts`) over a server with these commands; `clients` gives the address of
 * the Account behind each number, `1` being the client without one.
 */
export async function playInProcess(
  server: LittleServer,
  commands: readonly Command[],
  clients: Readonly<Record<string, string>>,
  transcript: string,
): Promise<void> {
  const dispatcher = dispatcherOver(server.store, commands, { server: noContext });
  const heard: string[] = [];
  for (const { who, client, text } of readTranscript(transcript)) {
    if (who === 'server') {
      const answer = heard.shift();
      if (!isExpected(answer, text))
        expect(answer, `in the transcript:\n${transcript}`).to.equal(text);
      continue;
    }
    const outcome = dispatcher.run(bytesOf(text), await callerAt(server, clients[client] ?? ''));
    const reply = await settled(outcome);
    heard.push(textOf(bytesOfReply(reply, true)).trimEnd());
  }
  expect(heard, 'answers that the transcript does not mention').to.be.empty;
}

async function callerAt(server: LittleServer, name: string): Promise<Caller> {
  const account = await server.view((tx) => accountAt(tx, name).id);
  return callerOf(account, name);
}

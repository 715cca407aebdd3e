/**
 * The whole road of a command line on one page: line, command, arguments, access, transaction,
 * reply. Knows every layer's channel and no single command; knows no socket.
 *
 * A reply to a change is made only after the change is on disk. A query that saw something that is
 * not on disk yet waits for it too.
 */
import { requireCommandAllowed } from '../access/allows.js';
import { actorOf, type Actor } from '../access/actor.js';
import {
  done,
  InSteps,
  onlyReads,
  Printed,
  type Answer,
  type Command,
  type Modification,
  type Query,
  type PreparationContext,
} from '../commands/define.js';
import type { Registry } from '../commands/registry.js';
import type { PreparationServer } from '../commands/server-context.js';
import { Change } from '../engine/core/change.js';
import { appendRecord, type Origin } from '../engine/core/journal.js';
import { Refusal } from '../engine/core/refusal.js';
import {
  boundedWriter,
  MailboxCounts,
  type StoredLimits,
} from '../engine/settings/stored-limits.js';
import { ViewTooLong } from '../store/long-views.js';
import type { Reader, Store } from '../store/store.js';
import { isOfDisk } from '../store/system-code.js';
import { wordOf } from '../syntax/command-line.js';
import { headOf, type LineBytes } from '../syntax/line-bytes.js';
import type { NamedArguments } from '../syntax/named.js';
import { TooMuchToRead } from '../threads/reading-thread.js';
import { BadSyntax } from '../values/bad-syntax.js';
import { print } from '../values/print.js';
import { printInSteps } from '../values/print-in-steps.js';
import type { Called, CommandLines } from './command-lines.js';
import { after, held, mapped, Running, type Outcome } from './outcome.js';
import {
  busyReply,
  diskReply,
  failureReply,
  okReply,
  passwordUpdatedReply,
  readOnlyReply,
  refusalReply,
  syntaxReply,
  unknownCommandReply,
} from './replies.js';
import type { Caller, Dispatcher, NamedCalls, Reply } from './reply.js';
import type { Consequence } from '../engine/core/consequences.js';

/** What dispatch needs of the running server. */
export interface DispatchParts {
  readonly store: Store;
  readonly registry: Registry;
  /** The running server, as the commands see it. */
  readonly server: PreparationServer;
  /** The clock: milliseconds since 1970. */
  readonly now: () => number;
  /** Called when a change is on disk, with what it brings about; its reply waits for the promise. */
  readonly committed?: (consequences: readonly Consequence[]) => void | Promise<void>;
  /** Told of every failure that is our fault; the client hears general words only. */
  readonly failed: (word: string, error: unknown) => void;
  /** Reads lines. */
  readonly lines: CommandLines;
  /** How large what commands store may be. */
  readonly storedLimits: () => StoredLimits;
}

type Values = Record<string, unknown>;

/** What the access check looks at. */
type Demanding = Pick<Command, 'kind' | 'needs' | 'names'>;

/** A command that reads, or one that changes things as far as it only lists them. */
type Reading = Omit<Command, 'run'> & Pick<Query, 'run'>;

/** Makes the dispatcher of a server. */
export function makeDispatcher(parts: DispatchParts): Dispatcher & NamedCalls {
  return new CommandDispatcher(parts);
}

class CommandDispatcher implements Dispatcher, NamedCalls {
  readonly #parts: DispatchParts;
  readonly #mailboxCounts = new MailboxCounts();

  constructor(parts: DispatchParts) {
    this.#parts = parts;
  }

  run(line: string | LineBytes, caller: Caller): Outcome<Reply> {
    const word = wordOf(headOf(line));
    try {
      const called = this.#parts.lines.read(word, line);
      if (!(called instanceof Promise)) return this.#execute(called, caller);
      return held(
        called,
        (read) => this.#execute(read, caller),
        (error) => this.#replyOf(error, word),
      );
    } catch (error) {
      return this.#replyOf(error, word);
    }
  }

  call(name: string, given: NamedArguments, caller: Caller): Outcome<Reply> {
    try {
      return this.#execute(this.#parts.lines.named(name, given), caller);
    } catch (error) {
      return this.#replyOf(error, name);
    }
  }

  newPassword(caller: Caller, clear: string): Outcome<Reply> {
    const given = new Map([
      ['accountName', '*'],
      ['newPassword', clear],
    ]);
    const outcome = this.call('SetAccountPassword', given, caller);
    return mapped(outcome, (reply) => (reply === okReply ? passwordUpdatedReply : reply));
  }

  #execute(called: Called | undefined, caller: Caller): Outcome<Reply> {
    if (called === undefined) return unknownCommandReply;
    const { command, values } = called;
    if (caller.readOnly === true && !onlyReads(command)) return readOnlyReply;
    if (command.prepare !== undefined) return this.#prepareFirst(command, values, caller);
    return this.#run(command, values, caller, undefined);
  }

  /** Access is checked before the preparation and again with the command itself. */
  #prepareFirst(command: Command, values: Values, caller: Caller): Outcome<Reply> {
    let made: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => (made = resolve));
    const outcome = after<unknown, Reply>(
      () => this.#prepared(command, values, caller, answered),
      (prepared) => this.#run(command, values, caller, prepared),
      (error) => this.#replyOf(error, command.name),
    );
    return mapped(outcome, (reply) => {
      made();
      return reply;
    });
  }

  #prepared(command: Command, values: Values, caller: Caller, answered: Promise<void>): unknown {
    return this.#parts.store.view((tx) => {
      const context = { ...this.#context(tx, command, values, caller), answered };
      const prepared: unknown = command.prepare?.(context, values);
      // It may fail while what it saw is on its way to the disk, and nobody waits for it yet.
      if (prepared instanceof Promise) prepared.catch(() => undefined);
      return prepared;
    });
  }

  #run(command: Command, values: Values, caller: Caller, prepared: unknown): Outcome<Reply> {
    if (command.kind === 'query') return this.#query(command, values, caller, prepared);
    const list = command.listing?.(values);
    return list === undefined
      ? new Running(this.#change(command, values, caller, prepared), false)
      : this.#query({ ...command, run: list }, values, caller, prepared);
  }

  #query(command: Reading, values: Values, caller: Caller, prepared: unknown): Outcome<Reply> {
    const progress = { isOver: false };
    const reply = this.#parts.store.viewInSlices((tx) =>
      this.#answer(tx, command, values, caller, prepared, progress),
    );
    if (!(reply instanceof Promise)) return reply;
    const told = reply.catch((error: unknown) => this.#replyOf(error, command.name));
    // What takes long reads a state of its own time: changes in the lines that follow are behind it.
    return new Running(told, !progress.isOver);
  }

  *#answer(
    tx: Reader,
    command: Reading,
    values: Values,
    caller: Caller,
    prepared: unknown,
    progress: { isOver: boolean },
  ): Generator<void, Reply> {
    try {
      const context = this.#context(tx, command, values, caller);
      const answer = command.run(context, values, prepared);
      return yield* replyInSteps(answer instanceof InSteps ? yield* answer.steps : answer);
    } finally {
      progress.isOver = true;
    }
  }

  async #change(
    command: Modification,
    values: Values,
    caller: Caller,
    prepared: unknown,
  ): Promise<Reply> {
    const { store, server, committed } = this.#parts;
    const time = this.#parts.now();
    try {
      const { reply, consequences } = await store.update((tx) => {
        const actor = this.#allowed(tx, command, values, caller);
        const writer = boundedWriter(tx, this.#parts.storedLimits(), this.#mailboxCounts);
        const change = Object.assign(new Change(writer, time), { actor, server });
        const answer = command.run(change, values, prepared);
        appendRecord(change, originOf(caller, command));
        const reply = answer === undefined ? okReply : replyFor(answer);
        return { reply, consequences: change.consequences };
      });
      const doing = committed?.(consequences);
      if (doing instanceof Promise) await doing;
      return reply;
    } catch (error) {
      return this.#replyOf(error, command.name);
    }
  }

  /** What a command that reads gets. */
  #context(
    tx: Reader,
    command: Demanding,
    values: Values,
    caller: Caller,
  ): Omit<PreparationContext, 'answered'> {
    const actor = this.#allowed(tx, command, values, caller);
    return { tx, actor, now: this.#parts.now(), server: this.#parts.server };
  }

  /** Refuses a caller who may not give the command. */
  #allowed(tx: Reader, command: Demanding, values: Values, caller: Caller): Actor {
    const actor = actorOf(tx, caller.account);
    const { needs, names, kind } = command;
    requireCommandAllowed(tx, actor, { needs, names, reading: kind === 'query' }, values);
    return actor;
  }

  /** The kinds of error: not understood, refused, no time for it, our fault. */
  #replyOf(error: unknown, word: string): Reply {
    if (error instanceof Refusal) return refusalReply(error);
    if (error instanceof BadSyntax) return syntaxReply(error.message);
    if (error instanceof TooMuchToRead || error instanceof ViewTooLong) return busyReply;
    this.#parts.failed(word, error);
    return isOfDisk(error) ? diskReply : failureReply;
  }
}

/** As `replyFor`; what is long is printed in steps. */
function* replyInSteps(answer: Answer): Generator<void, Reply, undefined> {
  if (answer === done || answer instanceof Printed) return replyFor(answer);
  return { kind: 'data', text: yield* printInSteps(answer) };
}

function replyFor(answer: Answer): Reply {
  if (answer === done) return okReply;
  return { kind: 'data', text: answer instanceof Printed ? answer.text : print(answer) };
}

function originOf({ name, account, remoteAddress, channel }: Caller, command: Command): Origin {
  return { actor: name, actorId: account, address: remoteAddress, channel, command: command.name };
}

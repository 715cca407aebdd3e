/**
 * The whole road of a command line on one page: line, command, arguments, access, transaction,
 * reply. Knows every layer's door and no single command; knows no socket.
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
import {
  settled,
  type Caller,
  type Dispatcher,
  type NamedCalls,
  type Reply,
  type Running,
} from './reply.js';
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

  run(line: string | LineBytes, caller: Caller): Reply | Running {
    const word = wordOf(headOf(line));
    try {
      const called = this.#parts.lines.read(line);
      if (!(called instanceof Promise)) return this.#execute(called, caller);
      // A promise of the whole, because nothing before it may go ahead of the lines that follow.
      const reply = called.then((read) => settled(this.#execute(read, caller)));
      return { reply: this.#guarded(reply, word), holds: true };
    } catch (error) {
      return this.#replyOf(error, word);
    }
  }

  call(name: string, given: NamedArguments, caller: Caller): Reply | Running {
    try {
      return this.#execute(this.#parts.lines.named(name, given), caller);
    } catch (error) {
      return this.#replyOf(error, name);
    }
  }

  newPassword(caller: Caller, clear: string): Running {
    let outcome: Reply | Running;
    try {
      outcome = this.#setOwnPassword(caller, clear);
    } catch (error) {
      outcome = this.#replyOf(error, 'NEWPASS');
    }
    const reply = 'reply' in outcome ? outcome.reply : Promise.resolve(outcome);
    return {
      reply: reply.then((told) => (told === okReply ? passwordUpdatedReply : told)),
      holds: true,
    };
  }

  #setOwnPassword(caller: Caller, clear: string): Reply | Running {
    const setPassword = this.#parts.registry.find('SetAccountPassword');
    if (setPassword === undefined) throw new Error('there is no SetAccountPassword');
    const values = setPassword.bind([
      { value: '*', bare: true },
      { value: 'PASSWORD', bare: true },
      { value: clear, bare: false },
    ]);
    return this.#execute({ entry: setPassword, values }, caller);
  }

  #execute(called: Called | undefined, caller: Caller): Reply | Running {
    if (called === undefined) return unknownCommandReply;
    const {
      entry: { command },
      values,
    } = called;
    if (caller.readOnly === true && !onlyReads(command)) return readOnlyReply;
    if (command.prepare !== undefined) return this.#prepareFirst(command, values, caller);
    return this.#run(command, values, caller, undefined);
  }

  #run(command: Command, values: Values, caller: Caller, prepared: unknown): Reply | Running {
    if (command.kind === 'query') return this.#query(command, values, caller, prepared);
    const list = command.listing?.(values);
    return list === undefined
      ? { reply: this.#change(command, values, caller, prepared), holds: false }
      : this.#query({ ...command, run: list }, values, caller, prepared);
  }

  /** Access is checked before the preparation and again with the command itself. */
  #prepareFirst(command: Command, values: Values, caller: Caller): Reply | Running {
    let made: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => (made = resolve));
    const prepared = this.#parts.store.view((tx) => {
      const context = { ...this.#context(tx, command, values, caller), answered };
      const value: unknown = command.prepare?.(context, values);
      // It may fail while what it saw is on its way to the disk, and nobody waits for it yet.
      if (value instanceof Promise) value.catch(() => undefined);
      return { value };
    });
    if (!(prepared instanceof Promise) && !(prepared.value instanceof Promise)) {
      return this.#run(command, values, caller, prepared.value);
    }
    const finish = async (): Promise<Reply> => {
      const { value } = await prepared;
      const ready: unknown = await value;
      return settled(this.#run(command, values, caller, ready));
    };
    return { reply: this.#guarded(finish().finally(made), command.name), holds: true };
  }

  #query(command: Reading, values: Values, caller: Caller, prepared: unknown): Reply | Running {
    const progress = { isOver: false };
    const outcome = this.#parts.store.viewInSlices((tx) =>
      this.#answer(tx, command, values, caller, prepared, progress),
    );
    if (!(outcome instanceof Promise)) return outcome;
    // What takes long reads a state of its own time: changes in the lines that follow are behind it.
    return { reply: this.#guarded(outcome, command.name), holds: !progress.isOver };
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

  #change(
    command: Modification,
    values: Values,
    caller: Caller,
    prepared: unknown,
  ): Promise<Reply> {
    const { store, server, committed } = this.#parts;
    const { name: word } = command;
    const time = this.#parts.now();
    const kept = store.update((tx) => {
      const actor = this.#allowed(tx, command, values, caller);
      const writer = boundedWriter(tx, this.#parts.storedLimits(), this.#mailboxCounts);
      const change = Object.assign(new Change(writer, time), { actor, server });
      const answer = command.run(change, values, prepared);
      appendRecord(change, originOf(caller, command));
      const reply = answer === undefined ? okReply : replyFor(answer);
      return { reply, consequences: change.consequences };
    });
    return kept.then(
      ({ reply, consequences }) => {
        try {
          const done = committed?.(consequences);
          return done instanceof Promise
            ? this.#guarded(
                done.then(() => reply),
                word,
              )
            : reply;
        } catch (error) {
          return this.#replyOf(error, word);
        }
      },
      (error: unknown) => this.#replyOf(error, word),
    );
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

  #guarded(reply: Promise<Reply>, word: string): Promise<Reply> {
    return reply.catch((error: unknown) => this.#replyOf(error, word));
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

function originOf({ name, account, remoteAddress, door }: Caller, command: Command): Origin {
  return { actor: name, actorId: account, address: remoteAddress, door, command: command.name };
}

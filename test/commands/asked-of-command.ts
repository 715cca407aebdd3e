/**
 * Requests of one command without the road of a line and without the access check: for tests of what
 * the command makes of many of them.
 */
import { actorOf, type Actor } from '../../src/access/actor.js';
import { self } from '../../src/commands/arguments.js';
import { InSteps, Printed, type ChangeContext, type Command } from '../../src/commands/define.js';
import type { ServerContext } from '../../src/commands/server-context.js';
import { Change } from '../../src/engine/core/change.js';
import type { Reader } from '../../src/store/store.js';
import { atOnce } from '../../src/threads/slices.js';
import { print } from '../../src/values/print.js';
import { readValue } from '../../src/values/read.js';
import type { Value } from '../../src/values/value.js';
import { accountAt, rows } from '../engine/little-server.js';

type Values = Readonly<Record<string, unknown>>;

/**
 * What a command that takes its parameters in a dictionary answers to an Account that asks about
 * itself, `OK` for no output; `now` in milliseconds.
 */
export function asked(
  change: Change,
  {
    command,
    argument = 'parameters',
    account,
    now = 0,
  }: { command: Command; argument?: string; account: string; now?: number },
  parameters: string,
): string {
  const actor = actorOf(change.tx, accountAt(change.tx, account).id);
  const context = Object.assign(change, { now, actor, server: {} as ServerContext });
  return answerTo(command, context, { accountName: self, [argument]: readValue(parameters) });
}

/** What a query that is about nothing of the actor's answers to these values of its arguments. */
export function answer(query: Command, tx: Reader, values: Values): string {
  const nobody = { actor: {} as Actor, server: {} as ServerContext };
  return answerTo(query, Object.assign(new Change(rows(tx), 0), nobody), values);
}

function answerTo(command: Command, context: ChangeContext, values: Values): string {
  const listing = command.kind === 'change' ? command.listing?.(values) : undefined;
  const given = listing ? listing(context, values) : command.run(context, values, undefined);
  const whole = given instanceof InSteps ? atOnce(given.steps) : given;
  if (whole === undefined) return 'OK';
  return whole instanceof Printed ? whole.text : print(whole as Value);
}

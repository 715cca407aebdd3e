/**
 * What a command is. A command file makes one with `query` or `change`; everything else - dispatch,
 * HELP, the syntax error text, the access check, the command reference, the example as a test -
 * comes from these fields. Knows no single command.
 */
import type { Actor } from '../access/actor.js';
import type { Demand, Naming, Need } from '../access/need.js';
import type { Change, View } from '../engine/core/change.js';
import type { Value } from '../values/value.js';
import type { ArgumentType } from './arguments.js';
import type { PreparationServer, ServerContext } from './server-context.js';

/** Success without output: `200 OK`. */
export const done: unique symbol = Symbol('done');

/** Output that is already text of the data language on one line. */
export class Printed {
  constructor(readonly text: string) {}
}

/** An answer that may take long to make: in steps, as `Store.viewInSlices` wants them. */
export class InSteps {
  constructor(readonly steps: Generator<void, Answer>) {}
}

/** A text that may take long to make, as an answer. */
export function printedInSteps(text: Generator<void, string>): InSteps {
  return new InSteps(printed(text));
}

function* printed(text: Generator<void, string>): Generator<void, Printed> {
  return new Printed(yield* text);
}

/** What a command answers. */
export type Answer = typeof done | Printed | Value;

/** The argument types of a command, by parameter name. */
export type ArgumentTypes = Readonly<Record<string, ArgumentType<unknown>>>;

/** The values that a command gets. */
export type Arguments<Types extends ArgumentTypes> = {
  readonly [Name in keyof Types]: Types[Name] extends ArgumentType<infer Result> ? Result : never;
};

/** What `run` of a query gets besides its arguments. */
export interface QueryContext extends View {
  readonly actor: Actor;
  readonly server: ServerContext;
}

/** What `prepare` gets besides the arguments. */
export interface PreparationContext extends QueryContext {
  readonly server: PreparationServer;
  /** Settles when the answer is made, or is none: what was prepared is held no longer. */
  readonly answered: Promise<void>;
}

/** What `run` of a change gets besides its arguments. It can be handed to the engine as its `Change`. */
export interface ChangeContext extends Change {
  readonly actor: Actor;
  readonly server: ServerContext;
}

interface Description<Types extends ArgumentTypes> {
  /** The command word as the manual writes it. */
  readonly name: string;
  /** Older spellings and short codes. */
  readonly aliases?: readonly string[];
  /** The parameters in the manual's notation: CAPITALS keyword, lowerCamel parameter, [ ] optional, | choice. */
  readonly usage: string;
  /** One sentence. */
  readonly summary: string;
  readonly arguments: Types;
  /** Speaks of this command's own arguments only. */
  readonly needs: Need<keyof NoInfer<Types> & string>;
  /** The arguments that name something, for the access check: they follow from the types. */
  readonly names: Demand['names'];
  /** False for a command that only refuses, because this server lacks what it is about. */
  readonly works?: boolean;
  /** True for a command that names all of many things in one line, such as the members of a Group. */
  readonly longLists?: boolean;
  /** What differs from the original, or was decided where it is not known. */
  readonly deviations?: string;
  /** A transcript (`C:` and `S:` lines) with at least one refusal; it is a test and part of the reference. */
  readonly example: string;
}

/** What a command of a family says for itself; the family knows the rest. */
export type OwnWords = Pick<
  Description<ArgumentTypes>,
  'aliases' | 'summary' | 'deviations' | 'example'
>;

/** The sections of the manual. */
export type Section =
  | 'Domain Set Administration'
  | 'Domain Administration'
  | 'Account Administration'
  | 'Group Administration'
  | 'Forwarder Administration'
  | 'Named Task Administration'
  | 'Access Rights Administration'
  | 'Mailbox Administration'
  | 'Alert Administration'
  | 'File Storage Administration'
  | 'Mailing List Administration'
  | 'Web Skins Administration'
  | 'Web Interface Tuning (legacy)'
  | 'Web Interface Integration'
  | 'Real-Time Application Administration'
  | 'Real-Time Application Control'
  | 'Account Services'
  | 'Server Settings'
  | 'Monitoring'
  | 'Statistics'
  | 'Directory Administration'
  | 'Miscellaneous';

/** A command that reads. */
export interface Query<
  Types extends ArgumentTypes = ArgumentTypes,
  Prepared = unknown,
> extends Description<Types> {
  readonly kind: 'query';
  /** It stores nothing, and yet does more than answer: writes to the log, say. */
  readonly acts?: true;
  readonly prepare?: Preparation<Types, Prepared>;
  run(context: QueryContext, values: Arguments<Types>, prepared: Prepared): Answer | InSteps;
}

/** A command that changes something. */
export interface Modification<
  Types extends ArgumentTypes = ArgumentTypes,
  Prepared = unknown,
> extends Description<Types> {
  readonly kind: 'change';
  readonly prepare?: Preparation<Types, Prepared>;
  /**
   * What makes the answer when these arguments ask for a listing, which changes nothing and may be
   * long; undefined when they do not, and when they cannot be understood.
   */
  listing?(values: Arguments<Types>): Listing<Types> | undefined;
  /**
   * May run again, and what it wrote may not reach the disk: so it touches nothing but its context,
   * and leaves what is to happen outside the store to `afterCommit`. To give nothing is `done`.
   */
  // eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- most changes return nothing
  run(context: ChangeContext, values: Arguments<Types>, prepared: Prepared): Answer | void;
}

type Listing<Types extends ArgumentTypes> = (
  context: QueryContext,
  values: Arguments<Types>,
) => Answer | InSteps;

/**
 * Slow or unrepeatable work before the command runs, such as hashing a password. Called after the
 * access check; what it gives is handed to `run`. A promise holds back the lines that follow.
 */
type Preparation<Types extends ArgumentTypes, Prepared> = (
  context: PreparationContext,
  values: Arguments<Types>,
) => Prepared | Promise<Prepared>;

/** Any command, its argument types forgotten. */
export type Command = Query | Modification;

/** A command in its section of the manual, which the reference goes by. */
export type ListedCommand = Command & { readonly section: Section };

/** The commands of one section of the manual, in its order. */
export function chapter(section: Section, commands: readonly Command[]): readonly ListedCommand[] {
  return commands.map((command) => ({ ...command, section }));
}

/** Whether a command does nothing but answer, so that any page may make a browser ask for it. */
export function onlyReads(command: Command): boolean {
  return command.kind === 'query' && command.acts !== true;
}

/** Defines a command that reads. */
export function query<Types extends ArgumentTypes, Prepared = undefined>(
  description: Omit<Query<Types, Prepared>, 'kind' | 'names'>,
): Command {
  const names = namesOf(description.arguments);
  return { kind: 'query', ...description, names } as unknown as Command;
}

/** Defines a command that changes something. */
export function change<Types extends ArgumentTypes, Prepared = undefined>(
  description: Omit<Modification<Types, Prepared>, 'kind' | 'names'>,
): Command {
  const names = namesOf(description.arguments);
  return { kind: 'change', ...description, names } as unknown as Command;
}

function namesOf(types: ArgumentTypes): Demand['names'] {
  return Object.entries(types).flatMap(([argument, { names }]): [string, Naming][] =>
    names === undefined ? [] : [[argument, names]],
  );
}

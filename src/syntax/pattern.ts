/**
 * Binds the items of a command line to the parameters of a usage line.
 *
 * Clients differ in the order of options (protocol, section 8; catalogue, rule 4), so only the
 * mandatory parameters at the front have a fixed place. After them, at each item: an option or
 * alternative whose keyword it is, or whose keyword follows it (`[domainName SKIN] skinName`), else
 * the next mandatory element, else an optional parameter that the item can be. What follows a keyword belongs to it. A keyword is a bare word, so an
 * account may be called `into`.
 */
import { BadSyntax } from '../values/bad-syntax.js';
import { asciiUpper } from '../values/letters.js';
import type { Value } from '../values/value.js';
import type { Item } from './item.js';
import {
  flagName,
  readUsage,
  wordsOf,
  type Element,
  type KeywordElement,
  type ParameterElement,
} from './usage.js';

/** What binding must know of a parameter's type. */
export interface Acceptor {
  readonly expects: string;
  /** What stands for the parameter when the line ends behind its keyword; undefined: it must be there. */
  readonly atLineEnd?: Value;
  /** Whether an item could be it; `isLast` tells that no more items follow. */
  accepts(item: Item, isLast: boolean): boolean;
}

/** The items found for each parameter; the item of a flag is its keyword. */
export type Slots = Map<string, Item>;

/** A piece of the usage that is taken or left as a whole: alternatives, each a run of simple elements. */
interface Unit {
  readonly optional: boolean;
  readonly alternatives: readonly (readonly (KeywordElement | ParameterElement)[])[];
  readonly words: string;
}

/** Whether an item suits an element. */
type Suits = (item: Item, element: KeywordElement | ParameterElement) => boolean;

/** A usage line made ready for binding. */
export class Pattern {
  readonly #lead: readonly ParameterElement[];
  readonly #units: readonly Unit[];
  readonly #types: Readonly<Record<string, Acceptor>>;

  constructor(usage: string, types: Readonly<Record<string, Acceptor>>) {
    const elements = readUsage(usage);
    const leading = elements.findIndex((element) => element.kind !== 'parameter');
    const fixed = leading < 0 ? elements.length : leading;
    this.#lead = elements.slice(0, fixed).filter((element) => element.kind === 'parameter');
    this.#units = unitsOf(elements.slice(fixed));
    this.#types = types;
  }

  /** Finds each parameter's item. Throws `BadSyntax` that names what was expected. */
  bind(items: readonly Item[]): Slots {
    const slots: Slots = new Map();
    let next = 0;
    for (const parameter of this.#lead) {
      const item = items[next++];
      if (item === undefined) throw missing(parameter.name);
      slots.set(parameter.name, item);
    }
    const open = this.#units.slice();
    while (next < items.length) next = this.#take(items, next, open, slots);
    for (const unit of open) if (!unit.optional) throw missing(unit.words);
    return slots;
  }

  /** Gives the item at `at` (and what belongs to it) to the unit that wants it; returns where to go on. */
  #take(items: readonly Item[], at: number, open: Unit[], slots: Slots): number {
    const item = items[at] as Item;
    const isLast = at === items.length - 1;
    const couldBe: Suits = (each, element) =>
      element.kind === 'parameter' && this.#types[element.name]?.accepts(each, isLast) === true;
    const chosen =
      this.#choose(item, open, isKeywordOf) ??
      this.#chooseByNext(items[at + 1], open) ??
      this.#choose(item, open.filter(isNext), couldBe) ??
      this.#choose(item, open, couldBe);
    if (chosen === undefined) throw unexpected(open);
    open.splice(open.indexOf(chosen.unit), 1);
    return this.#fill(items, at, chosen.alternative, slots);
  }

  #choose(
    item: Item,
    units: readonly Unit[],
    suits: Suits,
  ): { unit: Unit; alternative: readonly (KeywordElement | ParameterElement)[] } | undefined {
    for (const unit of units) {
      for (const alternative of unit.alternatives) {
        const first = alternative[0];
        if (first && suits(item, first)) return { unit, alternative };
      }
    }
    return undefined;
  }

  /** An alternative of a parameter before its keyword, when that keyword comes next. */
  #chooseByNext(
    next: Item | undefined,
    units: readonly Unit[],
  ): { unit: Unit; alternative: readonly (KeywordElement | ParameterElement)[] } | undefined {
    if (next === undefined) return undefined;
    for (const unit of units) {
      for (const alternative of unit.alternatives) {
        const [first, second] = alternative;
        if (first?.kind === 'parameter' && second && isKeywordOf(next, second)) {
          return { unit, alternative };
        }
      }
    }
    return undefined;
  }

  #fill(
    items: readonly Item[],
    start: number,
    run: readonly (KeywordElement | ParameterElement)[],
    slots: Slots,
  ): number {
    let at = start;
    for (const element of run) {
      const item = items[at] ?? this.#atLineEnd(element);
      if (item === undefined) throw missing(wordsOf(element));
      if (element.kind === 'parameter') slots.set(element.name, item);
      else if (!isKeywordOf(item, element)) throw missing(wordsOf(element));
      else if (run.length === 1) slots.set(flagName(element), item);
      at++;
    }
    return at;
  }

  #atLineEnd(element: KeywordElement | ParameterElement): Item | undefined {
    if (element.kind === 'keyword') return undefined;
    const value = this.#types[element.name]?.atLineEnd;
    return value === undefined ? undefined : { value, bare: false };
  }
}

/** A mandatory unit, or the optional ones before it: what may come next without a keyword. */
function isNext(unit: Unit, position: number, open: readonly Unit[]): boolean {
  return !unit.optional && open.findIndex((other) => !other.optional) === position;
}

function isKeywordOf(item: Item, element: KeywordElement | ParameterElement): boolean {
  if (element.kind !== 'keyword' || !item.bare || typeof item.value !== 'string') return false;
  return element.words.includes(asciiUpper(item.value));
}

/** Cuts the elements into units: a keyword takes the parameters after it along. */
function unitsOf(elements: readonly Element[]): Unit[] {
  const units: Unit[] = [];
  let run: (KeywordElement | ParameterElement)[] = [];
  const finish = () => {
    if (run.length > 0) units.push({ optional: false, alternatives: [run], words: words(run) });
    run = [];
  };
  for (const element of elements) {
    if (element.kind === 'parameter' && run[0]?.kind === 'keyword') {
      run.push(element);
      continue;
    }
    finish();
    if (element.kind === 'parameter' || element.kind === 'keyword') {
      run.push(element);
      continue;
    }
    units.push({
      optional: element.kind === 'option',
      alternatives: element.alternatives.map((alternative) => alternative.map(simple)),
      words: wordsOf(element),
    });
  }
  finish();
  return units;
}

function simple(element: Element): KeywordElement | ParameterElement {
  if (element.kind === 'keyword' || element.kind === 'parameter') return element;
  throw new Error('a usage line may not nest options');
}

function words(run: readonly Element[]): string {
  return run.map(wordsOf).join(' ');
}

function missing(expected: string): BadSyntax {
  return new BadSyntax(`incorrect command parameters - expected ${expected}`);
}

function unexpected(open: readonly Unit[]): BadSyntax {
  const expected = open.map((unit) => unit.words).join(' or ');
  return missing(expected === '' ? 'no more parameters' : expected);
}

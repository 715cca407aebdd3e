import { expect } from 'chai';
import { Refusal } from '../../src/engine/core/refusal.js';
import { readRules, updatedRules, withoutRule } from '../../src/engine/settings/rules.js';
import { print } from '../../src/values/print.js';
import { readValue } from '../../src/values/read.js';
import { isArray, type Value } from '../../src/values/value.js';

function array(text: string): readonly Value[] {
  const value = readValue(text);
  if (!isArray(value)) throw new Error(`no array: ${text}`);
  return value;
}

/** The text of what comes out, or the reason why nothing does. */
function outcome(work: () => Value): string {
  try {
    return print(work());
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
}

describe('A rule set', () => {
  const cases: readonly (readonly [what: string, given: string, outcome: string])[] = [
    ['may be empty', '()', '()'],
    ['takes priorities as bare digits', '((5,a,(),()))', '((5,a,(),()))'],
    ['takes priorities as quoted digits', '(("5",a,(),()))', '((5,a,(),()))'],
    ['takes priorities as numbers', '((#5,a,(),()))', '((5,a,(),()))'],
    ['takes the priorities of signal rules', '((100010,a,(),()))', '((100010,a,(),()))'],
    ['keeps inactive rules', '((0,a,(),()))', '((0,a,(),()))'],
    ['keeps the order given', '((1,b,(),()),(9,a,(),()))', '((1,b,(),()),(9,a,(),()))'],
    ['keeps a comment', '((1,a,(),(),"why not"))', '((1,a,(),(),"why not"))'],
    [
      'keeps conditions of one and of three parts',
      '((1,a,(("Human Generated"),(From,is,"*@x.test")),()))',
      '((1,a,(("Human Generated"),(From,is,"*@x.test")),()))',
    ],
    [
      'keeps the placeholder for a missing parameter',
      '((1,a,(("Human Generated","---")),((Discard,"---"))))',
      '((1,a,(("Human Generated","---")),((Discard,"---"))))',
    ],
    ['keeps unknown actions', '((1,a,(),((Dance,tango))))', '((1,a,(),((Dance,tango))))'],
    ['takes a number in a condition', '((1,a,((Size,is,#5)),()))', '((1,a,((Size,is,5)),()))'],
    ['wants whole rules', '((1,a,()))', 'illegal-value'],
    ['wants nothing behind a comment', '((1,a,(),(),c,d))', 'illegal-value'],
    ['wants rules to be arrays', '(a)', 'illegal-value'],
    ['wants a priority', '((high,a,(),()))', 'illegal-value'],
    ['wants no negative priority', '((#-1,a,(),()))', 'illegal-value'],
    ['wants a name', '((1,"",(),()))', 'illegal-value'],
    ['wants names to be strings', '((1,(a),(),()))', 'illegal-value'],
    ['wants conditions to be arrays', '((1,a,(From),()))', 'illegal-value'],
    ['wants conditions to say something', '((1,a,(()),()))', 'illegal-value'],
    ['wants no more than three parts of a condition', '((1,a,((a,b,c,d)),()))', 'illegal-value'],
    ['wants no more than two parts of an action', '((1,a,(),((a,b,c))))', 'illegal-value'],
    ['wants actions to hold strings', '((1,a,(),(({}))))', 'illegal-value'],
    ['wants each name once', '((1,a,(),()),(2,a,(),()))', 'illegal-value'],
    [
      'tells names of different case apart',
      '((1,a,(),()),(2,A,(),()))',
      '((1,a,(),()),(2,A,(),()))',
    ],
  ];
  for (const [what, given, expected] of cases) {
    it(what, () => {
      expect(outcome(() => readRules(array(given)))).to.equal(expected);
    });
  }

  it('holds a thousand rules and no more', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, at): Value => ['1', `rule ${at}`, [], []]);
    expect(readRules(many(1000))).to.have.length(1000);
    expect(outcome(() => readRules(many(1001)))).to.equal('limit-reached');
    const full = readRules(many(1000));
    expect(outcome(() => updatedRules(full, ['1', 'one more', [], []]))).to.equal('limit-reached');
  });
});

describe('An update of one rule', () => {
  const rules = readRules(array('((5,a,(),((Discard)),note),(3,b,(),()))'));
  const cases: readonly (readonly [what: string, update: string, outcome: string])[] = [
    [
      'adds a new rule at the end',
      '(1,c,(),())',
      '((5,a,(),((Discard)),note),(3,b,(),()),(1,c,(),()))',
    ],
    ['replaces a rule in its place', '(1,a,(),())', '((1,a,(),()),(3,b,(),()))'],
    [
      'of two elements changes the priority only',
      '(#0,a)',
      '((0,a,(),((Discard)),note),(3,b,(),()))',
    ],
    [
      'of three elements changes the priority only',
      '(7,b,())',
      '((5,a,(),((Discard)),note),(7,b,(),()))',
    ],
    ['of two elements wants the rule to be there', '(1,c)', 'unknown-rule'],
    ['of two elements wants a priority', '(high,a)', 'illegal-value'],
    ['wants a name', '(1)', 'illegal-value'],
    ['may not be empty', '()', 'illegal-value'],
    ['wants a whole rule', '(1,c,(),(),d,e)', 'illegal-value'],
  ];
  for (const [what, update, expected] of cases) {
    it(what, () => {
      expect(outcome(() => updatedRules(rules, array(update)))).to.equal(expected);
    });
  }

  it('may remove it, and nothing happens when it is not there', () => {
    expect(print(withoutRule(rules, 'a'))).to.equal('((3,b,(),()))');
    expect(print(withoutRule(rules, 'c'))).to.equal(print(rules));
  });
});

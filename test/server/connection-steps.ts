/** What may happen to a connection, for properties: what its client and its network do, and what answers. */
import fc from 'fast-check';
import { Running, type Outcome } from '../../src/protocol/outcome.js';
import type { Dispatcher, Reply } from '../../src/protocol/reply.js';

/** A line of the client: how its answer comes, and how long the answer is. */
export interface Line {
  readonly word: 'early' | 'late' | 'hold' | 'noop' | 'blank' | 'quit';
  readonly bytes: number;
}

export type Step =
  | { readonly kind: 'say'; readonly lines: readonly Line[]; readonly cut: number }
  /** STLS; with `cr` from a client that ends its lines with LF CR. */
  | { readonly kind: 'stls'; readonly cr: boolean }
  /** The answer that waits longest comes, or the one that waits shortest. */
  | { readonly kind: 'first' | 'last' }
  /** The network takes at once from now on, or only when it is asked, or takes one write. */
  | { readonly kind: 'atOnce' | 'late' | 'take' }
  | { readonly kind: 'turn' | 'silence' | 'hangUp' | 'finish' | 'stop' | 'letGo' | 'makeRoom' };

const line: fc.Arbitrary<Line> = fc.record({
  word: fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom('early', 'late', 'hold', 'noop', 'blank') },
    { weight: 1, arbitrary: fc.constant('quit') },
  ),
  bytes: fc.oneof(
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 300 }) },
    { weight: 2, arbitrary: fc.constantFrom(65_536, 262_000, 262_144, 270_000) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 1_000_000 }) },
  ),
});

export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('say' as const),
      lines: fc.array(line, { minLength: 1, maxLength: 4 }),
      cut: fc.nat(40),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constantFrom('first', 'last', 'atOnce', 'late', 'take', 'turn', 'silence'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('stls' as const), cr: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('hangUp', 'finish', 'stop', 'letGo', 'makeRoom'),
    }),
  },
);

/** Runs `early I N`, `late I N` and `hold I N`: data that begins with I and has N bytes more. */
export class SizedDispatcher implements Dispatcher {
  ran = 0;
  readonly waiting: (() => void)[] = [];

  run(said: string): Outcome<Reply> {
    this.ran += 1;
    const [word, number = '', bytes = ''] = said.split(' ');
    const reply: Reply = { kind: 'data', text: dataOf(number, Number(bytes)) };
    if (word === 'early') return reply;
    const result = new Promise<Reply>((resolve) => this.waiting.push(() => resolve(reply)));
    return new Running(result, word === 'hold');
  }

  newPassword(): Reply {
    throw new Error('nobody asks for that');
  }
}

export function dataOf(number: string, bytes: number): string {
  return number + 'x'.repeat(bytes);
}

/** The kinds of consequences, complete by type. */
import type { Consequence } from '../../src/engine/core/consequences.js';

export const consequenceKinds: readonly string[] = Object.keys({
  'close sessions': true,
  'close web sessions': true,
  'close sessions of domain': true,
  'end session': true,
  'open web session': true,
  'block address': true,
  'count failed login': true,
  'collect files': true,
  'write log': true,
  'log everything': true,
  stop: true,
} satisfies Record<Consequence['kind'], true>);

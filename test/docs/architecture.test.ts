/** The table of rooms in the architecture page says what the linter holds. */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { rooms } from '../../scripts/rooms.js';
import { root } from './text-files.js';

const page = readFileSync(new URL('docs/architecture.md', root), 'utf8');
const table = Array.from(
  page.matchAll(/^\| `([a-z/-]+)` +\| [^|]+ \| ([^|]+?) +\|$/gm),
  ([, room = '', arrows = '']): readonly [string, readonly string[]] => [
    room,
    arrows === 'nothing' ? [] : arrows.split(', ').sort(),
  ],
);

describe('The table of rooms', () => {
  it('has every room, with the arrows that the linter holds', () => {
    const held = Object.entries(rooms).map(([room, { arrows }]) => [room, [...arrows].sort()]);
    expect(table).to.deep.equal(held);
  });
});

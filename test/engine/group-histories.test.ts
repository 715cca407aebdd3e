import { expect } from 'chai';
import fc from 'fast-check';
import { deleteAccount, renameAccount } from '../../src/engine/accounts/accounts.js';
import { setAliases } from '../../src/engine/accounts/aliases.js';
import type { Change } from '../../src/engine/core/change.js';
import {
  countOf,
  counter,
  findDomain,
  findForwarder,
} from '../../src/engine/directory/directory.js';
import { createForwarder, forwarderObjects } from '../../src/engine/groups/forwarders.js';
import { createGroup, groupObjects, setGroup } from '../../src/engine/groups/groups.js';
import { domainName } from '../../src/engine/core/names.js';
import { refuse } from '../../src/engine/core/refusal.js';
import type { Reader } from '../../src/store/store.js';
import { awaitedNames } from '../../src/tables/roll-tables.js';
import { atOnce } from '../../src/threads/slices.js';
import {
  accountAt,
  addAccount,
  at,
  groupAt,
  LittleServer,
  members,
  membersOf,
} from './little-server.js';
import { parts, TextGroups, type Kind, type Step } from './text-groups.js';

const domains = ['one.test', 'two.test'];

/** Few names, so that histories come back to them; `staff` begins as a Group in each Domain. */
const name = fc.constantFrom('a', 'b', 'c', 'd', 'staff');
const anAddress = fc
  .tuple(name, fc.constantFrom(...domains))
  .map(([local, domain]) => `${local}@${domain}`);
const staff = fc.constantFrom(...domains.map((domain) => `staff@${domain}`));
/** Members, in letters of either case. */
const texts = fc.array(
  fc
    .tuple(fc.oneof(name, anAddress, fc.constant('x@far.test')), fc.nat(3))
    .map(([text, dice]) =>
      dice === 0 ? text.replace(/^./, (letter) => letter.toUpperCase()) : text,
    ),
  { maxLength: 6 },
);
const aliases = fc.array(fc.constantFrom('b', 'c', 'd'), { maxLength: 2 });
/** Mostly the Accounts that are there from the beginning. */
const anAccount = fc.oneof(fc.constantFrom(...domains.map((domain) => `a@${domain}`)), anAddress);
const kind: fc.Arbitrary<Kind> = fc.constantFrom('account', 'account', 'group', 'forwarder');

/** A rename, mostly within its Domain. */
const rename = fc
  .tuple(anAddress, anAddress, name, fc.nat(3))
  .map(([from, to, local, dice]): Step => {
    const [, domain] = parts(from);
    return { do: 'rename', at: from, to: dice === 0 ? to : `${local}@${domain}` };
  });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('create'), kind, at: anAddress, texts }) },
  { weight: 4, arbitrary: rename },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete'), at: anAddress }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('alias'), at: anAccount, aliases }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('set'), at: staff, texts }) },
);

/** How every history begins. */
const beginning: readonly Step[] = domains.flatMap((domain): Step[] => [
  {
    do: 'create',
    kind: 'group',
    at: `staff@${domain}`,
    texts: ['a', `a@${domain}`, 'b', `C@${domain}`, 'staff'],
  },
  { do: 'create', kind: 'account', at: `a@${domain}`, texts: [] },
  { do: 'alias', at: `a@${domain}`, aliases: ['c', 'd'] },
]);

/** The engine does a step; `kind` is what the model knows to be there. */
function perform(change: Change, asked: Step, kindThere: Kind | undefined): void {
  const { tx } = change;
  const here = at(tx, asked.at);
  switch (asked.do) {
    case 'create':
      if (asked.kind === 'account') addAccount(change, asked.at);
      else if (asked.kind === 'forwarder') createForwarder(change, here.domain.id, here.name, 'a');
      else createGroup(change, here.domain.id, here.name, members(...asked.texts));
      return;
    case 'rename': {
      const there = at(tx, asked.to);
      if (kindThere === 'forwarder' || kindThere === 'group') {
        if (here.domain.id !== there.domain.id) refuse('illegal-value');
      }
      if (kindThere === 'group') groupObjects.rename(change, groupAt(tx, asked.at), there.name);
      else if (kindThere === 'forwarder') {
        forwarderObjects.rename(change, findForwarder(tx, here.domain.id, here.name), there.name);
      } else renameAccount(change, accountAt(tx, asked.at), there.domain.id, there.name);
      return;
    }
    case 'delete':
      if (kindThere === 'group') groupObjects.delete(change, groupAt(tx, asked.at));
      else if (kindThere === 'forwarder') {
        forwarderObjects.delete(change, findForwarder(tx, here.domain.id, here.name));
      } else deleteAccount(change, accountAt(tx, asked.at));
      return;
    case 'alias':
      setAliases(change, accountAt(tx, asked.at), asked.aliases);
      return;
    case 'set':
      setGroup(change, groupAt(tx, asked.at), members(...asked.texts));
  }
}

/** Every Group of the engine with its members. */
function shownGroups(tx: Reader): ReadonlyMap<string, unknown> {
  const shown = new Map<string, unknown>();
  for (const domain of domains) {
    for (const group of atOnce(groupObjects.names(tx, findDomain(tx, domainName(domain)).id))) {
      shown.set(`${group}@${domain}`, membersOf(tx, `${group}@${domain}`));
    }
  }
  return shown;
}

/** The counters of awaited names, and how many names are awaited. */
function awaited(tx: Reader): readonly [number, number] {
  const ids = domains.map((domain) => findDomain(tx, domainName(domain)).id);
  const counted = ids.map((id) => counter(tx, countOf('awaited', id)));
  return [counted.reduce((sum, count) => sum + count, 0), [...tx.range(awaitedNames, {})].length];
}

describe('Groups through any history of their Domains', () => {
  it('show what they would show if they held texts that renames and deletes edit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const server = await LittleServer.with(...domains);
        const model = new TextGroups();
        for (const asked of [...beginning, ...steps]) {
          const kindThere = model.kindAt(asked.at);
          const refused = await server.change((change) => perform(change, asked, kindThere));
          expect(refused === undefined, `${JSON.stringify(asked)}: ${String(refused)}`).to.equal(
            model.take(asked),
          );
          expect(sorted(await server.view(shownGroups))).to.deep.equal(sorted(model.groups()));
        }
        const [counted, kept] = await server.view(awaited);
        expect(counted).to.equal(kept);
      }),
      { numRuns: 500 },
    );
  });
});

function sorted(groups: ReadonlyMap<string, unknown>): readonly (readonly [string, unknown])[] {
  return [...groups].sort(([left], [right]) => (left < right ? -1 : 1));
}

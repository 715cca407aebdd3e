import { expect } from 'chai';
import fc from 'fast-check';
import { eachStore, startServer } from '../server-under-test.js';
import { lineOf, NaiveServer, type Step } from './naive.js';
import { arbitraryStep, shown } from './steps.js';

const domains = ['one.example', 'two.example'];

eachStore((store) => {
  describe(`Random histories over real sockets agree with a naive model (${store} store)`, () => {
    it('in every answer and in everything that can be seen at the end', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(arbitraryStep(domains), { maxLength: 60 }), async (steps) => {
          const server = await startServer({ store });
          try {
            const client = await server.postmaster();
            for (const domain of domains) await client.ask(`CreateDomain ${domain}`);
            const model = new NaiveServer(domains);
            for (const step of steps) {
              const answer = await client.ask(lineOf(step));
              expect(Number(answer?.slice(0, 3)), `${lineOf(step)}: ${answer ?? ''}`).to.equal(
                model.take(step),
              );
            }
            for (const domain of domains) {
              expect(await shown(client, domain)).to.equal(model.show(domain));
            }
          } finally {
            await server.close();
          }
        }),
        { numRuns: store === 'memory' ? 60 : 20 },
      );
    });
  });
});

/** What makes `ann` something else that a Group of three members, `carl` among them, follows. */
const followed: readonly (readonly [what: string, Step, Step])[] = (
  [
    ['account', { target: 'null' }],
    ['group', { members: [] }],
    ['forwarder', { target: 'null' }],
  ] as const
).map(([kind, content]) => [
  `the ${kind} ann takes the name of another`,
  { do: `create ${kind}`, domain: 'one.example', name: 'ann', ...content } as Step,
  {
    do: `rename ${kind}`,
    domain: 'one.example',
    name: 'ann',
    toDomain: 'one.example',
    toName: 'carl',
  },
]);

describe('Members of a Group that become one', () => {
  for (const [what, create, rename] of followed) {
    for (const members of permutations(['ann', 'carl', 'ed'])) {
      it(`are at the first of their places: ${members.join(' ')}, ${what}`, async () => {
        const server = await startServer({ store: 'memory' });
        try {
          const client = await server.postmaster();
          await client.ask('CreateDomain one.example');
          const model = new NaiveServer(['one.example']);
          const group: Step = { do: 'create group', domain: 'one.example', name: 'all', members };
          for (const step of [group, create, rename]) {
            expect(await client.ask(lineOf(step))).to.match(/^200 /);
            model.take(step);
          }
          expect(await shown(client, 'one.example')).to.equal(model.show('one.example'));
        } finally {
          await server.close();
        }
      });
    }
  }
});

function permutations(items: readonly string[]): readonly (readonly string[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((first) =>
    permutations(items.filter((item) => item !== first)).map((rest) => [first, ...rest]),
  );
}

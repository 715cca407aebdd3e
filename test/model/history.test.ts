import { expect } from 'chai';
import fc from 'fast-check';
import { eachStore, startServer } from '../server-under-test.js';
import { lineOf, NaiveServer } from './naive.js';
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

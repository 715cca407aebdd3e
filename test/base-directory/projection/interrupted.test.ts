import { expect } from 'chai';
import fc from 'fast-check';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { anyLine, happen } from './history.js';
import { Interrupter, Interruption } from './interruption.js';
import { LittleBase } from './little-base.js';
import { MarkedMail, withoutMail } from './marked-mail.js';

/** What happens before, what is interrupted, and what happens until the projector runs again. */
type History = readonly [title: string, before: string, interrupted: string, after: string];

const accounts = 'domain one.test, create a, create b, create c@one.test';
const boxes = 'create a, box a P, box a Q, box a P/in';
const histories: readonly History[] = [
  ['a swap', accounts, 'rename a t, rename b a, rename t b', 'rename b t, rename a b, rename t a'],
  ['a rename', accounts, 'rename a d', 'rename d e, create a, create d'],
  ['a rename back', accounts, 'rename a d', 'rename d a, create d'],
  ['a new Account', accounts, 'create n, box n P', 'rename n m, rebox m P Q, create n'],
  ['a deletion', accounts, 'delete a, create a', 'delete a, rename b a'],
  ['a deletion that waits', accounts, 'rename a d', 'delete d, create a'],
  ['a retype', accounts, 'type a AGrade', 'type a BGrade, rename a z'],
  ['a Mailbox', boxes, 'rebox a P R', 'rebox a R S, box a P, box a R MailDirMailbox'],
  ['an INBOX', boxes, 'rebox a INBOX Old', 'rebox a INBOX Older, rebox a Old P2'],
  ['a nest', boxes, 'rebox a P Q/P', 'rebox a Q Z, unbox a P, box a P'],
  ['Mailboxes that swap', boxes, 'rebox a P T, rebox a Q P, rebox a T Q', 'rename a z, create a'],
  ['Mailbox and Account', boxes, 'rebox a P R, rename a d', 'rebox d R S, rename d e, create a'],
  ['a Mailbox deleted', boxes, 'unbox a P, box a P', 'unbox a P, rebox a Q P'],
  ['a Domain', accounts, 'redomain one.test new.test', 'redomain new.test z.test, domain one.test'],
  [
    'Domains that swap',
    `${accounts}, domain two.test, create c@two.test`,
    'redomain one.test t.test, redomain two.test one.test, redomain t.test two.test',
    'redomain one.test z.test, redomain two.test one.test, domain two.test, create c@two.test',
  ],
  [
    'a Domain that is left',
    accounts,
    'rename c@one.test c, undomain one.test',
    'domain one.test, rename c c@one.test, rename a c',
  ],
  [
    'Accounts of one Mailbox',
    'create a TextMailbox, create b MailDirMailbox',
    'rename a t, rename b a, rename t b',
    'rename a x, delete b, create a SlicedMailbox, create b TextMailbox',
  ],
];

const lines = (text: string): readonly string[] => text.split(', ');

/** More works than any of these histories needs. */
const worksMax = 400;

describe('A projector that is interrupted', () => {
  /** Runs a projection that ends before its work number `at`; returns whether it did. */
  const interrupt = async (little: LittleBase, at: number): Promise<boolean> => {
    const interrupter = new Interrupter(at);
    const projection = little.projectionWith((state) => interrupter.store(state));
    interrupter.watch(projection);
    try {
      await projection.settle();
      return false;
    } catch (error) {
      if (!(error instanceof Interruption)) throw error;
      return true;
    }
  };

  const expectWhole = async (
    little: LittleBase,
    mail: MarkedMail,
    fresh: Record<string, string>,
  ): Promise<void> => {
    little.restart();
    await little.settle();
    expect(little.troubles).to.deep.equal([]);
    await mail.expectKept();
    expect(withoutMail(little.tree())).to.deep.equal(withoutMail(fresh));
    const moving = join(little.base, 'projector/moving');
    expect(existsSync(moving) ? readdirSync(moving) : []).to.deep.equal([]);
  };

  for (const [title, before, interrupted, after] of histories) {
    it(`loses no mail, at whatever work: ${title}`, async () => {
      let fresh: Record<string, string> | undefined;
      for (let at = 0, isInterrupted = true; isInterrupted; at += 1) {
        expect(at).to.be.below(worksMax);
        const little = await LittleBase.with();
        try {
          await happen(little, lines(before));
          await little.settle();
          const mail = new MarkedMail(little.base, little.server.store);
          await mail.put();
          await happen(little, lines(interrupted));
          isInterrupted = await interrupt(little, at);
          await happen(little, lines(after));
          fresh ??= await little.fresh();
          await expectWhole(little, mail, fresh).catch((error: unknown) => {
            throw new Error(`interrupted at work ${at}`, { cause: error });
          });
        } finally {
          little.remove();
        }
      }
    });
  }

  it('loses no mail in any history', async () => {
    const batch = fc.record({
      lines: fc.array(anyLine, { maxLength: 6 }),
      at: fc.nat({ max: 60 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { maxLength: 6 }), async (history) => {
        const little = await LittleBase.with('one.test');
        const mail = new MarkedMail(little.base, little.server.store);
        try {
          for (const { lines, at } of history) {
            await happen(little, lines);
            if (!(await interrupt(little, at))) await mail.put();
          }
          await expectWhole(little, mail, await little.fresh());
        } finally {
          little.remove();
        }
      }),
      { numRuns: 300 },
    );
  });
});

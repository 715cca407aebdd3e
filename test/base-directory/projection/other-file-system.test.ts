import { expect } from 'chai';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../../src/store/store.js';
import { FaultyDisk } from '../faulty-disk.js';
import { happen } from './history.js';
import { LittleBase } from './little-base.js';
import { MarkedMail, withoutMail } from './marked-mail.js';

/** What happens before, what is interrupted, and what happens until the projector runs again. */
type History = readonly [title: string, before: string, interrupted: string, after: string];

const histories: readonly History[] = [
  ['into it', 'create a, box a P', 'rename a a big', 'rename a b, create a'],
  ['out of it', 'create a MultiMailbox big, box a P', 'rename a a none', 'rename a b, create a'],
  ['and back', 'create a', 'rename a a big', 'rename a a none'],
  [
    'a swap',
    'create a MultiMailbox big, create b',
    'rename a t none, rename b a big',
    'rename t b',
  ],
  ['one Mailbox', 'create a TextMailbox', 'rename a a big', 'rename a a none, rename a b'],
  ['a Mailbox there', 'create a MultiMailbox big, box a P', 'rebox a P Q', 'rebox a Q P, box a Q'],
  ['a deletion', 'create a MultiMailbox big', 'delete a', 'create a MultiMailbox big'],
  [
    'a Domain',
    'domain one.test, create a@one.test, create b@one.test MailDirMailbox',
    'redomain one.test two.test disk',
    'redomain two.test one.test, delete a@one.test',
  ],
];

/** More works than any of these histories needs. */
const worksMax = 1500;

const lines = (text: string): readonly string[] => text.split(', ');

/** A store whose changes count as works of a disk. */
function over(disk: FaultyDisk, store: Store): Store {
  return {
    view: (work) => store.view(work),
    viewInSlices: (work) => store.viewInSlices(work),
    update: async (work) => {
      disk.work();
      return store.update(work);
    },
    close: () => store.close(),
  };
}

describe('A mount point on another file system', () => {
  let volume: string;
  let little: LittleBase;
  let mail: MarkedMail;

  /** A base directory with mount points on another file system, and mail. */
  const begin = async (before: string): Promise<void> => {
    volume = mkdtempSync(join(tmpdir(), 'cligate-volume-'));
    little = await LittleBase.with();
    for (const [directory, point] of [
      ['Accounts', 'big'],
      ['Domains', 'disk'],
    ] as const) {
      mkdirSync(join(little.base, directory));
      mkdirSync(join(volume, point));
      symlinkSync(join(volume, point), join(little.base, directory, `${point}.mnt`));
    }
    await happen(little, ['mount big', 'mount-domains disk', ...lines(before)]);
    await little.settle();
    mail = new MarkedMail(little.base, little.server.store);
    await mail.put();
  };

  const end = (): void => {
    little.remove();
    rmSync(volume, { recursive: true, force: true });
  };

  /** Runs a projection on a disk that is to fail; returns whether it did. */
  const runOn = async (fail: (disk: FaultyDisk) => FaultyDisk): Promise<boolean> => {
    const disk = fail(new FaultyDisk(little.base, volume).borders(volume));
    try {
      await little.projectionWith((state) => over(disk, state)).settle();
    } catch (error) {
      if (!disk.hasFailed) throw error;
    } finally {
      disk.repair();
    }
    return disk.hasFailed;
  };

  const expectWhole = async (): Promise<void> => {
    little.troubles.length = 0;
    little.restart();
    const disk = new FaultyDisk(little.base, volume).borders(volume);
    try {
      await little.settle();
    } finally {
      disk.repair();
    }
    expect(little.troubles).to.deep.equal([]);
    await mail.expectKept();
    expect(withoutMail(little.tree())).to.deep.equal(withoutMail(await little.fresh()));
    for (const name of ['moving', 'copying']) {
      const directory = join(little.base, 'projector', name);
      expect(existsSync(directory) ? readdirSync(directory) : []).to.deep.equal([]);
    }
  };

  for (const [title, before, interrupted, after] of histories) {
    it(`loses no mail, wherever the projector is killed: ${title}`, async () => {
      for (let at = 0, isKilled = true; isKilled; at += 1) {
        expect(at).to.be.below(worksMax);
        await begin(before);
        try {
          await happen(little, lines(interrupted));
          isKilled = await runOn((disk) => disk.killed(at));
          await happen(little, lines(after));
          await expectWhole().catch((error: unknown) => {
            throw new Error(`killed before work ${at}`, { cause: error });
          });
        } finally {
          end();
        }
      }
    });

    it(`loses no mail, wherever the disk is full: ${title}`, async () => {
      for (let at = 0, isFull = true; isFull; at += 1) {
        expect(at).to.be.below(worksMax);
        await begin(before);
        try {
          await happen(little, lines(interrupted));
          isFull = await runOn((disk) => disk.full(at));
          await happen(little, lines(after));
          await expectWhole().catch((error: unknown) => {
            throw new Error(`full at work ${at}`, { cause: error });
          });
        } finally {
          end();
        }
      }
    });
  }
});

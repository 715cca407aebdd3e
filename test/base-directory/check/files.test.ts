import { expect } from 'chai';
import fc from 'fast-check';
import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseFindings, prepareRepair } from '../../../src/base-directory/check/base-findings.js';
import { anyLine, happen } from '../projection/history.js';
import { LittleBase } from '../projection/little-base.js';

/** What somebody did to the disk, what is told of it, and whether a repair mends it. */
interface Breakage {
  readonly title: string;
  readonly breaks: (at: (path: string) => string) => void;
  readonly told: readonly string[];
  /** What is still told after a repair. */
  readonly left?: readonly string[];
}

const ann = 'Domains/one.test/ann.macnt';
const oldTime = 1_700_000_000;
const mail = 'From x\n\nhello\n';

const breakages: readonly Breakage[] = [
  {
    title: 'a settings file with another text',
    breaks: (at) => writeFileSync(at(`${ann}/account.settings`), '{ RealName = "No"; }\n'),
    told: [`account ann@one.test: ${ann}/account.settings differs from the store (write it anew)`],
  },
  {
    title: 'a settings file with more text',
    breaks: (at) => writeFileSync(at(`${ann}/account.settings`), ' ', { flag: 'a' }),
    told: [`account ann@one.test: ${ann}/account.settings differs from the store (write it anew)`],
  },
  {
    title: 'a settings file with less text',
    breaks: (at) => writeFileSync(at(`${ann}/account.settings`), '{'),
    told: [`account ann@one.test: ${ann}/account.settings differs from the store (write it anew)`],
  },
  {
    title: 'no settings file',
    breaks: (at) => rmSync(at(`${ann}/account.settings`)),
    told: [`account ann@one.test: ${ann}/account.settings is missing (write it)`],
  },
  {
    title: 'a file that no store needs',
    breaks: (at) => writeFileSync(at(`${ann}/account.prefs`), '{}'),
    told: [`account ann@one.test: ${ann}/account.prefs should not be there (remove it)`],
  },
  {
    title: 'a link in the place of a file',
    breaks: (at) => {
      renameSync(at(`${ann}/account.settings`), at('elsewhere'));
      symlinkSync(at('elsewhere'), at(`${ann}/account.settings`));
    },
    told: [`account ann@one.test: ${ann}/account.settings is refused: a link is not followed`],
    left: [`account ann@one.test: ${ann}/account.settings is refused: a link is not followed`],
  },
  {
    title: 'a directory in the place of a file',
    breaks: (at) => {
      rmSync(at('Domains/one.test/Settings/Domain.settings'));
      mkdirSync(at('Domains/one.test/Settings/Domain.settings'));
    },
    told: ['domain one.test: Domains/one.test/Settings/Domain.settings is refused: no plain file'],
    left: ['domain one.test: Domains/one.test/Settings/Domain.settings is refused: no plain file'],
  },
  {
    title: 'a file in the place of an Account',
    breaks: (at) => {
      rmSync(at(ann), { recursive: true });
      writeFileSync(at(ann), '');
    },
    told: [`account ann@one.test: ${ann} is refused: no directory`],
    left: [`account ann@one.test: ${ann} is refused: no directory`],
  },
  {
    title: 'no directory of an Account',
    breaks: (at) => rmSync(at(ann), { recursive: true }),
    told: [`account ann@one.test: ${ann} is missing (write it)`],
  },
  {
    title: 'no directory of a Domain',
    breaks: (at) => rmSync(at('Domains/one.test'), { recursive: true }),
    told: [
      'domain one.test: Domains/one.test/Settings/Domain.settings is missing (write it)',
      'domain one.test: Domains/one.test/Settings/Aliases.data is missing (write it)',
      'domain one.test: Domains/one.test/Settings/Groups.data is missing (write it)',
      'list news@one.test: Domains/one.test/Settings/LISTS/news.settings is missing (write it)',
      `account ann@one.test: ${ann} is missing (write it)`,
      'account tom@one.test: Domains/one.test/tom.mbox is missing (an empty one is made)',
      'account tom@one.test: Domains/one.test/tom.settings is missing (write it)',
    ],
  },
  {
    title: 'wrong files of a Domain, a Mailing List and the server',
    breaks: (at) => {
      writeFileSync(at('Domains/one.test/Settings/Aliases.data'), '{}');
      writeFileSync(at('Domains/one.test/Settings/LISTS/news.settings'), '{}');
      writeFileSync(at('Domains/one.test/Settings/LISTS/old.settings'), '{}');
      rmSync(at('Settings/Router.settings'), { force: true });
      writeFileSync(at('Settings/Queue.settings'), '{ a = b; }');
    },
    told: [
      'server server: Settings/Queue.settings should not be there (remove it)',
      'domain one.test: Domains/one.test/Settings/Aliases.data differs from the store (write it anew)',
      'domain one.test: Domains/one.test/Settings/LISTS/old.settings should not be there (move it aside)',
      'list news@one.test: Domains/one.test/Settings/LISTS/news.settings differs from the store' +
        ' (write it anew)',
    ],
  },
  {
    title: 'files and directories of nobody',
    breaks: (at) => {
      mkdirSync(at('Domains/old.test'));
      mkdirSync(at('Domains/one.test/x.sub/zed.macnt'), { recursive: true });
      writeFileSync(at('Domains/one.test/zoe.settings'), '{}');
      writeFileSync(at(`${ann}/Lost.mbox`), mail);
      writeFileSync(at('Domains/one.test/READ.ME'), 'of somebody else');
    },
    told: [
      'server server: Domains/old.test belongs to no Domain',
      'domain one.test: Domains/one.test/x.sub/zed.macnt belongs to no Account',
      'domain one.test: Domains/one.test/zoe.settings belongs to no Account',
      `account ann@one.test: ${ann}/Lost.mbox belongs to no Mailbox`,
    ],
    left: [
      'server server: Domains/old.test belongs to no Domain',
      'domain one.test: Domains/one.test/x.sub/zed.macnt belongs to no Account',
      'domain one.test: Domains/one.test/zoe.settings belongs to no Account',
      `account ann@one.test: ${ann}/Lost.mbox belongs to no Mailbox`,
    ],
  },
  {
    title: 'a Mailbox without its file',
    breaks: (at) => rmSync(at(`${ann}/Work.mbox`)),
    told: [`account ann@one.test: ${ann}/Work.mbox is missing (an empty one is made)`],
  },
  {
    title: 'a Mailbox of which nothing can be read',
    breaks: (at) => writeFileSync(at(`${ann}/Work.mbox`), 'no message\n'),
    told: [`account ann@one.test: ${ann}/Work.mbox has no message that can be read`],
    left: [`account ann@one.test: ${ann}/Work.mbox has no message that can be read`],
  },
  {
    title: 'numbers of messages that are not so',
    breaks: (at) => {
      const path = at(`${ann}/INBOX.mbox`);
      writeFileSync(path, mail.replace('hello', 'From '), { flag: 'r+' });
      utimesSync(path, oldTime, oldTime);
    },
    told: [
      `account ann@one.test: ${ann}/INBOX.mbox has 2 messages of 28 bytes, and ` +
        `${ann}/account.info says 1 of 28 bytes (count them anew)`,
    ],
  },
  {
    title: 'a damaged .info',
    breaks: (at) => writeFileSync(at(`${ann}/account.info`), '{ INBOX = {'),
    told: [`account ann@one.test: ${ann}/account.info is damaged (rebuild it)`],
  },
];

/** What is wrong, without the reason of a damage: readers of files have tests of their own. */
const plain = (wrong: string): string =>
  wrong.replace('on the disk', '').replace(/( is damaged): .*/, '$1');

describe('Documented files and messages that are not what the store says', () => {
  const little = async (): Promise<LittleBase> => {
    const made = await LittleBase.with('one.test');
    await happen(made, [
      'create ann@one.test',
      'create tom@one.test TextMailbox',
      'alias ann@one.test ann-1',
      'box ann@one.test Work',
      'list news@one.test ann',
      'group staff@one.test ann',
    ]);
    await made.settle();
    const inbox = join(made.base, ann, 'INBOX.mbox');
    writeFileSync(inbox, `${mail}${mail}`);
    utimesSync(inbox, oldTime, oldTime);
    await repair(made);
    return made;
  };

  const repair = async (made: LittleBase): Promise<void> => {
    for await (const finding of looking(made)) prepareRepair(made.projection.tree, finding);
    await made.projection.restart();
    await made.settle();
  };

  const looking = (made: LittleBase): ReturnType<typeof baseFindings> =>
    baseFindings({
      store: made.server.store,
      state: made.state,
      base: made.base,
      blobs: { directory: join(made.base, 'files'), linked: false },
      followMountLinks: true,
      again: () => Promise.resolve(false),
    });

  const findings = async (made: LittleBase): Promise<readonly string[]> => {
    const told: string[] = [];
    for await (const { subject, wrong, fix } of looking(made)) {
      const what = fix === undefined ? '' : ` (${fix})`;
      told.push(`${subject.kind} ${subject.name}${plain(wrong)}${what}`);
    }
    return told;
  };

  it('are not told where nothing is wrong', async () => {
    const made = await little();
    try {
      const before = made.tree();
      expect(await findings(made)).to.deep.equal([]);
      expect(made.tree()).to.deep.equal(before);
    } finally {
      made.remove();
    }
  });

  it('are not told of what is still to be written, whatever it is', async () => {
    const history = fc.array(anyLine, { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(history, history, async (before, after) => {
        const made = await LittleBase.with('one.test');
        try {
          await happen(made, before);
          await made.settle();
          expect(await findings(made), 'all is written').to.deep.equal([]);
          await happen(made, after);
          expect(await findings(made), 'something is to come').to.deep.equal([]);
        } finally {
          made.remove();
        }
      }),
      { numRuns: 150 },
    );
  });

  for (const { title, breaks, told, left = [] } of breakages) {
    it(`are told and mended: ${title}`, async () => {
      const made = await little();
      try {
        breaks((path) => join(made.base, path));
        const broken = made.tree();
        expect(await findings(made)).to.deep.equal(told);
        expect(made.tree(), 'a look changes nothing').to.deep.equal(broken);
        await repair(made);
        expect(await findings(made)).to.deep.equal(left);
      } finally {
        made.remove();
      }
    });
  }
});

import { expect } from 'chai';
import { recordOf } from '../catalogue/records.js';
import { requireResult, wordOf } from '../catalogue/results.js';
import { eachStore, withServer } from '../server-under-test.js';
import { allCommands } from '../../src/commands/all-commands.js';
import type { Command } from '../../src/commands/define.js';
import { playTranscript, readTranscript } from '../transcript.js';

eachStore((store) => {
  describe(`The example of every command is true (${store} store)`, () => {
    for (const { name, example } of allCommands) {
      it(name, () =>
        withServer({ store }, (server) =>
          playTranscript(example, () => server.postmaster(), requireResult),
        ),
      );
    }
  });
});

/** The answers that an example shows to its own command. */
function answersTo({ name, aliases = [], example }: Command): readonly string[] {
  const words = [name, ...aliases].map((word) => word.toLowerCase());
  let isOwn = false;
  return readTranscript(example).flatMap(({ who, text }) => {
    if (who === 'server') return isOwn ? [text] : [];
    isOwn = words.includes(wordOf(text));
    return [];
  });
}

describe('The example of every command shows a success and a refusal', () => {
  for (const command of allCommands) {
    it(command.name, () => {
      const answers = answersTo(command);
      const succeeds = command.works !== false && recordOf(command.name).answers === undefined;
      expect(answers.some((answer) => /^20[01] /.test(answer))).to.equal(succeeds);
      expect(answers.some((answer) => /^5\d\d /.test(answer))).to.equal(true);
    });
  }
});

/** An Account with as many Mailboxes as are kept, listed with a filter of many stars. */
import type { Scenario } from '../scenario.js';

/** As many as are kept (`stored.mailboxesMax`): one of them is INBOX. */
const count = 5_000;
/** A filter that a reading back and forth would take for ever over. */
const filter = `${'a*'.repeat(12)}b`;
const turns = 5;

export default {
  name: 'list-mailboxes',
  size: `${count} Mailboxes`,
  async prepare(server) {
    const user = await server.plainUser('collecting');
    await user.mustAll(count - 1, (index) => `CreateMailbox * MAILBOX ${'a'.repeat(40)}${index}`);
    user.close();
  },
  async run(server) {
    const user = await server.login('collecting', 'plain-password');
    for (let turn = 0; turn < turns; turn++) {
      await user.must('ListMailboxes *');
      await user.must(`ListMailboxes * FILTER "${filter}"`);
    }
    user.close();
  },
} satisfies Scenario;

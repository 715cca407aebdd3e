/** The longest lists and dictionaries of an Account that are kept, and longer ones, which are refused. */
import type { LoadClient } from '../load-client.js';
import type { Scenario } from '../scenario.js';

/** Names that are kept in one list, and elements that one document has; as in `conf/`. */
const namesMax = 2000;
const elementsMax = 4900;
const beyond = 100_000;

export default {
  name: 'long-lists',
  size: `${namesMax} names, ${elementsMax} elements, ${beyond}`,
  async run(server, round) {
    const administrator = await server.postmaster();
    const account = `listed${round}`;
    await administrator.must(`CreateAccount ${account}`);
    const list = (count: number, name: string) =>
      Array.from({ length: count }, (_, index) => `r${round}${name}${index}`).join(',');
    const rights = Array.from({ length: elementsMax }, (_, index) => `ann${index}=lrs;`).join('');
    for (let turn = 0; turn < 3; turn += 1) {
      await administrator.must(`SetAccountAliases ${account} (${list(namesMax, `a${turn}-`)})`);
      await administrator.must(`SetAccountTelnums ${account} (${telnums(turn)})`);
      await administrator.must(
        `SetMailboxSubscription ${account} (${list(elementsMax, `box${turn}-`)})`,
      );
      await administrator.must(`SetAccountACL ${account} {${rights}me${turn}=lrs;}`);
      for (const word of [
        'AccountAliases',
        'AccountTelnums',
        'MailboxSubscription',
        'AccountACL',
      ]) {
        await administrator.must(`Get${word} ${account}`);
      }
    }
    await mustRefuse(administrator, `SetAccountAliases ${account} (${list(beyond, 'b')})`);
    await mustRefuse(administrator, `SetMailboxSubscription ${account} (${list(beyond, 'b')})`);
    await administrator.must(`DeleteAccount ${account}`);
    administrator.close();
  },
} satisfies Scenario;

/** As many telephone numbers as are kept, others in each turn. */
function telnums(turn: number): string {
  return Array.from({ length: namesMax }, (_, index) => `+1${turn}${index + 100_000}`).join(',');
}

async function mustRefuse(client: LoadClient, line: string): Promise<void> {
  const { text } = await client.ask(line);
  if (!text.startsWith('5')) throw new Error(`${line.slice(0, 80)}: ${text}`);
}

/** Random steps over few names, so that they meet; and what a real server shows of a Domain. */
import fc from 'fast-check';
import { readValue } from '../../src/values/read.js';
import { bytesOf } from '../../src/values/text.js';
import { isArray, isDictionary, type Value } from '../../src/values/value.js';
import type { LineClient } from '../transcript.js';
import type { Step } from './naive.js';

const names = ['ann', 'bob', 'carl', 'dora', 'ed'];

/** Steps in these Domains. */
export function arbitraryStep(domains: readonly string[]): fc.Arbitrary<Step> {
  const domain = fc.constantFrom(...domains);
  const name = fc.constantFrom(...names);
  const members = fc.array(fc.constantFrom(...names, 'far@away.example'), { maxLength: 4 });
  const target = fc.constantFrom('ann', 'bob@one.example', 'null');
  const plain = { domain, name };
  const renamed = fc
    .record({ ...plain, toDomain: domain, toName: name })
    .filter((step) => step.domain !== step.toDomain || step.name !== step.toName);
  const renamedPlain = fc
    .record({ ...plain, toName: name })
    .filter((step) => step.name !== step.toName);
  const to =
    <Do extends Step['do']>(word: Do) =>
    <Rest extends object>(rest: Rest): Rest & { do: Do } => ({ do: word, ...rest });
  return fc.oneof(
    { weight: 4, arbitrary: fc.record(plain).map(to('create account')) },
    { weight: 2, arbitrary: fc.record(plain).map(to('delete account')) },
    { weight: 4, arbitrary: renamed.map(to('rename account')) },
    {
      weight: 2,
      arbitrary: fc
        .record({ ...plain, aliases: fc.array(name, { maxLength: 3 }) })
        .map(to('set aliases')),
    },
    { weight: 2, arbitrary: fc.record({ ...plain, members }).map(to('create group')) },
    { weight: 2, arbitrary: fc.record({ ...plain, members }).map(to('set group')) },
    { weight: 1, arbitrary: renamedPlain.map(to('rename group')) },
    { weight: 1, arbitrary: fc.record(plain).map(to('delete group')) },
    { weight: 1, arbitrary: fc.record({ ...plain, target }).map(to('create forwarder')) },
    { weight: 1, arbitrary: renamedPlain.map(to('rename forwarder')) },
    { weight: 1, arbitrary: fc.record(plain).map(to('delete forwarder')) },
  );
}

/** What a server shows of a Domain, in the shape of `NaiveServer.show`. The client is in INLINE mode. */
export async function shown(client: LineClient, domain: string): Promise<string> {
  const accounts: [string, readonly Value[]][] = [];
  const found = await data(client, `ListAccounts ${domain}`);
  for (const name of isDictionary(found) ? [...found.keys()].sort() : []) {
    accounts.push([name, list(await data(client, `GetAccountAliases ${name}@${domain}`))]);
  }
  const groups: [string, readonly Value[]][] = [];
  for (const name of await namesOf(client, `ListGroups ${domain}`)) {
    const group = await data(client, `GetGroup ${name}@${domain}`);
    groups.push([name, list(isDictionary(group) ? group.get('Members') : undefined)]);
  }
  const forwarders: [string, Value][] = [];
  for (const name of await namesOf(client, `ListForwarders ${domain}`)) {
    forwarders.push([name, await data(client, `GetForwarder ${name}@${domain}`)]);
  }
  return JSON.stringify({ accounts, groups, forwarders });
}

async function data(client: LineClient, line: string): Promise<Value> {
  const answer = await client.ask(line);
  if (!answer?.startsWith('201 ')) throw new Error(`${line} was answered ${answer ?? '(closed)'}`);
  return readValue(bytesOf(answer.slice(4)));
}

async function namesOf(client: LineClient, line: string): Promise<readonly string[]> {
  return list(await data(client, line))
    .filter((name) => typeof name === 'string')
    .sort();
}

function list(value: Value | undefined): readonly Value[] {
  return isArray(value) ? value : [];
}

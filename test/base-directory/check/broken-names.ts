/** Names, members, owners and numbers that contradict each other; a repair brings all back. */
import { listNames, ownedLists } from '../../../src/tables/list-tables.js';
import {
  awaitedNames,
  inRoll,
  memberOf,
  rollMembers,
  rolls,
} from '../../../src/tables/roll-tables.js';
import { metadata } from '../../../src/store/metadata.js';
import {
  accounts,
  counters,
  domainNames,
  domains,
  domainTelnums,
  forwarderNames,
  groupNames,
  names,
  telnums,
} from '../../../src/tables/tables.js';
import { taskNames } from '../../../src/tables/task-tables.js';
import { domainKey } from '../../../src/values/letters.js';
import { edit, id, type Breakage } from './breakage.js';

export const brokenNames: readonly Breakage[] = [
  [
    'a domain without its name',
    (tx) => tx.remove(domainNames, domainKey('client1.example')),
    /cannot be found by its name/,
  ],
  [
    'a domain alias that is not found',
    (tx) => tx.remove(domainNames, domainKey('www.client1.example')),
    /not be found by its alias www/,
  ],
  [
    'a name of a domain that has it not',
    (tx) => tx.put(domainNames, domainKey('x.example'), { domain: id.domain, alias: false }),
    /does not know its name x\.example/,
  ],
  [
    'an alias of a domain that has it not',
    (tx) => tx.put(domainNames, domainKey('x.example'), { domain: id.domain, alias: true }),
    /does not know its alias x\.example/,
  ],
  [
    'a wrong AdminDomainName beside the settings',
    (tx) => edit(tx, domains, id.domain, { adminDomain: domainKey('x') }),
    /another AdminDomainName/,
  ],
  [
    'no mark of the Main Domain',
    (tx) => edit(tx, domains, id.main, { main: false }),
    /not marked as the Main Domain/,
  ],
  ['two Main Domains', (tx) => edit(tx, domains, id.other, { main: true }), /second Main Domain/],
  [
    'a forgotten Main Domain',
    (tx) => tx.remove(metadata, 'mainDomain'),
    /does not know its Main Domain/,
  ],
  ['a suspended Main Domain', (tx) => edit(tx, domains, id.main, { suspended: true }), /suspended/],
  [
    'nobody with Master',
    (tx) => edit(tx, accounts, id.postmaster, { rights: [] }),
    /nobody with the right Master/,
  ],
  [
    'a wrong count of Masters',
    (tx) => tx.put(counters, 'masters', 7),
    /counts its Masters wrongly/,
  ],
  [
    'server rights outside of the Main Domain',
    (tx) => edit(tx, accounts, id.ann, { rights: ['Settings'] }),
    /server rights outside/,
  ],
  [
    'an account without its name',
    (tx) => tx.remove(names, `${id.domain}/ann`),
    /ann@client1\.example cannot be found by its name/,
  ],
  [
    'a name of no account',
    (tx) => tx.put(names, `${id.domain}/eve`, { kind: 'account', id: 999, type: 'MultiMailbox' }),
    /the name eve \(account\) that no object has/,
  ],
  [
    'a name in no domain',
    (tx) => tx.put(names, '999/eve', { kind: 'group', id: id.staff, type: '' }),
    /the name eve \(group\)/,
  ],
  [
    'an account listed with another type',
    (tx) => tx.put(names, `${id.domain}/ann`, { kind: 'account', id: id.ann, type: 'CGrade' }),
    /listed as CGrade/,
  ],
  [
    'an alias without its name',
    (tx) => tx.remove(names, `${id.domain}/info`),
    /cannot be found by its alias info/,
  ],
  [
    'an alias that its account has not',
    (tx) => tx.put(names, `${id.domain}/x`, { kind: 'alias', id: id.ann, type: '' }),
    /the name x \(alias\)/,
  ],
  [
    'a group without its name',
    (tx) => tx.remove(names, `${id.domain}/staff`),
    /staff@client1\.example cannot be found/,
  ],
  [
    'a group that is not listed',
    (tx) => tx.remove(groupNames, `${id.domain}/staff`),
    /staff@.* not listed among its kind/,
  ],
  [
    'a listed group that is not there',
    (tx) => tx.put(groupNames, `${id.domain}/x`, id.staff),
    /lists a group x/,
  ],
  [
    'a forwarder that is not listed',
    (tx) => tx.remove(forwarderNames, `${id.domain}/fwd`),
    /fwd@.* not listed/,
  ],
  [
    'a listed forwarder that is not there',
    (tx) => tx.put(forwarderNames, `${id.domain}/x`, 999),
    /lists a forwarder x/,
  ],
  [
    'a list that is not listed',
    (tx) => tx.remove(listNames, `${id.domain}/news`),
    /news@.* not listed/,
  ],
  [
    'a listed list that is not there',
    (tx) => tx.put(listNames, `${id.domain}/x`, 999),
    /lists a list x/,
  ],
  [
    'a task that is not listed',
    (tx) => tx.remove(taskNames, `${id.domain}/room`),
    /room@.* not listed/,
  ],
  [
    'a listed task that is not there',
    (tx) => tx.put(taskNames, `${id.domain}/x`, 999),
    /lists a task x/,
  ],
  [
    'a member that does not find its group',
    (tx) => tx.remove(memberOf, `${id.ann}/${inRoll(id.staffRoll, 0)}`),
    /staff@.* not found by one of its members/,
  ],
  [
    'a member of a group that has it not',
    (tx) => tx.put(memberOf, `${id.ed}/${inRoll(id.staffRoll, 0)}`, ''),
    /found by a member that it does not have/,
  ],
  [
    'a member of no group',
    (tx) => tx.put(memberOf, `${id.ann}/${inRoll(999, 0)}`, ''),
    /found by a member/,
  ],
  [
    'an awaited name that is not known',
    (tx) => tx.remove(awaitedNames, `${id.domain}/zoe/${inRoll(id.staffRoll, 2)}`),
    /not found by one of its members/,
  ],
  [
    'an awaited name of no member',
    (tx) => tx.put(awaitedNames, `${id.domain}/x/${inRoll(id.staffRoll, 2)}`, ''),
    /found by a member/,
  ],
  [
    'a member that is not there',
    (tx) => tx.put(rollMembers, inRoll(id.allRoll, 9), '#a999'),
    /all@.* a member that is not there/,
  ],
  [
    'a member of another domain',
    (tx) => tx.put(rollMembers, inRoll(id.allRoll, 9), `#a${id.ed}`),
    /a member that is not there/,
  ],
  [
    'a group that does not find its members',
    (tx) => tx.remove(rolls, id.staffRoll),
    /staff@.* lost its members/,
  ],
  [
    'members of no group',
    (tx) => {
      tx.put(rolls, 9, { domain: id.domain, group: 999 });
      tx.put(rollMembers, inRoll(9, 0), '@text');
    },
    /has members of no group/,
  ],
  [
    'members of nothing',
    (tx) => tx.put(rollMembers, inRoll(9, 0), '@text'),
    /has a member 9\/000000000 of nothing/,
  ],
  [
    'a list that its owner does not know',
    (tx) => tx.remove(ownedLists, `${id.ann}/${id.news}`),
    /news@.* not listed with its owner/,
  ],
  [
    'an owner of what is not its own',
    (tx) => tx.put(ownedLists, `${id.bob}/${id.news}`, ''),
    /bob@.* owner of a list that is not its own/,
  ],
  [
    'a number that leads nowhere',
    (tx) => tx.put(telnums, '999', id.ann),
    /the number 999 that no account has/,
  ],
  [
    'a number that is not found',
    (tx) => tx.remove(telnums, '14153837164'),
    /not found by its number \+14153837164/,
  ],
  [
    'a number that its domain does not list',
    (tx) => tx.remove(domainTelnums, `${id.domain}/200`),
    /not found by its number 200/,
  ],
  [
    'a listed number that nobody has',
    (tx) => tx.put(domainTelnums, `${id.domain}/999`, id.ann),
    /client1\.example has the number 999/,
  ],
];

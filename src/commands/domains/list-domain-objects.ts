/** Lists the objects of a Domain page by page. */
import { domainAdministrator } from '../../access/need.js';
import { counter, countOf } from '../../engine/directory/directory.js';
import { visitObjects, type ObjectQuery } from '../../engine/domains/domain-objects.js';
import { typeExtensions } from '../../engine/places/account-place.js';
import type { Reader } from '../../store/store.js';
import {
  accounts,
  forwarders,
  type DomainId,
  type NameRow,
  type ObjectKind,
} from '../../tables/tables.js';
import { print, printString } from '../../values/print.js';
import { domainName, flag, number, optional, text, type ArgumentType } from '../arguments.js';
import { printedInSteps, query } from '../define.js';
import { targetDomain } from '../targets.js';
import { nameText } from './listed-names.js';

/** One client sends COOKIE with nothing behind it for the first page. */
const cookie: ArgumentType<string | undefined> = { ...optional(text), atLineEnd: '' };

export const listDomainObjects = query({
  name: 'ListDomainObjects',
  usage: 'domainName [FILTER filter] limit [ACCOUNTS] [ALIASES] [FORWARDERS] [COOKIE cookie]',
  summary: 'Lists Accounts, aliases and Forwarders of a Domain, page by page.',
  arguments: {
    domainName,
    filter: optional(text),
    limit: number,
    accounts: flag,
    aliases: flag,
    forwarders: flag,
    cookie,
  },
  needs: domainAdministrator('domainName'),
  deviations:
    'The limit is for objects of all kinds together. Without a kind no objects are listed. With a ' +
    'filter a page may have fewer objects than its limit though its cookie is not empty.',

  run(context, values) {
    const { id } = targetDomain(context, values.domainName);
    const { filter, limit, cookie: after } = values;
    const kinds = new Set<ObjectKind>();
    if (values.accounts) kinds.add('account');
    if (values.aliases) kinds.add('alias');
    if (values.forwarders) kinds.add('forwarder');
    return printedInSteps(objectsText(context.tx, id, { filter, limit, kinds, cookie: after }));
  },

  example: `
    C: SetAccountAliases postmaster (info)
    S: 200 OK
    C: CreateForwarder sales TO friend@elsewhere.test
    S: 200 OK
    C: ListDomainObjects example.test 100 ACCOUNTS ALIASES FORWARDERS
    S: 201 (1,{info=(postmaster);postmaster=macnt;sales=((friend@elsewhere.test));},1,1)
    # Page by page, until the cookie is empty.
    C: ListDomainObjects example.test 1 ACCOUNTS ALIASES COOKIE ""
    S: 201 (1,{info=(postmaster);},1,1,info)
    C: ListDomainObjects example.test 1 ACCOUNTS ALIASES COOKIE info
    S: 201 (1,{postmaster=macnt;},1,1,postmaster)
    C: ListDomainObjects example.test 1 ACCOUNTS ALIASES COOKIE postmaster
    S: 201 (1,{},1,1,"")
    C: ListDomainObjects example.test FILTER post 100 ACCOUNTS COOKIE
    S: 201 (1,{postmaster=macnt;},1,1,"")
    C: ListDomainObjects example.test ACCOUNTS
    S: 500 incorrect command parameters - expected limit
  `,
});

/** The objects between how many Accounts, aliases and Forwarders there are, and perhaps a cookie. */
function* objectsText(tx: Reader, domain: DomainId, query: ObjectQuery): Generator<void, string> {
  let text = '';
  const cookie = yield* visitObjects(tx, domain, query, (name, object) => {
    text += `${nameText(name)}=${objectText(tx, object)};`;
  });
  const total = (kind: ObjectKind): number => counter(tx, countOf(kind, domain));
  const rest = query.cookie === undefined ? '' : `,${printString(cookie)}`;
  return `(${total('account')},{${text}},${total('alias')},${total('forwarder')}${rest})`;
}

function objectText(tx: Reader, { kind, id, type }: NameRow): string {
  if (kind === 'alias') return print([tx.get(accounts, id)?.name ?? '']);
  if (kind === 'forwarder') return print([[tx.get(forwarders, id)?.target ?? '']]);
  return type === '' ? '""' : typeExtensions[type];
}

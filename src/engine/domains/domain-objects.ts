/**
 * What is in a Domain, for listing (objects, section 15): its Accounts at once, or Accounts,
 * aliases and Forwarders page by page. Answers are built as texts of the data language, because
 * these lists are the longest ones there are.
 */
import { visitInSteps } from '../../store/steps.js';
import { keysUnder, type Reader } from '../../store/store.js';
import {
  accounts,
  forwarders,
  names,
  type Id,
  type NameRow,
  type ObjectKind,
} from '../../tables/tables.js';
import { asciiLower } from '../../values/letters.js';
import { print } from '../../values/print.js';
import { typeExtensions } from '../places/account-place.js';
import { counter, countOf } from '../directory/directory.js';

/** Which objects are wanted. */
export interface ObjectQuery {
  /** Only names that contain this text. */
  readonly filter: string | undefined;
  /** At most so many objects. */
  readonly limit: number;
  readonly kinds: ReadonlySet<ObjectKind>;
  /** Where to go on: what the page before told; empty for the first page, undefined for no paging. */
  readonly cookie: string | undefined;
}

/** Pages look at so many names at most, so that a rare filter does not hold up everyone else. */
const namesLookedAtMax = 20_000;

/** the most characters that a name, and so a cookie, may have. */
const cookieMax = 128;

/** Sorts below every sign of a name: what follows it in the key is behind the name itself. */
const behind = '!';

/** All Accounts of a Domain and the extensions of their types, as the text of a dictionary. */
export function* accountsText(tx: Reader, domain: Id): Generator<void, string> {
  const prefix = `${domain}/`;
  let text = '{';
  yield* visitInSteps(tx.range(names, keysUnder(prefix)), ([key, { kind, type }]) => {
    if (kind !== 'account' || type === '') return;
    text += `${nameText(key.slice(prefix.length))}=${typeExtensions[type]};`;
  });
  return `${text}}`;
}

/**
 * A page of a Domain's objects as the text of an array: how many Accounts there are, a dictionary of
 * the objects asked for, how many aliases, how many Forwarders, and, when a cookie was given, the
 * cookie of the next page (empty after the last one).
 */
export function* objectsText(tx: Reader, domain: Id, query: ObjectQuery): Generator<void, string> {
  const { dictionary, cookie } = yield* page(tx, domain, query);
  const [accountTotal, aliasTotal, forwarderTotal] = (
    ['account', 'alias', 'forwarder'] as const
  ).map((kind) => counter(tx, countOf(kind, domain)));
  const rest = query.cookie === undefined ? '' : `,${print(cookie)}`;
  return `(${accountTotal},${dictionary},${aliasTotal},${forwarderTotal}${rest})`;
}

function* page(
  tx: Reader,
  domain: Id,
  { filter = '', limit, kinds, cookie }: ObjectQuery,
): Generator<void, { readonly dictionary: string; readonly cookie: string }> {
  const prefix = `${domain}/`;
  const { start, end } = keysUnder(prefix);
  if (kinds.size === 0 || limit <= 0) return { dictionary: '{}', cookie: '' };
  const after = cookie === undefined || cookie === '' ? '' : cookie.slice(0, cookieMax) + behind;
  const wanted = asciiLower(filter);
  const lookMax = cookie === undefined ? Infinity : namesLookedAtMax;
  let [text, shown, looked, last, isWhole] = ['{', 0, 0, '', true];
  yield* visitInSteps(tx.range(names, { start: start + after, end }), ([key, row]) => {
    isWhole = shown < limit && looked < lookMax;
    if (!isWhole) return false;
    looked += 1;
    last = key.slice(prefix.length);
    if (!kinds.has(row.kind) || !last.includes(wanted)) return true;
    text += `${nameText(last)}=${objectText(tx, row)};`;
    shown += 1;
    return true;
  });
  return { dictionary: `${text}}`, cookie: isWhole ? '' : last };
}

function objectText(tx: Reader, { kind, id, type }: NameRow): string {
  if (kind === 'alias') return print([tx.get(accounts, id)?.name ?? '']);
  if (kind === 'forwarder') return print([[tx.get(forwarders, id)?.target ?? '']]);
  return type === '' ? print('') : typeExtensions[type];
}

/** A name needs quotes only when it begins with `_` or `-`; no other sign of a name is special. */
function nameText(name: string): string {
  return name.startsWith('_') || name.startsWith('-') ? print(name) : name;
}

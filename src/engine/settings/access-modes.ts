/**
 * Which services are on: the values of `AccessModes` and `DomainAccessModes` (objects, section 3.5
 * and question 9 of section 17), and of `AUTHMethods`, which is written alike. Knows no Account
 * and no Domain.
 */
import { asciiLower } from '../../values/letters.js';
import { isArray, type Value } from '../../values/value.js';

/** All services, in the order in which versions came to know them: a later one has a higher number. */
export const services = [
  'Mail',
  'Relay',
  'Signal',
  'Mobile',
  'TLS',
  'POP',
  'IMAP',
  'MAPI',
  'AirSync',
  'SIP',
  'XMPP',
  'WebMail',
  'XIMSS',
  'FTP',
  'ACAP',
  'PWD',
  'LDAP',
  'RADIUS',
  'S/MIME',
  'WebCAL',
  'WebSite',
  'PBX',
  'HTTP',
  'MobilePBX',
  'XMedia',
  'YMedia',
  'MobilePronto',
] as const;

/** One of them. */
export type Service = (typeof services)[number];

/**
 * Whether a service is on in `All`, `None`, one name, or a list of names. A number at the head of a
 * list says how many services its writer knew: those that came later are on. No value means all.
 */
export function isServiceOn(modes: Value | undefined, service: Service): boolean {
  const [known = Infinity] = isArray(modes) ? modes.slice(0, 1).flatMap(countOf) : [];
  return services.indexOf(service) >= known || isListed(modes, [service]);
}

/** Whether one of `names` is in `All` or a list; numbers in it are not looked at. No value means all. */
export function isListed(list: Value | undefined, names: readonly string[]): boolean {
  if (list === undefined || list === null) return true;
  const wanted = names.map((name) => asciiLower(name));
  if (typeof list === 'string') {
    const word = asciiLower(list);
    return word === 'all' || wanted.includes(word);
  }
  return (
    isArray(list) &&
    list.some((item) => typeof item === 'string' && wanted.includes(asciiLower(item)))
  );
}

function countOf(item: Value): readonly number[] {
  if (typeof item === 'bigint') return [Number(item)];
  return typeof item === 'string' && /^\d+$/.test(item) ? [Number(item)] : [];
}

/**
 * What a browser may be made to ask (docs/http.md). A browser remembers a Basic login and adds it to
 * whatever a page of any site makes it send here, so such a page could give commands in an
 * administrator's name. Programs send none of the headers that are looked at here, except `Host`.
 */
import { domainToASCII } from 'node:url';
import { isIP } from 'node:net';

/** A header of a request by its name in lower case. */
export type Header = (name: string) => string | undefined;

/** Headers that browsers add to what a page asks for, and that a page cannot leave out. */
const browserHeaders = [
  'origin',
  'referer',
  'cookie',
  'accept-language',
  'sec-fetch-site',
  'sec-fetch-mode',
  'sec-fetch-dest',
  'sec-ch-ua',
  'upgrade-insecure-requests',
];

/** Whether a browser may have sent a request; so it may be a page's doing. */
export function isFromBrowser(header: Header): boolean {
  if (browserHeaders.some((name) => header(name) !== undefined)) return true;
  return /^(mozilla|opera)\//i.test(header('user-agent') ?? '');
}

/**
 * Whether a request comes from a page of another site. `hosts` are names that the server is known
 * under besides the one that was asked (`hostNamesOf`).
 */
export function isFromForeignPage(header: Header, hosts: ReadonlySet<string>): boolean {
  const site = header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const asked = placeOf(`http://${header('host') ?? ''}`);
  return [header('origin'), header('referer')].some((page) => {
    if (page === undefined) return false;
    const place = placeOf(page);
    if (place === undefined) return true;
    return place.host !== asked?.host && !hosts.has(place.name);
  });
}

/**
 * Whether the host that a request names is one of ours: a foreign name that is made to point here
 * would make a page of its own site one of this server. An address is always ours, since no other
 * site can have it, and so is what a request of HTTP/1.0 leaves out.
 */
export function isExpectedHost(host: string | undefined, hosts: ReadonlySet<string>): boolean {
  if (host === undefined) return true;
  const place = placeOf(`http://${host}`);
  if (place === undefined) return false;
  const { name } = place;
  return name === 'localhost' || isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0 || hosts.has(name);
}

/** The host names in a text, with blanks or commas between them, as they are compared. */
export function hostNamesOf(text: string): readonly string[] {
  return text
    .split(/[ \t,]+/)
    .map((name) => domainToASCII(name))
    .filter((name) => name !== '');
}

/** Where a URL points: its host with a port that is not the usual one, and the bare host. */
function placeOf(url: string): { readonly host: string; readonly name: string } | undefined {
  if (!URL.canParse(url)) return undefined;
  const { host, hostname } = new URL(url);
  if (hostname === '') return undefined;
  return { host: host.replace(/:(80|443)$/, ''), name: hostname };
}

/**
 * Requests that a browser sends because a page of another site says so. A browser remembers a
 * Basic login and would add it, so such a page could give commands in an administrator's name.
 */

/** Whether a request comes from a page of another site; programs send none of these headers. */
export function isFromForeignPage(header: (name: string) => string | undefined): boolean {
  const site = header('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = header('origin');
  return origin !== undefined && origin.replace(/^https?:\/\//i, '') !== header('host');
}

/**
 * Filters of Mailbox names as IMAP LIST has them: `*` stands for any text, `%` for any text within
 * one level. A path costs time in proportion to its length, whatever the filter.
 */
import { pathBytesMax, withInboxFolded } from './mailbox-names.js';

/** Tells whether a path passes. */
export type MailboxFilter = (path: string) => boolean;

/** Reads a filter. */
export function mailboxFilter(text: string): MailboxFilter {
  if (text === '*') return () => true;
  const literals = text.replaceAll(/[*%]/g, '').length;
  if (literals > pathBytesMax) return () => false;
  // Neighbours become one wildcard, so that a wildcard is never followed by another.
  const pattern = withInboxFolded(text).replaceAll(/[*%]{2,}/g, (run) =>
    run.includes('*') ? '*' : '%',
  );
  return automaton(pattern);
}

/** A set of places in the pattern is a number: bit n stands for what comes before character n. */
function automaton(pattern: string): MailboxFilter {
  const expecting = new Map<string, bigint>();
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    expecting.set(character, (expecting.get(character) ?? 0n) | (1n << BigInt(at)));
  }
  const star = expecting.get('*') ?? 0n;
  const wild = star | (expecting.get('%') ?? 0n);
  const end = 1n << BigInt(pattern.length);
  const withEmptyMatches = (places: bigint) => places | ((places & wild) << 1n);

  return (path) => {
    let places = withEmptyMatches(1n);
    for (let at = 0; at < path.length && places !== 0n; at++) {
      const character = path.charAt(at);
      const literal = (expecting.get(character) ?? 0n) & ~wild;
      const staying = places & (character === '/' ? star : wild);
      places = withEmptyMatches(staying | ((places & literal) << 1n));
    }
    return (places & end) !== 0n;
  };
}

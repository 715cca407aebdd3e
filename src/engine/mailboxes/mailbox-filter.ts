/**
 * Filters of Mailbox names as IMAP LIST has them: `*` stands for any text, `%` for any text within
 * one level. A path costs time in proportion to its length, whatever the filter.
 */
import { pathBytesMax, withInboxFolded } from './mailbox-names.js';

/** Returns whether a path passes. */
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

/**
 * Where in the pattern a reading may be, and where each character leads from there: found out when it
 * is met for the first time, because arithmetic with large numbers at every character is slow.
 */
interface State {
  readonly isEnd: boolean;
  /** Bit n stands for what comes before character n of the pattern. */
  readonly places: bigint;
  readonly next: Map<string, State>;
}

/** States that are remembered: a filter has a few dozen, only a contrived one has more. */
const statesMax = 1000;

function automaton(pattern: string): MailboxFilter {
  const expecting = new Map<string, bigint>();
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    expecting.set(character, (expecting.get(character) ?? 0n) | (1n << BigInt(at)));
  }
  const star = expecting.get('*') ?? 0n;
  const wild = star | (expecting.get('%') ?? 0n);
  const end = 1n << BigInt(pattern.length);
  const states = new Map<bigint, State>();

  const stateAt = (reached: bigint): State => {
    const places = reached | ((reached & wild) << 1n);
    const known = states.get(places);
    if (known !== undefined) return known;
    if (states.size >= statesMax) {
      for (const { next } of states.values()) next.clear();
      states.clear();
    }
    const state = { isEnd: (places & end) !== 0n, places, next: new Map<string, State>() };
    states.set(places, state);
    return state;
  };
  const follow = (state: State, character: string): State => {
    const literal = (expecting.get(character) ?? 0n) & ~wild;
    const staying = state.places & (character === '/' ? star : wild);
    const following = stateAt(staying | ((state.places & literal) << 1n));
    state.next.set(character, following);
    return following;
  };

  return (path) => {
    let state = stateAt(1n);
    for (let at = 0; at < path.length && state.places !== 0n; at++) {
      const character = path.charAt(at);
      state = state.next.get(character) ?? follow(state, character);
    }
    return state.isEnd;
  };
}

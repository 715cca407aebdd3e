/** What decides on logins, joined: how many guesses there are, and from where owners come. */
import type { Settings } from '../config/schema.js';
import { FailedLogins, type GuessRates } from '../engine/logins/failed-logins.js';
import type { Log } from '../log/log.js';
import { KnownAddresses } from './known-addresses.js';
import type { Peer } from '../authentication/authenticator.js';
import { countedAddress, shownAddress } from '../server/addresses.js';
import { localUser } from '../server/local-user.js';
import type { Store } from '../store/store.js';

/** What logins share, through whatever channel they come. */
export interface JoinedLogins {
  readonly failures: FailedLogins;
  readonly known: KnownAddresses;
  readonly userOf: (peer: Peer) => Promise<string | undefined>;
}

/** Makes them; `settings` gives those of the moment. */
export function joinLogins(store: Store, log: Log, settings: () => Settings): JoinedLogins {
  const known = new KnownAddresses({
    store,
    failed: (words, error) => log.module('session').failure(words, error),
    settings: () => settings().limits,
    networkOf: (address) => countedAddress(shownAddress(address)),
    now: Date.now,
  });
  const failures = new FailedLogins(undefined, () => ratesOf(settings()));
  return { failures, known, userOf };
}

async function userOf({ remoteAddress, ports }: Peer): Promise<string | undefined> {
  if (ports === undefined) return undefined;
  return localUser({ remoteAddress, remotePort: ports.remote, localPort: ports.local });
}

function ratesOf({ limits }: Settings): GuessRates {
  return {
    perAddress: { burst: limits.guessesPerAddress, perMinute: limits.guessesPerAddressMinute },
    perAccount: { burst: limits.guessesPerAccount, perMinute: limits.guessesPerAccountMinute },
  };
}

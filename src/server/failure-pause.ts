/**
 * When a failed login is answered (protocol, section 4.7): at a multiple of the pause after the
 * attempt began, so that the time tells nothing of what was done meanwhile.
 */
import type { Clock } from './clock.js';
import type { ServerSettings } from './settings.js';

/** Resolves when the answer to an attempt may be sent; undefined when it may be at once. */
export function pauseAfterFailure(
  clock: Clock,
  settings: Pick<ServerSettings, 'loginFailureDelayMs' | 'loginFailureGrainMs'>,
  since: number,
): Promise<void> | undefined {
  const step = Math.max(settings.loginFailureDelayMs, settings.loginFailureGrainMs);
  if (step === 0) return undefined;
  const spent = Math.max(clock.elapsedMs() - since, 0);
  const left = (Math.floor(spent / step) + 1) * step - spent;
  // Timers count whole milliseconds and drop what is beyond them.
  return new Promise((resolve) => clock.after(Math.ceil(left), resolve));
}

/** Time as the sockets' side of the server sees it, so that tests can have their own. */

/** A clock with timers. */
export interface Clock {
  /** Seconds since 1970. */
  unixSeconds(): number;
  /** Milliseconds since some moment; never jumps. */
  elapsedMs(): number;
  /** Calls `action` once, `ms` from now. The result cancels it. */
  after(ms: number, action: () => void): () => void;
}

/** The clock of the machine. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  unixSeconds: () => Math.floor(Date.now() / 1000),
  elapsedMs: () => performance.now(),
  after(ms, action) {
    const timer = setTimeout(action, ms);
    timer.unref();
    return () => {
      clearTimeout(timer);
    };
  },
};

/** Work that is done at the start and then every so often, never twice at once, until it is stopped. */
export class Periodic {
  readonly #work: (stopped: () => boolean) => Promise<void>;
  readonly #failed: (error: unknown) => void;
  readonly #timer: NodeJS.Timeout;
  #round: Promise<void>;
  #busy = false;
  #stopped = false;

  /** `work` looks now and then whether it is `stopped`; what it throws is told to `failed`. */
  constructor(
    everyMs: number,
    work: (stopped: () => boolean) => Promise<void>,
    failed: (error: unknown) => void,
  ) {
    this.#work = work;
    this.#failed = failed;
    this.#round = this.#run();
    this.#timer = setInterval(() => {
      if (!this.#busy) this.#round = this.#run();
    }, everyMs);
    this.#timer.unref();
  }

  /** Resolves when the work is over; what is left is done after the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#round;
  }

  async #run(): Promise<void> {
    this.#busy = true;
    try {
      await this.#work(() => this.#stopped);
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#busy = false;
    }
  }
}

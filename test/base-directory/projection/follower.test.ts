import { expect } from 'chai';
import { createDomain } from '../../../src/engine/domains/domains.js';
import { domainName } from '../../../src/engine/core/names.js';
import { Follower } from '../../../src/base-directory/projection/follower.js';
import type { Response } from '../../../src/base-directory/projection/messages.js';
import { TreeRefused } from '../../../src/base-directory/tree-refused.js';
import { addAccount } from '../../engine/little-server.js';
import { LittleBase } from './little-base.js';

/** A follower, and its responses. */
class Following {
  readonly responses: Response[] = [];
  readonly follower: Follower;
  readonly #ended: Promise<void>;
  #wake: () => void = () => undefined;

  constructor(little: LittleBase, elapsedMs: () => number = () => performance.now()) {
    this.follower = new Follower({
      projection: little.projection,
      store: little.server.store,
      state: little.state,
      tell: (response) => {
        this.responses.push(response);
        this.#wake();
      },
      collectMs: 1,
      elapsedMs,
    });
    this.#ended = this.follower.run();
  }

  /** Waits until there is a response that fits. */
  async until(fits: (response: Response) => boolean): Promise<void> {
    for (let seen = 0; ; seen += 1) {
      while (seen >= this.responses.length) await new Promise<void>((done) => (this.#wake = done));
      const response = this.responses[seen];
      if (response !== undefined && fits(response)) return;
    }
  }

  /** Waits until a response says that everything is written. */
  async settled(): Promise<void> {
    await this.until(
      (response) =>
        response.kind === 'at' &&
        response.position === response.last &&
        response.deferredTasks === 0,
    );
  }

  get troubles(): readonly string[] {
    return this.responses.flatMap((response) =>
      response.kind === 'trouble' ? [response.what] : [],
    );
  }

  async stop(): Promise<void> {
    this.follower.hear({ kind: 'stop' });
    await this.#ended;
  }
}

describe('Following the store', () => {
  let little: LittleBase;

  beforeEach(async () => {
    little = await LittleBase.with('client.test');
    await little.change((change) => addAccount(change, 'john', ['Master']));
  });
  afterEach(() => little.remove());

  it('writes what there is and then what changes, until it is stopped', async () => {
    const following = new Following(little);
    await following.settled();
    expect(little.tree()).to.deep.equal(await little.fresh());
    following.responses.length = 0;
    await little.change((change) => addAccount(change, 'ann@client.test'));
    following.follower.hear({ kind: 'changed', now: false });
    await following.settled();
    await following.stop();
    expect(little.tree()).to.deep.equal(await little.fresh());
    await little.change((change) => addAccount(change, 'late'));
    following.follower.hear({ kind: 'changed', now: true });
    expect(little.tree()).not.to.have.property('Accounts/late.macnt/');
    const next = new Following(little);
    await next.settled();
    await next.stop();
    expect(little.tree()).to.deep.equal(await little.fresh());
  });

  it('begins again when a full disk has room, and tells of it once', async () => {
    const { tree } = little.projection;
    const works = ['writeFile', 'makeFile', 'makeDirectory'] as const;
    let refusals = 0;
    for (const name of works) {
      const work = Reflect.get(tree, name) as (...given: unknown[]) => unknown;
      Reflect.set(tree, name, (...given: unknown[]): unknown => {
        if (refusals < 2 && String(given[0]).startsWith('Accounts/john')) {
          refusals += 1;
          const cause = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
          throw new TreeRefused('Accounts/john.macnt', cause.message, { cause });
        }
        return Reflect.apply(work, tree, given);
      });
    }
    const following = new Following(little);
    await following.settled();
    await following.stop();
    expect(refusals).to.equal(2);
    expect(following.troubles).to.deep.equal(['Accounts/john.macnt: no space left on device']);
    expect(little.tree()).to.deep.equal(await little.fresh());
  });

  it('does many small deferred tasks at once', async () => {
    await little.change((change) => {
      for (let index = 0; index < 100; index += 1) {
        createDomain(change, domainName(`d${index}.test`));
      }
    });
    let looks = 0;
    const { projection } = little;
    const deferredTasks = projection.deferredTasks.bind(projection);
    Reflect.set(projection, 'deferredTasks', (triedInVain: boolean) => {
      looks += 1;
      return deferredTasks(triedInVain);
    });
    // No time passes, so no deferred task seems slow, however busy this machine is.
    const following = new Following(little, () => 0);
    await following.settled();
    await following.stop();
    expect(looks).to.be.below(20);
    expect(little.tree()).to.deep.equal(await little.fresh());
  });
});

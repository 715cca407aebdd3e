/** One Mailing List on a little server, with a clock, for tests of its subscribers. */
import { Change } from '../../src/engine/core/change.js';
import { type FoundList, findList } from '../../src/engine/directory/directory.js';
import { listObjects } from '../../src/engine/lists/lists.js';
import { address, objectName } from '../../src/engine/core/names.js';
import { Refusal, type Reason } from '../../src/engine/core/refusal.js';
import {
  processBounce,
  subscribe,
  subscriberAt,
  subscriberCount,
  unsubscribe,
  type Subscription,
} from '../../src/engine/lists/subscribers.js';
import type { Reader } from '../../src/store/store.js';
import type { SubscriberRow } from '../../src/tables/list-tables.js';
import type { Value } from '../../src/values/value.js';
import { at, LittleServer } from './little-server.js';

/** When the clock begins: 2025-01-02 03:04:05 GMT. */
const begin = Date.UTC(2025, 0, 2, 3, 4, 5);

/** The List and its server. */
export class OneList {
  now = begin;

  private constructor(readonly server: LittleServer) {}

  static async with(settings: Record<string, Value> = {}): Promise<OneList> {
    const server = await LittleServer.with();
    await server.accounts('owner');
    await server.change((change) => {
      const { domain } = at(change.tx, 'x');
      listObjects.create(change, domain.id, objectName('news'), address('owner'));
      listObjects.update(change, listOf(change.tx), new Map(Object.entries(settings)));
    });
    return new OneList(server);
  }

  /** Does something to the List now; the answer is the reason of a refusal, or undefined. */
  async do(work: (change: Change, list: FoundList) => void): Promise<Reason | undefined> {
    return this.server.store
      .update((tx) => {
        const change = new Change(tx, this.now);
        work(change, listOf(tx));
        return undefined;
      })
      .catch((error: unknown) => {
        if (error instanceof Refusal) return error.reason;
        throw error;
      });
  }

  ask(address: string, mode: Subscription['mode'], asked: Partial<Subscription> = {}) {
    return this.do((change, list) =>
      subscribe(change, list, {
        address,
        mode,
        realName: '',
        confirm: false,
        confirmationId: 'c0ffee',
        ...asked,
      }),
    );
  }

  leave(address: string) {
    return this.do((change, list) => unsubscribe(change, list, address));
  }

  bounce(address: string, fatal = false) {
    return this.do((change, list) => processBounce(change, list, address, fatal));
  }

  /** What is kept of a subscriber. */
  async row(address: string): Promise<SubscriberRow | undefined> {
    return this.server.view((tx) => subscriberAt(tx, listOf(tx).id, address));
  }

  async count(): Promise<number> {
    return this.server.view((tx) => subscriberCount(tx, listOf(tx).id));
  }
}

/** The List's row. */
export function listOf(tx: Reader): FoundList {
  const { domain, name } = at(tx, 'news');
  return findList(tx, domain.id, name);
}

import { expect } from 'chai';
import {
  setPostingMode,
  subscribe,
  type Subscription,
} from '../../src/engine/lists/subscribers.js';
import { print } from '../../src/values/print.js';
import { OneList } from './one-list.js';

const hour = 3_600_000;

describe('Subscribers of a Mailing List', () => {
  it('have a row that tells when and how they came', async () => {
    const list = await OneList.with();
    await list.ask('Joe@x.test', 'digest', { realName: 'Joe Doe' });
    expect(await list.row('joe@X.TEST')).to.deep.equal({
      address: 'Joe@x.test',
      realName: 'Joe Doe',
      mode: 'digest',
      waiting: false,
      confirmationId: 'c0ffee',
      subscribed: Date.UTC(2025, 0, 2, 3, 4, 5),
      posts: 0,
      moderation: '',
      bounces: 0,
      lastBounce: 0,
    });
    expect(await list.row('ann@x.test')).to.equal(undefined);
  });

  it('are found whatever the case of Latin letters, while other bytes stay as they are', async () => {
    const list = await OneList.with();
    await list.ask('J\xC3\x89@x.test', 'feed');
    expect(await list.row('j\xC3\x89@X.test')).to.have.property('mode', 'feed');
    expect(await list.row('j\xE3\xA9@x.test')).to.equal(undefined);
  });

  /** What was there, what is asked for, and what it gets then (or the refusal). */
  const asks = [
    ['nothing', 'subscribe', false, 'index'],
    ['nothing', 'subscribe', true, 'waiting'],
    ['nothing', 'null', false, 'null'],
    ['nothing', 'feed', true, 'waiting'],
    ['nothing', 'banned', true, 'banned'],
    ['feed', 'subscribe', false, 'feed'],
    ['feed', 'subscribe', true, 'feed'],
    ['feed', 'digest', false, 'digest'],
    ['feed', 'digest', true, 'digest'],
    ['feed', 'banned', false, 'banned'],
    ['banned', 'feed', false, 'feed'],
    ['banned', 'subscribe', false, 'illegal-value'],
    ['waiting', 'subscribe', true, 'waiting'],
    ['waiting', 'subscribe', false, 'feed'],
    ['waiting', 'digest', false, 'digest'],
    ['waiting', 'banned', true, 'banned'],
  ] as const;

  for (const [before, mode, confirm, told] of asks) {
    const how = confirm ? ' with a confirmation' : '';
    it(`${before}, asked for ${mode}${how}: ${told}`, async () => {
      const list = await OneList.with({ Distribution: 'index' });
      if (before === 'waiting') await list.ask('a@x.test', 'feed', { confirm: true });
      else if (before !== 'nothing') await list.ask('a@x.test', before);
      const outcome = await list.ask('a@x.test', mode, { confirm });
      const row = await list.row('a@x.test');
      expect(outcome ?? (row?.waiting ? 'waiting' : row?.mode)).to.equal(told);
      expect(await list.count()).to.equal(1);
    });
  }

  it('keep their real name until another one comes', async () => {
    const list = await OneList.with();
    await list.ask('a@x.test', 'feed', { realName: 'Ann' });
    await list.ask('a@x.test', 'digest');
    expect(await list.row('a@x.test')).to.include({ realName: 'Ann', mode: 'digest' });
    await list.ask('a@x.test', 'subscribe', { realName: 'Ann Doe' });
    expect(await list.row('a@x.test')).to.include({ realName: 'Ann Doe', mode: 'digest' });
  });

  it('leave at once, and are then unknown', async () => {
    const list = await OneList.with();
    await list.ask('a@x.test', 'banned');
    expect(await list.leave('A@x.test')).to.equal(undefined);
    expect(await list.leave('a@x.test')).to.equal('unknown-subscriber');
    expect(await list.bounce('a@x.test')).to.equal('unknown-subscriber');
    const moderated = await list.do((change, one) =>
      setPostingMode(change, one, 'a@x.test', 'special'),
    );
    expect(moderated).to.equal('unknown-subscriber');
    expect(await list.count()).to.equal(0);
  });

  for (const [given, moderation] of [
    ['0', ''],
    ['5', '5'],
    [5n, '5'],
    ['10000', 'moderateAll'],
    ['10001', 'prohibited'],
    ['many', ''],
  ] as const) {
    it(`begin with the moderation of FirstModerated=${print(given)}`, async () => {
      const list = await OneList.with({ FirstModerated: given });
      await list.ask('a@x.test', 'feed');
      expect(await list.row('a@x.test')).to.have.property('moderation', moderation);
    });
  }

  it('must have an address', async () => {
    const list = await OneList.with();
    for (const text of ['', 'joe', '@x.test', 'joe@', 'a@b@x.test', 'a b@x.test', 'a\n@x.test'])
      expect(await list.ask(text, 'feed'), text).to.equal('illegal-value');
    expect(await list.ask(`${'a'.repeat(248)}@x.test`, 'feed')).to.equal('illegal-value');
    expect(await list.ask(`${'a'.repeat(247)}@x.test`, 'feed')).to.equal(undefined);
  });

  it('tell the journal what changed, and nothing when nothing did', async () => {
    const list = await OneList.with();
    const told: unknown[] = [];
    const ask = (mode: Subscription['mode']) =>
      list.do((change, one) => {
        const asked = { realName: '', confirm: false, confirmationId: 'secret' };
        subscribe(change, one, { address: 'a@x.test', mode, ...asked });
        for (const { name, field, before, after } of change.effects)
          told.push([name, field, before === undefined, after]);
      });
    await ask('feed');
    await ask('feed');
    await ask('subscribe');
    await ask('null');
    const text = (mode: string) =>
      `{Sub=a@x.test;mode=${mode};posts=#0;subscribeTime=#T02-01-2025_03:04:05;}`;
    expect(told).to.deep.equal([
      ['news@main.test', 'subscriber', true, text('feed')],
      ['news@main.test', 'subscriber', false, text('null')],
    ]);
  });
});

describe('Bounces', () => {
  it('count, and tell when the last one was', async () => {
    const list = await OneList.with();
    await list.ask('a@x.test', 'feed');
    list.now += hour;
    await list.bounce('a@x.test');
    await list.bounce('a@x.test', true);
    expect(await list.row('a@x.test')).to.include({ bounces: 2, lastBounce: list.now });
  });

  it('end a subscription when there are MaxBounces of them', async () => {
    const list = await OneList.with({ MaxBounces: '3' });
    await list.ask('a@x.test', 'feed');
    await list.bounce('a@x.test');
    await list.bounce('a@x.test');
    expect(await list.count()).to.equal(1);
    await list.bounce('a@x.test');
    expect(await list.count()).to.equal(0);
  });

  it('do not count within the CoolOffPeriod, unless they are fatal', async () => {
    const list = await OneList.with({ CoolOffPeriod: '2h', FatalWeight: '10' });
    await list.ask('a@x.test', 'feed');
    await list.bounce('a@x.test');
    const begin = list.now;
    list.now += 2 * hour - 1000;
    await list.bounce('a@x.test');
    expect(await list.row('a@x.test')).to.include({ bounces: 1, lastBounce: begin });
    list.now += 1000;
    await list.bounce('a@x.test');
    expect(await list.row('a@x.test')).to.include({ bounces: 2 });
    await list.bounce('a@x.test', true);
    expect(await list.row('a@x.test')).to.include({ bounces: 12 });
  });

  it('that are fatal end a subscription at once with a FatalWeight of 10000', async () => {
    const list = await OneList.with({ FatalWeight: '10000' });
    await list.ask('a@x.test', 'feed');
    await list.bounce('a@x.test', true);
    expect(await list.count()).to.equal(0);
  });

  it('lift no ban', async () => {
    const list = await OneList.with({ MaxBounces: '1', FatalWeight: '10000' });
    await list.ask('a@x.test', 'banned');
    await list.bounce('a@x.test');
    await list.bounce('a@x.test', true);
    expect(await list.row('a@x.test')).to.include({ mode: 'banned', bounces: 2 });
  });
});

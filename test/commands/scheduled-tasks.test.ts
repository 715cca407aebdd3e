import { expect } from 'chai';
import { updateScheduledTask } from '../../src/commands/accounts/update-scheduled-task.js';
import { documentText } from '../../src/engine/core/documents.js';
import { accountAt, LittleServer } from '../engine/little-server.js';
import { asked } from './asked-of-command.js';

describe('A scheduled task', () => {
  let server: LittleServer;

  beforeEach(async () => {
    server = await LittleServer.with();
    await server.accounts('user1');
  });

  const task = (text: string) =>
    server.change((change) =>
      asked(change, { command: updateScheduledTask, argument: 'taskData', account: 'user1' }, text),
    );
  const tasks = () =>
    server.view((tx) => documentText(tx, accountAt(tx, 'user1').id, 'scheduledTasks'));

  it('is kept under its name, with the time that now is', async () => {
    await task('{id=t;program=p;when=now;parameter=(1,2);}');
    expect(await tasks()).to.equal('{t={parameter=(1,2);program=p;when=#T01-01-1970_00:00:00;};}');
  });

  it('is deleted when no program is given, also when there is none', async () => {
    await task('{id=t;program=p;}');
    await task('{id=t;}');
    expect(await tasks()).to.equal(undefined);
    expect(await task('{id=t;}')).to.equal('OK');
  });

  for (const text of [
    '{program=p;}',
    '{id="";program=p;}',
    '{id=t;program="";}',
    '{id=t;program=p;when=soon;}',
    '{id=t;program=p;period=hour;}',
    '{id=t;program=p;period=#0;}',
  ]) {
    it(`cannot be ${text}`, async () => {
      expect(await task(text)).to.equal('illegal-value');
    });
  }

  for (const period of ['day', 'Week', 'month', 'year', '600', '#600']) {
    it(`may come back after ${period}`, async () => {
      expect(await task(`{id=t;program=p;period=${period};}`)).to.equal('OK');
    });
  }
});

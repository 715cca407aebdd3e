import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { letGo, openForTest } from './opened.js';

/** The niceness of each thread of this process: the 19th field of its `stat`. */
function priorities(): number[] {
  return readdirSync('/proc/self/task').map((thread) => {
    const text = readFileSync(`/proc/self/task/${thread}/stat`, 'latin1');
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[16]);
  });
}

describe('passwords: the thread of slow work', () => {
  afterEach(letGo);

  it('gives way to the others, and nobody else does', async function () {
    if (process.platform !== 'linux') this.skip();
    const own = priorities()[0] ?? 0;
    const behind = (): number[] => priorities().filter((nice) => nice === Math.min(own + 10, 19));
    const before = behind();
    const passwords = await openForTest();
    await passwords.protect('secret', 'scrypt');
    expect(behind()).to.have.lengthOf(before.length + 1);
  });
});

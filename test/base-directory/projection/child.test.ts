/** The projector's process and the end of its server. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Start } from '../../../src/base-directory/projection/messages.js';
import { basePlaces } from '../../../src/base-directory/base-places.js';
import { makeRichBase } from '../rich-server.js';

describe('The process of the projector', () => {
  it('ends when its server ended before it had opened the stores', async () => {
    const base = mkdtempSync(join(tmpdir(), 'cligate-test-'));
    try {
      await makeRichBase(base);
      const start: Start = {
        base,
        store: basePlaces(base).store,
        state: join(base, 'projector'),
        blobs: basePlaces(base).files,
        followMountLinks: true,
        keepRemovedDays: 7,
        collectMs: 50,
      };
      const child = fork(
        fileURLToPath(new URL('../../../src/base-directory/projection/child.ts', import.meta.url)),
        [JSON.stringify(start)],
        { execArgv: ['--import', 'tsx'] },
      );
      child.disconnect();
      expect((await once(child, 'exit'))[0]).to.equal(0);
    } finally {
      rmSync(base, { recursive: true });
    }
  });
});

import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withServer } from '../server-under-test.js';

describe('A large file of a Skin or of an application environment', () => {
  let base = '';

  before(() => (base = mkdtempSync(join(tmpdir(), 'cligate-files-'))));
  after(() => rmSync(base, { recursive: true }));

  it('is there, byte by byte, after a restart', async () => {
    const content = Buffer.alloc(5_000_003, 'sound\0\r\n\xff', 'latin1').toString('base64');
    const options = { store: 'embedded', base } as const;
    await withServer(options, async (server) => {
      const admin = await server.postmaster();
      for (const line of [
        'CreateServerSkin MySkin',
        `StoreServerSkinFile MySkin FILE sound.wav DATA [${content}]`,
        'CreateServerPBX russian',
        `StoreServerPBXFile "russian/sound.wav" DATA [${content}]`,
      ]) {
        expect(await admin.ask(line), line.slice(0, 40)).to.equal('200 OK');
      }
    });
    await withServer(options, async (server) => {
      const admin = await server.postmaster();
      const skin = (await admin.ask('ReadServerSkinFile MySkin FILE sound.wav')) ?? '';
      expect(skin.startsWith(`201 ([${content}],#T`)).to.equal(true);
      const pbx = await admin.ask('ReadServerPBXFile "russian/sound.wav"');
      expect(pbx === `201 [${content}]`).to.equal(true);
      expect(await admin.ask('ListServerPBXFiles russian')).to.match(
        /^201 \{sound\.wav=\{STFileSize=#5000003;/,
      );
    });
  });
});

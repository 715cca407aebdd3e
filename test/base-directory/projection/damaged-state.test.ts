/** A damaged state of the projector, as a server and an operator meet it. */
import { expect } from 'chai';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../program.js';
import { startServer } from '../../server-under-test.js';
import { makeRichBase } from '../rich-server.js';

const message = 'From a@b Thu Jan  1 00:00:00 2026\nSubject: kept\n\nword\n\n';

describe('A damaged state of the projector', () => {
  let base: string;
  let mail: string;

  beforeEach(async () => {
    base = mkdtempSync(join(tmpdir(), 'cligate-test-'));
    await makeRichBase(base);
    expect(await run(['sync', '--base', base])).to.include({ code: 0 });
    mail = join(base, 'Domains/client1.example/an.sub/ann.macnt/INBOX.mbox');
    writeFileSync(mail, message);
  });
  afterEach(() => rmSync(base, { recursive: true }));

  const dataFile = () => join(base, 'projector', 'data.mdb');

  /** Spoils the keys of every leaf. */
  const spoil = (): void => {
    const bytes = readFileSync(dataFile());
    for (let at = 2 * 4096; at < bytes.length; at += 4096) bytes.fill(0x55, at + 2000, at + 4096);
    writeFileSync(dataFile(), bytes);
  };
  const aside = () =>
    readdirSync(join(base, 'projector')).filter((name) => name.startsWith('damaged-'));

  const damages: readonly (readonly [what: string, damage: () => void])[] = [
    ['whose pages are spoilt', spoil],
    ['that is cut short', () => truncateSync(dataFile(), 5000)],
  ];
  for (const [what, damage] of damages) {
    it(`${what} is moved aside, told in a line, and made anew`, async () => {
      damage();
      const { code, err } = await run(['sync', '--base', base]);
      expect(code).to.equal(0);
      expect(err).to.match(/^cligate: .*damaged.*all files are looked at anew\n$/);
      expect(aside()).to.have.length(1);
      expect(readFileSync(mail, 'latin1')).to.equal(message);
      expect(await run(['check', '--base', base])).to.deep.equal({ code: 0, out: '', err: '' });
    });
  }

  it('does not keep a server from writing files', async () => {
    spoil();
    const set = ['projector.on=true', 'log.file=cligate.log', 'log.level=warn'];
    const server = await startServer({ base, store: 'embedded', set });
    try {
      const client = await server.postmaster();
      expect(await client.ask('CreateAccount zoe@client1.example')).to.equal('200 OK');
      const location = await client.ask('GetAccountLocation zoe@client1.example');
      expect(location).to.equal('201 "zo.sub/zoe.macnt"');
      client.close();
    } finally {
      await server.close();
    }
    const told = readFileSync(join(base, 'cligate.log'), 'latin1').split('\n').slice(0, -1);
    expect(told.filter((line) => line.includes('looked at anew'))).to.have.length(1);
    expect(told.filter((line) => line.includes('starts again'))).to.deep.equal([]);
    expect(readFileSync(mail, 'latin1')).to.equal(message);
    expect(aside()).to.have.length(1);
  });
});

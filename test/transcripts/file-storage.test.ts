import { expect } from 'chai';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { playTranscript, type LineClient } from '../transcript.js';
import {
  playAsPostmaster,
  eachStore,
  withServer,
  type ServerUnderTest,
} from '../server-under-test.js';

/** The bytes of the data block that a reply begins with, and the size that it ends with. */
function readReply(reply: string | undefined): { bytes: Buffer; size: number } {
  const [, block = '', size] =
    /^201 \(\[([A-Za-z0-9+/=]*)\],#T[\d_:-]+,#(\d+)\)$/.exec(reply ?? '') ?? [];
  expect(size, reply?.slice(0, 100)).not.to.equal(undefined);
  return { bytes: Buffer.from(block, 'base64'), size: Number(size) };
}

const write = (client: LineClient, name: string, bytes: Buffer, offset = '') =>
  client.ask(`WriteStorageFile user1 FILE "${name}"${offset} DATA [${bytes.toString('base64')}]`);
const read = async (client: LineClient, name: string, slice = '') =>
  readReply(await client.ask(`ReadStorageFile user1 FILE "${name}"${slice}`));

const allBytes = Buffer.from(Array.from({ length: 256 }, (_, code) => code));

eachStore((store) => {
  describe(`File Storage (${store} store)`, () => {
    const withAccount = (work: (server: ServerUnderTest, admin: LineClient) => Promise<void>) =>
      withServer({ store }, async (server) => {
        const admin = await server.postmaster();
        await admin.ask('CreateAccount user1 {Password=secret;}');
        await work(server, admin);
        admin.close();
      });

    it('keeps every byte, in files of many megabytes too', () =>
      withAccount(async (_server, admin) => {
        const large = Buffer.alloc(6 * 1024 * 1024 + 1, allBytes);
        expect(await write(admin, 'all', allBytes)).to.equal('200 OK');
        expect(await write(admin, 'large', large)).to.equal('200 OK');
        expect(allBytes.equals((await read(admin, 'all')).bytes)).to.equal(true);
        const { bytes, size } = await read(admin, 'large');
        expect(size).to.equal(large.length);
        expect(large.equals(bytes)).to.equal(true);
      }));

    it('lets a client write and read a file slice by slice', () =>
      withAccount(async (_server, admin) => {
        const slices = Array.from({ length: 150 }, (_, n) => Buffer.alloc(1000 + n, `${n};`));
        let position = 0;
        for (const [n, bytes] of slices.entries()) {
          const offset = n % 2 === 0 ? ` OFFSET ${position}` : ' OFFSET END';
          expect(await write(admin, 'dir/grown', bytes, offset)).to.equal('200 OK');
          position += bytes.length;
        }
        const whole = Buffer.concat(slices);
        const parts: Buffer[] = [];
        for (let at = 0; at < whole.length; at += 65_536) {
          const { bytes, size } = await read(admin, 'dir/grown', ` OFFSET ${at} SIZE 65536`);
          expect(size).to.equal(whole.length);
          parts.push(bytes);
        }
        expect(whole.equals(Buffer.concat(parts))).to.equal(true);
      }));

    it('loses nothing when several clients append to one file at once', () =>
      withAccount(async (server, admin) => {
        const clients = [admin, await server.postmaster(), await server.postmaster()];
        await Promise.all(
          clients.map(async (client, who) => {
            for (let n = 0; n < 60; n += 1) {
              const answer = await write(client, 'log', Buffer.from(`${who}-${n};`), ' OFFSET END');
              expect(answer).to.equal('200 OK');
            }
          }),
        );
        const lines = (await read(admin, 'log')).bytes.toString().split(';').slice(0, -1);
        for (const who of clients.keys()) {
          const own = lines.filter((line) => line.startsWith(`${who}-`));
          expect(own).to.deep.equal(Array.from({ length: 60 }, (_, n) => `${who}-${n}`));
        }
        for (const client of clients.slice(1)) client.close();
      }));

    it('answers lines that come together in their order', () =>
      withAccount(async (_server, admin) => {
        admin.say('WriteStorageFile user1 FILE a DATA [YQ==]');
        admin.say('RenameStorageFile user1 FILE a INTO b');
        admin.say('ReadStorageFile user1 FILE b');
        admin.say('DeleteStorageFile user1 FILE b');
        admin.say('WriteStorageFile user1 FILE b OFFSET BEG DATA [YQ==]');
        admin.say('GetStorageFileInfo user1');
        const heard: string[] = [];
        for (let n = 0; n < 6; n += 1) heard.push(((await admin.hear()) ?? '').slice(0, 16));
        expect(heard).to.deep.equal([
          '200 OK',
          '200 OK',
          '201 ([YQ==],#T' + (heard[2] ?? '').slice(14),
          '200 OK',
          '541 file is not ',
          '201 (#0,#0)',
        ]);
      }));

    it('is for the Account itself and for administrators with the right', () =>
      withServer({ store }, async (server) => {
        const admin = await server.postmaster();
        for (const line of [
          'CreateAccount user1 {Password=secret;}',
          'CreateAccount user2 {Password=secret;}',
          'CreateDomain client.test',
          'CreateAccount boss@client.test {Password=secret;}',
          'CreateAccount clerk@client.test {Password=secret;}',
          'CreateAccount user@client.test {Password=secret;}',
          'SetAccountRights boss@client.test (Domain,CanAccessWebSites)',
          'SetAccountRights clerk@client.test (Domain)',
        ]) {
          expect(await admin.ask(line), line).to.equal('200 OK');
        }
        const people: Record<string, string> = {
          2: 'user2@example.test',
          3: 'boss@client.test',
          4: 'clerk@client.test',
          5: 'user@client.test',
        };
        const client = (name: string) => {
          const who = people[name];
          return who === undefined ? server.postmaster() : server.loggedIn(who, 'secret');
        };
        await playTranscript(
          `
          C5: WriteStorageFile * FILE "a.txt" DATA [YQ==]
          S5: 200 OK
          C5: ListStorageFiles user1@example.test
          S5: 510 insufficient access rights
          C3: WriteStorageFile user@client.test FILE "b.txt" DATA [YmI=]
          S3: 200 OK
          C4: ListStorageFiles user
          S4: 510 insufficient access rights
          C4: GetFileSubscription user
          S4: 510 insufficient access rights
          C2: ReadStorageFile user@client.test FILE a.txt
          S2: 510 insufficient access rights
          C5: GetStorageFileInfo *
          S5: 201 (#3,#2)
          # AUTH takes rights away and never gives any.
          C: GetStorageFileInfo user@client.test AUTH user@client.test
          S: 201 (#3,#2)
          C: GetStorageFileInfo user@client.test AUTH boss@client.test
          S: 201 (#3,#2)
          C: GetStorageFileInfo user@client.test AUTH clerk@client.test
          S: 510 insufficient access rights
          C: GetStorageFileInfo user@client.test AUTH user2
          S: 510 insufficient access rights
          C: GetStorageFileInfo user@client.test AUTH nobody@client.test
          S: 513 unknown user account
          C2: GetStorageFileInfo user@client.test AUTH user@client.test
          S2: 510 insufficient access rights
          C5: GetStorageFileInfo * AUTH nobody@client.test
          S5: 510 insufficient access rights
          C5: GetStorageFileInfo * AUTH clerk@client.test
          S5: 510 insufficient access rights
          `,
          client,
        );
        admin.close();
      }));

    it('follows its Account and goes with it', () =>
      playAsPostmaster(
        `
        C: CreateAccount user1
        S: 200 OK
        C: CreateDomain client.test
        S: 200 OK
        C: WriteStorageFile user1 FILE "a.txt" DATA [YQ==]
        S: 200 OK
        C: SetFileSubscription user1 ("~user2/docs/")
        S: 200 OK
        C: RenameAccount user1 into user2@client.test
        S: 200 OK
        C: ReadStorageFile user2@client.test FILE "a.txt"
        S: 201 ([YQ==],#T*
        C: GetFileSubscription user2@client.test
        S: 201 ("~user2/docs/")
        C: DeleteAccount user2@client.test
        S: 200 OK
        C: CreateAccount user2@client.test
        S: 200 OK
        C: ListStorageFiles user2@client.test
        S: 201 {}
        C: GetFileSubscription user2@client.test
        S: 201 ()
        `,
        { store },
      ));

    it('is not there for Accounts with a single mailbox', () =>
      playAsPostmaster(
        `
        C: CreateAccount user1 TextMailbox
        S: 200 OK
        C: ListStorageFiles user1
        S: 501 not applicable to this account
        C: WriteStorageFile user1 FILE a DATA [YQ==]
        S: 501 not applicable to this account
        C: GetStorageFileInfo user1
        S: 501 not applicable to this account
        `,
        { store },
      ));

    it('has room for what the settings of the Account say', () =>
      playAsPostmaster(
        `
        C: CreateAccount user1 {MaxWebSize=10; MaxWebFiles=2; MaxFileSize=8;}
        S: 200 OK
        C: WriteStorageFile user1 FILE a DATA [MTIzNDU2Nzg5]
        S: 501 file storage limits exceeded
        C: WriteStorageFile user1 FILE a DATA [MTIzNDU2Nzg=]
        S: 200 OK
        C: WriteStorageFile user1 FILE b DATA [MTIz]
        S: 501 file storage limits exceeded
        C: WriteStorageFile user1 FILE b DATA [MTI=]
        S: 200 OK
        C: WriteStorageFile user1 FILE c DATA []
        S: 501 file storage limits exceeded
        C: UpdateAccountSettings user1 {MaxWebFiles=unlimited;}
        S: 200 OK
        C: WriteStorageFile user1 FILE c DATA []
        S: 200 OK
        C: GetStorageFileInfo user1
        S: 201 (#10,#3)
        `,
        { store },
      ));

    it('takes the forms that clients send', () =>
      playAsPostmaster(
        `
        C: CreateAccount user1
        S: 200 OK
        C: PUTWEBFILE user1@example.test FILE "Größe.txt" OFFSET NEW DATA [YQ==]
        S: 200 OK
        C: WriteStorageFile user1 FILE "Größe.txt" OFFSET 1 DATA [Yg==] AUTH postmaster
        S: 200 OK
        C: GetWebFile user1 FILE "Größe.txt" OFFSET 1 SIZE 20
        S: 201 ([Yg==],#T*
        C: UpdateStorageFileAttr user1 FILE "Größe.txt" (<a>1</a>,<b>2</b>)
        S: 200 OK
        C: ReadStorageFileAttr user1 FILE "Größe.txt"(b)
        S: 201 (<b>2</b>)
        C: ReadStorageFileAttr user1 FILE "Größe.txt" PATH (a) AUTH postmaster
        S: 201 (<a>1</a>)
        C: ListStorageFiles user1
        S: 201 {Größe.txt={MetaModified=#T*
        `,
        { store },
      ));
  });
});

describe('File Storage over a restart', () => {
  it('is as it was, and holds nothing that a client named on the disk', async () => {
    const base = mkdtempSync(join(tmpdir(), 'cligate-test-'));
    const options = { store: 'embedded', base } as const;
    try {
      await withServer(options, async (server) => {
        const admin = await server.postmaster();
        await admin.ask('CreateAccount user1');
        await write(admin, 'dir/all', allBytes);
        await write(admin, 'dir/all', allBytes, ' OFFSET END');
        await admin.ask('UpdateStorageFileAttr user1 FILE dir/all (<a>1</a>)');
        await admin.ask('SetFileSubscription user1 ("~user2/docs/")');
        admin.close();
      });
      await withServer(options, async (server) => {
        const admin = await server.postmaster();
        const { bytes } = await read(admin, 'dir/all');
        expect(Buffer.concat([allBytes, allBytes]).equals(bytes)).to.equal(true);
        expect(await admin.ask('GetStorageFileInfo user1')).to.equal('201 (#512,#1)');
        expect(await admin.ask('ReadStorageFileAttr user1 FILE dir/all')).to.equal(
          '201 (<a>1</a>)',
        );
        expect(await admin.ask('GetFileSubscription user1')).to.equal('201 ("~user2/docs/")');
        admin.close();
      });
      const paths = readdirSync(join(base, 'files'), { recursive: true }).map(String);
      expect(paths.filter((path) => /^\d+\/[0-9a-f-]{36}$/.test(path))).to.have.length(2);
      expect(paths).to.have.length(3);
      for (const path of paths.filter((each) => each.includes('/'))) {
        expect(readFileSync(join(base, 'files', path)).equals(allBytes)).to.equal(true);
      }
    } finally {
      rmSync(base, { recursive: true });
    }
  });
});

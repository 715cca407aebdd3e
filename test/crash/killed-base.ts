/**
 * A base directory whose processes are killed: the server, the projector beside it, or both at once;
 * and what must be there afterwards.
 */
import { expect } from 'chai';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Projection } from '../../src/base-directory/projection/projection.js';
import {
  filesDirectory,
  projectorDirectory,
  storeDirectory,
} from '../../src/base-directory/base-places.js';
import { accountLocation } from '../../src/engine/places/account-place.js';
import { domainById } from '../../src/engine/directory/directory.js';
import { domainLocation } from '../../src/engine/places/locations.js';
import { isAlive } from '../../src/store/directory-lock.js';
import { openEmbeddedStore } from '../../src/tables/open-store.js';
import { openMemoryStore } from '../../src/store/memory.js';
import type { Reader, Store } from '../../src/store/store.js';
import { accounts } from '../../src/tables/tables.js';
import { print } from '../../src/values/print.js';
import { treeOf } from '../base-directory/projection/little-base.js';
import { MarkedMail, withoutMail } from '../base-directory/projection/marked-mail.js';
import type { LineClient } from '../transcript.js';
import { ServerProgram } from '../program.js';

/** Which processes are killed. */
export type Victims = 'server' | 'projector' | 'both';

/** How often it is looked for a projector that starts. */
const lookMs = 1;

/** A base directory, and the program that serves it. */
export class KilledBase {
  readonly #home = mkdtempSync(join(tmpdir(), 'cligate-projector-kill-'));
  readonly base = join(this.#home, 'base');
  readonly mail = new MarkedMail(this.base, { view: (work) => this.#view(work) });
  readonly #log = join(this.#home, 'log');
  #program: ServerProgram | undefined;

  /** Starts the server, if it does not run. */
  async start(...settings: readonly string[]): Promise<void> {
    const set = ['limits.connectionsPerAddress=0', `log.file=${this.#log}`, ...settings];
    this.#program ??= await ServerProgram.start(this.base, { set });
  }

  /** A client logged in as postmaster. */
  async client(): Promise<LineClient> {
    return this.#running().postmaster();
  }

  /** Kills processes; returns whether the server was among them. */
  async kill(victims: Victims): Promise<boolean> {
    const program = this.#running();
    if (victims !== 'server') process.kill(await this.#projector(), 'SIGKILL');
    if (victims === 'projector') return false;
    await program.kill();
    this.#program = undefined;
    return true;
  }

  /** Ends the server as an operator does. */
  async stop(): Promise<void> {
    await this.#running().kill('SIGTERM');
    this.#program = undefined;
  }

  /** Ends what still runs, and removes everything. */
  async remove(): Promise<void> {
    await this.#program?.kill();
    for (let owner = this.#owner(); owner !== undefined; owner = this.#owner()) await pause(lookMs);
    rmSync(this.#home, { recursive: true, force: true });
  }

  /** What is told of locations is where files are, without any further waiting. */
  async expectLocations(client: LineClient): Promise<void> {
    const homes = await this.#view((tx) =>
      Array.from(tx.range(accounts, {}), ([, row]) => {
        const domain = domainById(tx, row.domain);
        return {
          account: `${row.name}@${domain.name}`,
          domain: domain.name,
          directory: domainLocation(domain),
          location: accountLocation(row),
        };
      }),
    );
    for (const { account, domain, directory, location } of homes) {
      expect(await client.ask(`GetAccountLocation ${account}`)).to.equal(`201 ${print(location)}`);
      expect(await client.ask(`GetDomainLocation ${domain}`)).to.equal(`201 ${print(directory)}`);
      expect(existsSync(join(this.base, directory, location)), account).to.equal(true);
    }
    await this.mail.expectKept();
  }

  /** Waits until the server says that everything is written. */
  async settled(client: LineClient): Promise<void> {
    for (const element of ['numRecordsToProject', 'numFilesToProject']) {
      while ((await client.ask(`GetStatElement ${element}`)) !== '201 #0') await pause(lookMs);
    }
  }

  /** The files are what a new projector makes of the store, mail left aside; nothing waits. */
  async expectWhole(): Promise<void> {
    await this.mail.expectKept();
    expect(documented(this.base)).to.deep.equal(await this.#fresh());
    expect(readdirSync(join(projectorDirectory(this.base), 'moving'))).to.deep.equal([]);
    const lines = readFileSync(this.#log, 'utf8').trimEnd().split('\n');
    expect(lines.filter((line) => /"level":"error"|"trouble"/.test(line))).to.deep.equal([]);
  }

  #running(): ServerProgram {
    if (this.#program === undefined) throw new Error('the server does not run');
    return this.#program;
  }

  /** The process of the projector, waited for while it starts. */
  async #projector(): Promise<number> {
    for (;;) {
      const owner = this.#owner();
      if (owner !== undefined) return owner;
      await pause(lookMs);
    }
  }

  /** The process that has the projector's state. */
  #owner(): number | undefined {
    try {
      const owner = readFileSync(join(projectorDirectory(this.base), 'owner'), 'latin1');
      return isAlive(owner) ? Number.parseInt(owner, 10) : undefined;
    } catch {
      return undefined;
    }
  }

  async #view<T>(work: (tx: Reader) => T): Promise<T> {
    return this.#beside((store) => store.view(work));
  }

  /** Reads the store beside the server. */
  async #beside<T>(work: (store: Store) => T | Promise<T>): Promise<T> {
    const store = await openEmbeddedStore(storeDirectory(this.base), { readOnly: true });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  }

  /** The tree that a new projector makes of the store. */
  async #fresh(): Promise<Record<string, string>> {
    const base = mkdtempSync(join(this.#home, 'fresh-'));
    const troubles: string[] = [];
    await this.#beside((store) =>
      new Projection({
        store,
        state: openMemoryStore(),
        base,
        blobs: { directory: filesDirectory(this.base), linked: false },
        trouble: (what) => troubles.push(what),
      }).settle(),
    );
    expect(troubles).to.deep.equal([]);
    const tree = documented(base);
    rmSync(base, { recursive: true });
    return tree;
  }
}

/** The documented files below a base directory; postmaster's logins are no concern of the store. */
function documented(base: string): Record<string, string> {
  const tree = withoutMail(treeOf(base));
  delete tree['Accounts/postmaster.macnt/account.info'];
  return tree;
}

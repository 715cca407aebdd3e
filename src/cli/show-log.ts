/** `cligate log`: the journal of a base directory, also while a server runs over it. */
import { existsSync } from 'node:fs';
import { readRecords, type JournalFilter } from '../engine/core/journal.js';
import { asDomainName } from '../engine/core/names.js';
import { openEmbeddedStore } from '../tables/open-store.js';
import type { Reader } from '../store/store.js';
import { domainNames, inDomain, names, type Id } from '../tables/tables.js';
import { foldedAddress } from '../values/letters.js';
import { bytesOf } from '../values/text.js';
import { storeDirectory } from '../base-directory/base-places.js';
import { exit, ProgramFailure } from './exit.js';
import { humanLines, jsonLine } from './record-lines.js';
import { readSince } from './since.js';

/** What `cligate log` is asked for, as texts of the command line. */
export interface LogQuestion {
  readonly object?: string;
  readonly actor?: string;
  readonly since?: string;
  readonly json?: boolean;
}

/** Prints the records to standard output. Throws `ProgramFailure` when there is no store. */
export async function showLog(base: string, question: LogQuestion): Promise<void> {
  const wanted = filterOf(question);
  const directory = storeDirectory(base);
  if (!existsSync(directory)) {
    throw new ProgramFailure(`there is no store in ${base}`, exit.notFound);
  }
  const store = await openEmbeddedStore(directory, { readOnly: true });
  try {
    const filter = { ...wanted, objectId: await store.view((tx) => idOf(tx, wanted.object)) };
    for await (const record of readRecords(store, filter)) {
      const lines = question.json === true ? [jsonLine(record)] : humanLines(record);
      for (const line of lines) await printed(`${line}\n`);
    }
  } finally {
    await store.close();
  }
}

function filterOf(question: LogQuestion): JournalFilter {
  const { object, actor, since } = question;
  const from = since === undefined ? undefined : readSince(since, Date.now());
  if (since !== undefined && from === undefined) {
    throw new ProgramFailure(
      `--since ${since}: expected a time such as 2026-01-31T12:00Z, or a period such as 2h or 7d`,
      exit.usage,
    );
  }
  return {
    ...(object === undefined ? {} : { object: storedName(object) }),
    ...(actor === undefined ? {} : { actor: storedName(actor) }),
    ...(from === undefined ? {} : { since: from }),
  };
}

/** The id of what has a full name now, so that its changes under earlier names are found too. */
function idOf(tx: Reader, fullName = ''): Id | undefined {
  const at = fullName.lastIndexOf('@');
  const domain = asDomainName(fullName.slice(at + 1));
  const domainId = domain && tx.get(domainNames, domain)?.domain;
  if (at < 0 || domainId === undefined) return domainId;
  return tx.get(names, inDomain(domainId, fullName.slice(0, at)))?.id;
}

function storedName(name: string): string {
  return foldedAddress(bytesOf(name));
}

/** Waits when the reader of standard output is slower than the journal. */
async function printed(text: string): Promise<void> {
  if (process.stdout.write(text)) return;
  await new Promise((resolve) => process.stdout.once('drain', resolve));
}

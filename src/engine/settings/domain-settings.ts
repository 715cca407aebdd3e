/**
 * A Domain's own settings (objects, section 3.3). They live in the Domain's row; what is kept in
 * the same file on disk but has commands of its own (ruling 9) is no setting here and cannot be
 * set as one. Any other key is kept as it was given, known or not.
 */
import { domains } from '../../tables/tables.js';
import { print } from '../../values/print.js';
import type { Dictionary, Value } from '../../values/value.js';
import type { Change } from '../core/change.js';
import type { FoundDomain } from '../directory/directory.js';
import { dictionaryOf, merged, replaced } from '../core/documents.js';
import { effectOn } from '../core/effects.js';
import { asDomainName, type DomainName } from '../core/names.js';
import { maskedText } from '../core/secrets.js';
import { domainSubject } from '../directory/subjects.js';

/** Parts of a Domain that are written beside its settings and have their own commands (ruling 9). */
const otherParts: ReadonlySet<string> = new Set([
  'DomainAliases',
  'AccountDefaults',
  'WebUserDefaults',
  'Rules',
  'SignalRules',
]);

/** Given as data blocks, read back as strings `[base64]` (data-format, section 4). */
const certificateKeys: ReadonlySet<string> = new Set([
  'PrivateSecureKey',
  'SecureCertificate',
  'CAChain',
]);

/** Replaces a Domain's explicit settings. */
export function setDomainSettings(change: Change, domain: FoundDomain, given: Dictionary): void {
  keep(change, domain, replaced(domainSettingsOf(given)));
}

/** Merges given settings into a Domain's explicit ones; `default` and null remove a key. */
export function updateDomainSettings(change: Change, domain: FoundDomain, given: Dictionary): void {
  keep(change, domain, merged(dictionaryOf(domain.row.settings), domainSettingsOf(given)));
}

/** What a given dictionary says of Domain settings, in their stored form. */
export function domainSettingsOf(given: Dictionary): Dictionary {
  const settings = new Map<string, Value>();
  for (const [key, value] of given) {
    if (otherParts.has(key)) continue;
    settings.set(key, certificateKeys.has(key) ? certificateText(value) : value);
  }
  return settings;
}

/** A Domain's settings as files have them: certificates and keys are data blocks (storage, section 5.4). */
export function domainSettingsForFile(settings: Dictionary): Map<string, Value> {
  return new Map(
    Array.from(settings, ([key, value]) => [
      key,
      certificateKeys.has(key) && typeof value === 'string' ? certificateBlock(value) : value,
    ]),
  );
}

/** The Domain whose administrators manage this one too, as access checks compare it; empty for none. */
export function adminDomainOf(settings: Dictionary): DomainName | '' {
  const name = settings.get('AdminDomainName');
  return (typeof name === 'string' && asDomainName(name)) || '';
}

function keep(change: Change, { id }: FoundDomain, settings: Dictionary): void {
  const text = print(settings);
  change.update(
    domains,
    id,
    (row) =>
      text === row.settings
        ? row
        : { ...row, settings: text, adminDomain: adminDomainOf(settings) },
    (row, old) =>
      effectOn(domainSubject(id, row), 'settings', {
        before: maskedText(dictionaryOf(old.settings), old.settings),
        after: maskedText(settings, text),
      }),
  );
}

function certificateText(value: Value): Value {
  return value instanceof Uint8Array ? print(value) : value;
}

/** The data block that a text was made of; the text itself when it was made of none. */
function certificateBlock(text: string): Value {
  const block = Buffer.from(text.slice(1, -1), 'base64');
  return print(block) === text ? block : text;
}

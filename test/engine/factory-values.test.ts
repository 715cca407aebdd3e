/**
 * The built-in values of settings are those of the reference (settings, `account_settings`,
 * `domain_settings` and `preferences`): the documented default, or else the value that was seen.
 */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parse } from 'yaml';
import { factoryAccountSettings } from '../../src/engine/settings/factory-account-settings.js';
import { factoryDomainSettings } from '../../src/engine/settings/factory-domain-settings.js';
import { factoryPreferences } from '../../src/engine/settings/factory-preferences.js';

/** A known setting; what is null is not known. */
interface KnownSetting {
  readonly name: string;
  readonly default?: unknown;
  readonly seen?: unknown;
}

const known = parse(
  readFileSync(new URL('../../docs/reference/settings.yaml', import.meta.url), 'utf8'),
) as Readonly<Record<string, readonly KnownSetting[]>>;

/** What has a value there and none here, and why. */
const leftOut: Readonly<Record<string, RegExp>> = {
  'no setting, but kept beside them': /^(?:Signal)?Rules$/,
  "the vendor's own gateway, or another system to follow": /^(?:PSTN|Sync)/,
  'clients and Skins that are not part of this server': /^(?:Pronto|(?:IMode|WML)SkinName$)/,
};
const isLeftOut = (name: string): boolean =>
  Object.values(leftOut).some((names) => names.test(name));

describe('The built-in values beside the reference', () => {
  const lists = [
    ['account_settings', factoryAccountSettings],
    ['domain_settings', factoryDomainSettings],
    ['preferences', factoryPreferences],
  ] as const;
  for (const [list, values] of lists) {
    it(list, () => {
      const expected = (known[list] ?? []).flatMap(({ name, default: documented, seen }) => {
        const value = documented ?? seen ?? undefined;
        return value === undefined || isLeftOut(name) ? [] : [[name, value] as const];
      });
      expect(Object.fromEntries(values)).to.deep.equal(Object.fromEntries(expected));
    });
  }
});

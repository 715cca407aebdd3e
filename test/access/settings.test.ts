import { expect } from 'chai';
import { mayModify } from '../../src/access/settings.js';
import { administratorWith } from './administrator.js';

const keys = [
  'RealName',
  'Password',
  'MobilePhone',
  'PSTNAreaCode',
  'Rules',
  'RulesAllowed',
  'MaxAccountSize',
  'AccessModes',
  'AdminDomainName',
  'CentralDirectory',
  'SomethingNew',
];

/** Rights of a Domain administrator, and the keys that they open. */
const table: readonly (readonly [rights: string, opened: string])[] = [
  ['Domain', ''],
  ['Domain BasicSettings', 'RealName Password MobilePhone'],
  ['BasicSettings', ''],
  ['Domain PSTNSettings', 'PSTNAreaCode'],
  ['Domain RulesAllowed', 'Rules'],
  ['Domain MaxAccountSize AccessModes', 'MaxAccountSize AccessModes'],
  ['Domain RealName', 'RealName'],
  ['Domain SomethingNew', 'SomethingNew'],
  ['Domain CentralDirectory', ''],
  ['MaxAccountSize', ''],
  ['', ''],
];

describe('The settings that a Domain administrator may modify', () => {
  for (const [rights, opened] of table) {
    it(`with (${rights}) are: ${opened === '' ? 'none' : opened}`, () => {
      const actor = administratorWith(...rights.split(' '));
      expect(keys.filter((key) => mayModify(actor, key)).join(' ')).to.equal(opened);
    });
  }

  for (const right of ['Master', 'UserAccounts']) {
    it(`with the server right ${right} are: all`, () => {
      expect(
        keys.every((key) => mayModify({ ...administratorWith(right), inMainDomain: true }, key)),
      ).to.be.true;
    });

    it(`with ${right} outside the Main Domain are: none`, () => {
      expect(keys.some((key) => mayModify(administratorWith('Domain', right), key))).to.be.false;
    });
  }
});

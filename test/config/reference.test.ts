import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { readConfiguration } from '../../src/config/file.js';
import { referenceFile } from '../../src/config/load.js';
import { reloadable } from '../../src/config/reload.js';
import { allSettings, logModules } from '../../src/config/schema.js';

const text = readFileSync(referenceFile, 'utf8');
const lines = text.split('\n');

describe('The reference configuration conf/cligate.yaml', () => {
  const given = readConfiguration(text, 'cligate.yaml');

  it('lists every setting once, in the order of the schema', () => {
    expect(given.map(({ setting }) => setting.path)).to.deep.equal([...allSettings.keys()]);
  });

  for (const { setting, value, place } of given) {
    const line = Number(place.split(':')[1]);

    it(`tells the default of ${setting.path}`, () => {
      expect(value).to.equal(setting.default);
    });

    it(`explains ${setting.path}`, () => {
      const here = lines[line - 1] ?? '';
      const above = lines[line - 2] ?? '';
      expect(/#(?! \[reload\]$)/.test(here) || /^\s*# /.test(above)).to.equal(true);
    });

    it(`says of ${setting.path} whether it is read again on SIGHUP`, () => {
      expect(lines[line - 1]?.includes('# [reload]')).to.equal(reloadable(setting.path));
    });
  }

  it('has a level for every module that logs', () => {
    const paths = given.map(({ setting }) => setting.path);
    for (const name of logModules) expect(paths).to.include(`log.levels.${name}`);
  });
});

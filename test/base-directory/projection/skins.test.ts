import { expect } from 'chai';
import { statSync } from 'node:fs';
import { join } from 'node:path';

import { addSet, findSet, removeSet, storeFile } from '../../../src/engine/skins/file-sets.js';
import { LittleBase } from './little-base.js';
import { theServer } from '../../../src/engine/directory/subjects.js';

describe('The documented files of Skins', () => {
  let little: LittleBase;

  beforeEach(async () => {
    little = await LittleBase.with();
  });
  afterEach(() => little.remove());

  /** Everything is as a new beginning would write it. */
  const settled = async (): Promise<void> => {
    await little.settle();
    expect(little.troubles).to.deep.equal([]);
    expect(little.tree()).to.deep.equal(await little.fresh());
  };

  it('follow them: a file where a Skin was, their times, and the end of the last one', async () => {
    const owner = theServer;
    const unnamed = { owner, area: 'skins', name: '' } as const;
    const blue = { ...unnamed, name: 'blue' } as const;
    await little.change((change) => {
      addSet(change, unnamed);
      addSet(change, blue);
      storeFile(change, blue, 'french/login.wssp', Buffer.from('salut'));
    });
    await settled();
    const login = 'WebSkins/blue/french/login.wssp';
    expect(little.tree()[login]).to.equal('salut');
    expect(statSync(join(little.base, login)).mtimeMs).to.equal(1_700_000_000_000);
    await little.change((change) => {
      const row = findSet(change.tx, blue);
      if (row !== undefined) removeSet(change, blue, row);
      storeFile(change, unnamed, 'blue', Buffer.from('file'));
    });
    await settled();
    expect(little.tree()['WebSkins/blue']).to.equal('file');
    await little.change((change) => {
      const row = findSet(change.tx, unnamed);
      if (row !== undefined) removeSet(change, unnamed, row);
    });
    await settled();
    expect(little.tree()).not.to.have.property('WebSkins/');
  });
});

/** The Skins that are built into the server: there are none, because nothing would show them. */
import { serverRight } from '../../access/need.js';
import { refuse } from '../../engine/core/refusal.js';
import { text } from '../arguments.js';
import { query } from '../define.js';

const needs = serverRight('any');

export const listStockSkinFiles = query({
  name: 'ListStockSkinFiles',
  needs,
  usage: 'skinName',
  summary: 'Lists the files of a Skin that is built into the server: none.',
  arguments: { skinName: text },
  deviations: 'No Skin is built in, so every one is empty.',

  run: () => new Map(),

  example: `
    C: ListStockSkinFiles Basic
    S: 201 {}
    C: ListStockSkinFiles
    S: 500 incorrect command parameters*
  `,
});

export const readStockSkinFile = query({
  name: 'ReadStockSkinFile',
  needs,
  usage: 'skinName FILE fileName',
  summary: 'Would give a file of a Skin that is built into the server: there is none.',
  arguments: { skinName: text, fileName: text },

  run: () => refuse('unknown-file'),

  example: `
    C: ReadStockSkinFile Basic FILE login.wssp
    S: 501 file is not found
  `,
});

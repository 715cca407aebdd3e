/** The application environment that is built in: an empty one. */
import { serverRight } from '../../access/need.js';
import { refuse } from '../../engine/core/refusal.js';
import { flag, optional, text } from '../arguments.js';
import { query } from '../define.js';

const needs = serverRight('any');

export const listStockPBXFiles = query({
  name: 'ListStockPBXFiles',
  needs,
  usage: '[FILE] [language]',
  summary: 'Lists the files of the application environment that is built into the server: none.',
  arguments: { file: flag, language: optional(text) },
  deviations: 'No application is built in.',

  run: () => new Map(),

  example: `
    C: ListStockPBXFiles
    S: 201 {}
    C: ListStockPBXFiles FILE russian
    S: 201 {}
    C: ListStockPBXFiles russian french
    S: 500 incorrect command parameters*
  `,
});

export const readStockPBXFile = query({
  name: 'ReadStockPBXFile',
  needs,
  usage: '[FILE] fileName',
  summary: 'Would give a file of the application environment that is built in: there is none.',
  arguments: { file: flag, fileName: text },

  run: () => refuse('unknown-file'),

  example: `
    C: ReadStockPBXFile FILE "hello.wav"
    S: 501 file is not found
  `,
});

/**
 * The national subsets and the files of the server's Real-Time Application environment, and the
 * environment that is built in: an empty one. The keyword FILE, which some clients send, means nothing.
 */
import { serverRight } from '../../access/need.js';

import {
  changeEnvironmentFile,
  createEnvironment,
  deleteSubset,
  listEnvironment,
  readEnvironmentFile,
} from '../../engine/skins/pbx-environments.js';
import { refuse } from '../../engine/core/refusal.js';
import { theServer } from '../../engine/directory/subjects.js';
import { dataBlock, flag, optional, text } from '../arguments.js';
import { change, InSteps, query } from '../define.js';

const section = 'Real-Time Application Administration';
const toRead = serverRight('any');
const toChange = serverRight('Settings');

export const createServerPBX = change({
  name: 'CreateServerPBX',
  usage: '[FILE] language',
  summary: 'Creates a national subset of the application environment of the server.',
  section,
  arguments: { file: flag, language: text },
  needs: toChange,
  differs: 'The environment itself, "", is always there.',

  run: (context, { language }) => createEnvironment(context, theServer, language),

  example: `
    C: CreateServerPBX russian
    S: 200 OK
    C: ListServerPBXFiles
    S: 201 {russian={};}
    C: CreateServerPBX ""
    S: 501 application environment with this name already exists
  `,
});

export const deleteServerPBX = change({
  name: 'DeleteServerPBX',
  usage: '[FILE] language',
  summary: 'Deletes a national subset of the application environment of the server.',
  section,
  arguments: { file: flag, language: text },
  needs: toChange,

  run: (context, { language }) => deleteSubset(context, theServer, language),

  example: `
    C: CreateServerPBX russian
    S: 200 OK
    C: DeleteServerPBX FILE russian
    S: 200 OK
    C: DeleteServerPBX russian
    S: 501 application environment is not found
  `,
});

export const listServerPBXFiles = query({
  name: 'ListServerPBXFiles',
  usage: '[FILE] [language]',
  summary: 'Lists the files of the application environment of the server, or of a national subset.',
  section,
  arguments: { file: flag, language: optional(text) },
  needs: toRead,
  differs: 'What is not there has no files. The attributes are called STFileSize and STModified.',

  run: ({ tx }, { language }) => new InSteps(listEnvironment(tx, theServer, language)),

  example: `
    C: ListServerPBXFiles russian
    S: 201 {}
    C: StoreServerPBXFile hello.wav DATA [UklGRg==]
    S: 200 OK
    C: ListServerPBXFiles
    S: 201 {hello.wav={STFileSize=#4;STModified=#T*
    C: ListServerPBXFiles russian french
    S: 500 incorrect command parameters*
  `,
});

export const readServerPBXFile = query({
  name: 'ReadServerPBXFile',
  usage: '[FILE] fileName',
  summary: 'Gives a file of the application environment of the server.',
  section,
  arguments: { file: flag, fileName: text },
  needs: toRead,

  run: ({ tx }, { fileName }) => readEnvironmentFile(tx, theServer, fileName).content,

  example: `
    C: StoreServerPBXFile hello.wav DATA [UklGRg==]
    S: 200 OK
    C: ReadServerPBXFile hello.wav
    S: 201 [UklGRg==]
    C: ReadServerPBXFile "russian/hello.wav"
    S: 501 file is not found
  `,
});

export const storeServerPBXFile = change({
  name: 'StoreServerPBXFile',
  usage: '[FILE] fileName (DATA fileContent | DELETE)',
  summary: 'Writes or deletes a file of the application environment of the server.',
  section,
  arguments: { file: flag, fileName: text, fileContent: optional(dataBlock), delete: flag },
  needs: toChange,
  differs: 'A file has at most 16 megabytes.',

  run: (context, { fileName, fileContent }) =>
    changeEnvironmentFile(context, theServer, fileName, fileContent),

  example: `
    C: CreateServerPBX russian
    S: 200 OK
    C: StoreServerPBXFile "russian/hello.wav" DATA [UklGRg==]
    S: 200 OK
    C: StoreServerPBXFile "russian/hello.wav" DELETE
    S: 200 OK
    C: StoreServerPBXFile "russian/hello.wav" DELETE
    S: 501 file is not found
    C: StoreServerPBXFile "french/hello.wav" DATA [UklGRg==]
    S: 501 application environment is not found
  `,
});

export const deleteServerPBXFile = change({
  name: 'DeleteServerPBXFile',
  usage: '[FILE] fileName',
  summary: 'Deletes a file of the application environment of the server.',
  section,
  arguments: { file: flag, fileName: text },
  needs: toChange,

  run: (context, { fileName }) => changeEnvironmentFile(context, theServer, fileName, undefined),

  example: `
    C: StoreServerPBXFile hello.wav DATA [UklGRg==]
    S: 200 OK
    C: DeleteServerPBXFile hello.wav
    S: 200 OK
    C: DeleteServerPBXFile hello.wav
    S: 501 file is not found
  `,
});

export const listStockPBXFiles = query({
  name: 'ListStockPBXFiles',
  usage: '[FILE] [language]',
  summary: 'Lists the files of the application environment that is built into the server: none.',
  section,
  arguments: { file: flag, language: optional(text) },
  needs: toRead,
  differs: 'No application is built in.',

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
  usage: '[FILE] fileName',
  summary: 'Would give a file of the application environment that is built in: there is none.',
  section,
  arguments: { file: flag, fileName: text },
  needs: toRead,

  run: () => refuse('unknown-file'),

  example: `
    C: ReadStockPBXFile FILE "hello.wav"
    S: 501 file is not found
  `,
});

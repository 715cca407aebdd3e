/**
 * Web Interface Tuning: commands that are older than Skins, for the files that are now those of a
 * Domain's unnamed Skin. They are in no manual any more, but clients have them.
 */
import { domainAdministrator } from '../../access/need.js';
import {
  changeUnnamedSkinFile,
  readUnnamedSkinFile,
  unnamedSkinFiles,
} from '../../engine/skins/skins.js';
import type { Dictionary, Value } from '../../values/value.js';
import { dataBlock, domainName, optional, text } from '../arguments.js';
import { chapter, change, done, InSteps, query } from '../define.js';
import { targetDomain } from '../targets.js';
import { ofDomain } from '../owners.js';

const needs = domainAdministrator('domainName', 'CanModifySkins');

/** The files in a folder by name; without one all files by path. */
function* filesIn(all: Generator<void, Dictionary>, path: string): Generator<void, Dictionary> {
  const files = yield* all;
  const folder = path.replace(/\/$/, '');
  if (folder === '') return files;
  const found = new Map<string, Value>();
  for (const [name, attributes] of files) {
    if (name.startsWith(`${folder}/`)) found.set(name.slice(folder.length + 1), attributes);
  }
  return found;
}

const listWebUserInterface = query({
  name: 'ListWebUserInterface',
  needs,
  usage: '[domainName] [PATH|FILE path]',
  summary: "Lists the files of a Domain's unnamed Skin, or of one folder of it.",
  arguments: { domainName: optional(domainName), path: optional(text) },
  deviations: 'The files are those of the unnamed Skin.',

  run: (context, { path = '', ...values }) =>
    new InSteps(filesIn(unnamedSkinFiles(context.tx, ofDomain.find(context, values)), path)),

  example: `
    C: ListWebUserInterface example.test
    S: 201 {}
    C: PutWebUserInterface example.test FILE "images/logo.gif" DATA [R0lG]
    S: 200 OK
    C: ListWebUserInterface example.test PATH images
    S: 201 {logo.gif={STFileSize=#3;STModified=#T*
    C: ListWebUserInterface none.test
    S: 512 unknown secondary domain name
  `,
});

const getWebUserInterface = query({
  name: 'GetWebUserInterface',
  needs,
  usage: 'domainName FILE path',
  summary: "Gives a file of a Domain's unnamed Skin.",
  arguments: { domainName, path: text },

  run: (context, values) =>
    readUnnamedSkinFile(context.tx, ofDomain.find(context, values), values.path).content,

  example: `
    C: GetWebUserInterface example.test FILE "login.html"
    S: 501 file is not found
    C: PutWebUserInterface example.test FILE "login.html" DATA [PGh0bWw+]
    S: 200 OK
    C: GetWebUserInterface example.test FILE "login.html"
    S: 201 [PGh0bWw+]
  `,
});

const putWebUserInterface = change({
  name: 'PutWebUserInterface',
  needs,
  usage: 'domainName FILE path DATA content',
  summary: "Writes a file of a Domain's unnamed Skin, which is created if it is not there.",
  arguments: { domainName, path: text, content: dataBlock },

  run: (context, values) =>
    changeUnnamedSkinFile(context, ofDomain.find(context, values), values.path, values.content),

  example: `
    C: PutWebUserInterface example.test FILE "login.html" DATA [PGh0bWw+]
    S: 200 OK
    C: ReadDomainSkinFile example.test SKIN "" FILE login.html
    S: 201 ([PGh0bWw+],#T*
    C: PutWebUserInterface example.test FILE "../login.html" DATA [PGh0bWw+]
    S: 501 illegal file name
  `,
});

const deleteWebUserInterface = change({
  name: 'DeleteWebUserInterface',
  needs,
  usage: 'domainName FILE path',
  summary: "Deletes a file of a Domain's unnamed Skin.",
  arguments: { domainName, path: text },

  run: (context, values) =>
    changeUnnamedSkinFile(context, ofDomain.find(context, values), values.path, undefined),

  example: `
    C: PutWebUserInterface example.test FILE "login.html" DATA [PGh0bWw+]
    S: 200 OK
    C: DeleteWebUserInterface example.test FILE "login.html"
    S: 200 OK
    C: DeleteWebUserInterface example.test FILE "login.html"
    S: 501 file is not found
  `,
});

const clearWebUserCache = query({
  name: 'ClearWebUserCache',
  needs,
  usage: '[domainName]',
  summary: 'Forgets the cached web interface files of a Domain; nothing is cached.',
  arguments: { domainName: optional(domainName) },

  run(context, values) {
    targetDomain(context, values.domainName);
    return done;
  },

  example: `
    C: ClearWebUserCache example.test
    S: 200 OK
    C: ClearWebUserCache none.test
    S: 512 unknown secondary domain name
  `,
});

export const commands = chapter('Web Interface Tuning (legacy)', [
  listWebUserInterface,
  getWebUserInterface,
  putWebUserInterface,
  deleteWebUserInterface,
  clearWebUserCache,
]);

/** Creates the Real-Time Application environment of a Domain and its national subsets; changes files. */
import { domainAdministrator } from '../../access/need.js';
import type { FileSetOwner } from '../../engine/skins/file-sets.js';
import type { DomainName } from '../../engine/core/names.js';
import {
  changeEnvironmentFile,
  createEnvironment,
  deleteSubset,
  listEnvironment,
  readEnvironmentFile,
} from '../../engine/skins/pbx-environments.js';
import { theDomain } from '../../engine/directory/subjects.js';
import { dataBlock, domainName, flag, optional, text } from '../arguments.js';
import { change, InSteps, query, type QueryContext } from '../define.js';
import { targetDomain } from '../targets.js';

const section = 'Real-Time Application Administration';
const needs = domainAdministrator('domainName', 'CanModifyPBXApps');

function ownerOf(
  context: Pick<QueryContext, 'tx' | 'actor'>,
  values: { readonly domainName: DomainName | undefined },
): FileSetOwner {
  return theDomain(targetDomain(context, values.domainName));
}

export const createDomainPBX = change({
  name: 'CreateDomainPBX',
  usage: 'domainName [FILE language]',
  summary: 'Creates the application environment of a Domain, or a national subset in it.',
  section,
  arguments: { domainName, language: optional(text) },
  needs,

  run: (context, values) => createEnvironment(context, ownerOf(context, values), values.language),

  example: `
    C: CreateDomainPBX example.test FILE russian
    S: 501 application environment is not found
    C: CreateDomainPBX example.test
    S: 200 OK
    C: CreateDomainPBX example.test FILE russian
    S: 200 OK
    C: ListDomainPBXFiles example.test
    S: 201 {russian={};}
    C: CreateDomainPBX example.test FILE russian
    S: 501 application environment with this name already exists
  `,
});

export const deleteDomainPBX = change({
  name: 'DeleteDomainPBX',
  usage: 'domainName [FILE language]',
  summary: 'Deletes a national subset of the application environment of a Domain, with its files.',
  section,
  arguments: { domainName, language: optional(text) },
  needs,
  differs: 'Refuses to delete the environment itself, which the manual does not offer.',

  run: (context, values) => deleteSubset(context, ownerOf(context, values), values.language),

  example: `
    C: CreateDomainPBX example.test
    S: 200 OK
    C: CreateDomainPBX example.test FILE russian
    S: 200 OK
    C: DeleteDomainPBX example.test FILE russian
    S: 200 OK
    C: DeleteDomainPBX example.test FILE russian
    S: 501 application environment is not found
    C: DeleteDomainPBX example.test
    S: 501 only a national subset can be deleted
  `,
});

export const listDomainPBXFiles = query({
  name: 'ListDomainPBXFiles',
  usage: '[domainName] [FILE language]',
  summary: 'Lists the files of the application environment of a Domain, or of a national subset.',
  section,
  arguments: { domainName: optional(domainName), language: optional(text) },
  needs,
  differs: 'What is not there has no files. The attributes are called STFileSize and STModified.',

  run: (context, values) =>
    new InSteps(listEnvironment(context.tx, ownerOf(context, values), values.language)),

  example: `
    C: ListDomainPBXFiles example.test
    S: 201 {}
    C: CreateDomainPBX example.test
    S: 200 OK
    C: StoreDomainPBXFile example.test FILE hello.wav DATA [UklGRg==]
    S: 200 OK
    C: ListDomainPBXFiles example.test
    S: 201 {hello.wav={STFileSize=#4;STModified=#T*
    C: ListDomainPBXFiles none.test
    S: 512 unknown secondary domain name
  `,
});

export const readDomainPBXFile = query({
  name: 'ReadDomainPBXFile',
  usage: 'domainName FILE fileName',
  summary: 'Gives a file of the application environment of a Domain.',
  section,
  arguments: { domainName, fileName: text },
  needs,

  run: (context, values) =>
    readEnvironmentFile(context.tx, ownerOf(context, values), values.fileName).content,

  example: `
    C: CreateDomainPBX example.test
    S: 200 OK
    C: CreateDomainPBX example.test FILE russian
    S: 200 OK
    C: StoreDomainPBXFile example.test FILE "russian/hello.wav" DATA [UklGRg==]
    S: 200 OK
    C: ReadDomainPBXFile example.test FILE "russian/hello.wav"
    S: 201 [UklGRg==]
    C: ReadDomainPBXFile example.test FILE "hello.wav"
    S: 501 file is not found
  `,
});

export const storeDomainPBXFile = change({
  name: 'StoreDomainPBXFile',
  usage: 'domainName FILE fileName (DATA fileContent | DELETE)',
  summary: 'Writes or deletes a file of the application environment of a Domain.',
  section,
  arguments: { domainName, fileName: text, fileContent: optional(dataBlock), delete: flag },
  needs,
  differs: 'A file has at most 16 megabytes.',

  run(context, values) {
    const owner = ownerOf(context, values);
    changeEnvironmentFile(context, owner, values.fileName, values.fileContent);
  },

  example: `
    C: StoreDomainPBXFile example.test FILE hello.wav DATA [UklGRg==]
    S: 501 application environment is not found
    C: CreateDomainPBX example.test
    S: 200 OK
    C: StoreDomainPBXFile example.test FILE hello.wav DATA [UklGRg==]
    S: 200 OK
    C: StoreDomainPBXFile example.test FILE hello.wav DELETE
    S: 200 OK
    C: StoreDomainPBXFile example.test FILE hello.wav DELETE
    S: 501 file is not found
    C: StoreDomainPBXFile example.test FILE "../hello.wav" DATA [UklGRg==]
    S: 501 application environment is not found
  `,
});

export const deleteDomainPBXFile = change({
  name: 'DeleteDomainPBXFile',
  usage: 'domainName FILE fileName',
  summary: 'Deletes a file of the application environment of a Domain.',
  section,
  arguments: { domainName, fileName: text },
  needs,

  run: (context, values) =>
    changeEnvironmentFile(context, ownerOf(context, values), values.fileName, undefined),

  example: `
    C: CreateDomainPBX example.test
    S: 200 OK
    C: StoreDomainPBXFile example.test FILE hello.wav DATA [UklGRg==]
    S: 200 OK
    C: DeleteDomainPBXFile example.test FILE hello.wav
    S: 200 OK
    C: DeleteDomainPBXFile example.test FILE hello.wav
    S: 501 file is not found
  `,
});

/** Lists, reads and changes the files of a Skin of a Domain. */
import { domainAdministrator } from '../../access/need.js';
import { changeSkinFile, listSkinFiles, readSkinFile } from '../../engine/skins/skins.js';
import { dataBlock, domainName, flag, optional, text } from '../arguments.js';
import { change, InSteps, query } from '../define.js';
import { skinsOwner } from './domain-skins.js';

const section = 'Web Skins Administration';
const needs = domainAdministrator('domainName', 'CanModifySkins');

export const listDomainSkinFiles = query({
  name: 'ListDomainSkinFiles',
  usage: '[domainName SKIN] skinName',
  summary: 'Lists the files of a Skin of a Domain with their sizes and times.',
  section,
  arguments: { domainName: optional(domainName), skinName: text },
  needs,
  differs: 'The attributes are called STFileSize and STModified, as those of Account files.',

  run: (context, values) =>
    new InSteps(listSkinFiles(context.tx, skinsOwner(context, values), values.skinName)),

  example: `
    C: CreateDomainSkin ""
    S: 200 OK
    C: ListDomainSkinFiles example.test SKIN ""
    S: 201 {}
    C: StoreDomainSkinFile "" FILE login.wssp DATA [PGh0bWw+]
    S: 200 OK
    C: ListDomainSkinFiles ""
    S: 201 {login.wssp={STFileSize=#6;STModified=#T*
    C: ListDomainSkinFiles MySkin
    S: 501 skin is not found
  `,
});

export const readDomainSkinFile = query({
  name: 'ReadDomainSkinFile',
  usage: '[domainName SKIN] skinName FILE fileName',
  summary: 'Gives a file of a Skin of a Domain and the time when it was modified.',
  section,
  arguments: { domainName: optional(domainName), skinName: text, fileName: text },
  needs,

  run(context, values) {
    const owner = skinsOwner(context, values);
    const file = readSkinFile(context.tx, owner, values.skinName, values.fileName);
    return [file.content, file.modified];
  },

  example: `
    C: CreateDomainSkin ""
    S: 200 OK
    C: StoreDomainSkinFile "" FILE login.wssp DATA [PGh0bWw+]
    S: 200 OK
    C: ReadDomainSkinFile example.test SKIN "" FILE login.wssp
    S: 201 ([PGh0bWw+],#T*
    C: ReadDomainSkinFile "" FILE logout.wssp
    S: 501 file is not found
  `,
});

export const storeDomainSkinFile = change({
  name: 'StoreDomainSkinFile',
  usage: '[domainName SKIN] skinName FILE fileName (DATA fileContent | DELETE)',
  summary: 'Writes or deletes a file of a Skin of a Domain.',
  section,
  arguments: {
    domainName: optional(domainName),
    skinName: text,
    fileName: text,
    fileContent: optional(dataBlock),
    delete: flag,
  },
  needs,
  differs: 'A file name may have one folder before it. A file has at most 16 megabytes.',

  run(context, values) {
    const owner = skinsOwner(context, values);
    changeSkinFile(context, owner, values.skinName, values.fileName, values.fileContent);
  },

  example: `
    C: CreateDomainSkin ""
    S: 200 OK
    C: StoreDomainSkinFile example.test SKIN "" FILE login.wssp DATA [PGh0bWw+]
    S: 200 OK
    C: StoreDomainSkinFile "" FILE login.wssp DATA "AAEC"
    S: 200 OK
    C: ReadDomainSkinFile "" FILE login.wssp
    S: 201 ([AAEC],#T*
    C: StoreDomainSkinFile "" FILE login.wssp DELETE
    S: 200 OK
    C: StoreDomainSkinFile "" FILE login.wssp DELETE
    S: 501 file is not found
    C: StoreDomainSkinFile "" FILE "../login.wssp" DATA [AAEC]
    S: 501 illegal file name
  `,
});

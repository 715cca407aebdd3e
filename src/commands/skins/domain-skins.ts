/** The commands for the Skins of Domains. */
import { domainAdministrator } from '../../access/need.js';
import { domainName, optional } from '../arguments.js';
import { ofDomain } from '../owners.js';
import { skinCommands, type SkinsOwner } from './skin-commands.js';

const needs = domainAdministrator('domainName', 'CanModifySkins');

const domain: SkinsOwner = {
  ...ofDomain,
  usageOfAll: '[domainName]',
  usageBefore: '[domainName SKIN] ',
  named: { domainName: optional(domainName) },
  toRead: needs,
  toChange: needs,
};

export const domainSkins = skinCommands(domain, {
  list: {
    summary: 'Lists the names of the Skins of a Domain, your own if none is named.',
    example: `
      C: CreateDomainSkin ""
      S: 200 OK
      C: CreateDomainSkin example.test SKIN MySkin
      S: 200 OK
      C: ListDomainSkins
      S: 201 ("",MySkin)
      C: ListDomainSkins none.test
      S: 512 unknown secondary domain name
    `,
  },
  create: {
    summary: 'Creates an empty Skin of a Domain; the unnamed one, "", comes first.',
    deviations: 'Names are told apart by letter case.',
    example: `
      C: CreateDomainSkin example.test SKIN MySkin
      S: 501 the unnamed skin must be created first and deleted last
      C: CreateDomainSkin example.test SKIN ""
      S: 200 OK
      C: CreateDomainSkin MySkin
      S: 200 OK
      C: CreateDomainSkin MySkin
      S: 501 skin with this name already exists
      C: CreateDomainSkin "../secret"
      S: 501 illegal file name
    `,
  },
  rename: {
    summary: 'Gives a named Skin of a Domain a new name.',
    example: `
      C: CreateDomainSkin ""
      S: 200 OK
      C: CreateDomainSkin Old
      S: 200 OK
      C: StoreDomainSkinFile Old FILE login.wssp DATA [PGh0bWw+]
      S: 200 OK
      C: RenameDomainSkin example.test SKIN Old INTO New
      S: 200 OK
      C: ReadDomainSkinFile New FILE login.wssp
      S: 201 ([PGh0bWw+],#T*
      C: RenameDomainSkin Old INTO New
      S: 501 skin is not found
      C: RenameDomainSkin New INTO ""
      S: 501 not applicable to the unnamed skin
    `,
  },
  remove: {
    summary: 'Deletes a Skin of a Domain with its files; the unnamed one, "", goes last.',
    example: `
      C: CreateDomainSkin ""
      S: 200 OK
      C: CreateDomainSkin MySkin
      S: 200 OK
      C: DeleteDomainSkin example.test SKIN ""
      S: 501 the unnamed skin must be created first and deleted last
      C: DeleteDomainSkin MySkin
      S: 200 OK
      C: DeleteDomainSkin ""
      S: 200 OK
      C: ListDomainSkins
      S: 201 ()
    `,
  },
  listFiles: {
    summary: 'Lists the files of a Skin of a Domain with their sizes and times.',
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
  },
  readFile: {
    summary: 'Gives a file of a Skin of a Domain and the time when it was modified.',
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
  },
  storeFile: {
    summary: 'Writes or deletes a file of a Skin of a Domain.',
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
  },
});

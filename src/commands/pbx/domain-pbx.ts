/** The commands for the Real-Time Application environments of Domains. */
import { domainAdministrator } from '../../access/need.js';
import { domainName, optional, text } from '../arguments.js';
import { ofDomain } from '../owners.js';
import { environmentCommands, type EnvironmentOwner } from './environment-commands.js';

const needs = domainAdministrator('domainName', 'CanModifyPBXApps');

const domain: EnvironmentOwner = {
  ...ofDomain,
  usage: {
    subset: 'domainName [FILE language]',
    list: '[domainName] [FILE language]',
    file: 'domainName FILE fileName',
  },
  named: { domainName },
  namedInList: { domainName: optional(domainName) },
  language: optional(text),
  toRead: needs,
  toChange: needs,
};

export const domainPBX = environmentCommands(domain, {
  create: {
    summary: 'Creates the application environment of a Domain, or a national subset in it.',
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
  },
  remove: {
    summary:
      'Deletes a national subset of the application environment of a Domain, with its files.',
    deviations: 'Refuses to delete the environment itself, which the manual does not offer.',
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
  },
  listFiles: {
    summary: 'Lists the files of the application environment of a Domain, or of a national subset.',
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
  },
  readFile: {
    summary: 'Gives a file of the application environment of a Domain.',
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
  },
  storeFile: {
    summary: 'Writes or deletes a file of the application environment of a Domain.',
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
  },
  deleteFile: {
    summary: 'Deletes a file of the application environment of a Domain.',
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
  },
});

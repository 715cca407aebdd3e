/**
 * The commands for the server's Real-Time Application environment. The keyword FILE, which some
 * clients send, means nothing.
 */
import { serverRight } from '../../access/need.js';
import { ofServer } from '../owners.js';
import { flag, text } from '../arguments.js';
import { environmentCommands, type EnvironmentOwner } from './environment-commands.js';

const named = { file: flag };

const server: EnvironmentOwner = {
  ...ofServer,
  usage: { subset: '[FILE] language', list: '[FILE] [language]', file: '[FILE] fileName' },
  named,
  namedInList: named,
  language: text,
  toRead: serverRight('any'),
  toChange: serverRight('Settings'),
};

export const serverPBX = environmentCommands(server, {
  create: {
    summary: 'Creates a national subset of the application environment of the server.',
    deviations: 'The environment itself, "", is always there.',
    example: `
      C: CreateServerPBX russian
      S: 200 OK
      C: ListServerPBXFiles
      S: 201 {russian={};}
      C: CreateServerPBX ""
      S: 501 application environment with this name already exists
    `,
  },
  remove: {
    summary: 'Deletes a national subset of the application environment of the server.',
    example: `
      C: CreateServerPBX russian
      S: 200 OK
      C: DeleteServerPBX FILE russian
      S: 200 OK
      C: DeleteServerPBX russian
      S: 501 application environment is not found
    `,
  },
  listFiles: {
    summary:
      'Lists the files of the application environment of the server, or of a national subset.',
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
  },
  readFile: {
    summary: 'Gives a file of the application environment of the server.',
    example: `
      C: StoreServerPBXFile hello.wav DATA [UklGRg==]
      S: 200 OK
      C: ReadServerPBXFile hello.wav
      S: 201 [UklGRg==]
      C: ReadServerPBXFile "russian/hello.wav"
      S: 501 file is not found
    `,
  },
  storeFile: {
    summary: 'Writes or deletes a file of the application environment of the server.',
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
  },
  deleteFile: {
    summary: 'Deletes a file of the application environment of the server.',
    example: `
      C: StoreServerPBXFile hello.wav DATA [UklGRg==]
      S: 200 OK
      C: DeleteServerPBXFile hello.wav
      S: 200 OK
      C: DeleteServerPBXFile hello.wav
      S: 501 file is not found
    `,
  },
});

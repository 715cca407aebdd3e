/** The commands for the Skins of the server. */
import { serverRight } from '../../access/need.js';
import { ofServer } from '../owners.js';
import { skinCommands, type SkinsOwner } from './skin-commands.js';

const server: SkinsOwner = {
  ...ofServer,
  usageOfAll: '',
  usageBefore: '',
  named: {},
  toRead: serverRight('any'),
  toChange: serverRight('Settings'),
};

export const serverSkins = skinCommands(server, {
  list: {
    summary: 'Lists the names of the Skins of the server.',
    example: `
      C: CreateServerSkin MySkin
      S: 200 OK
      C: ListServerSkins
      S: 201 (MySkin)
      C: ListServerSkins example.test
      S: 500 incorrect command parameters*
    `,
  },
  create: {
    summary: 'Creates an empty Skin of the server.',
    deviations: 'Named Skins of the server need no unnamed one.',
    example: `
      C: CreateServerSkin MySkin
      S: 200 OK
      C: CreateServerSkin MySkin
      S: 501 skin with this name already exists
    `,
  },
  rename: {
    summary: 'Gives a Skin of the server a new name.',
    example: `
      C: CreateServerSkin Old
      S: 200 OK
      C: RenameServerSkin Old INTO New
      S: 200 OK
      C: ListServerSkins
      S: 201 (New)
      C: RenameServerSkin Old INTO Newer
      S: 501 skin is not found
      C: RenameServerSkin New INTO New
      S: 501 skin with this name already exists
    `,
  },
  remove: {
    summary: 'Deletes a Skin of the server with its files.',
    example: `
      C: CreateServerSkin MySkin
      S: 200 OK
      C: DeleteServerSkin MySkin
      S: 200 OK
      C: DeleteServerSkin MySkin
      S: 501 skin is not found
    `,
  },
  listFiles: {
    summary: 'Lists the files of a Skin of the server with their sizes and times.',
    example: `
      C: CreateServerSkin MySkin
      S: 200 OK
      C: StoreServerSkinFile MySkin FILE login.wssp DATA [PGh0bWw+]
      S: 200 OK
      C: ListServerSkinFiles MySkin
      S: 201 {login.wssp={STFileSize=#6;STModified=#T*
      C: ListServerSkinFiles Other
      S: 501 skin is not found
    `,
  },
  readFile: {
    summary: 'Gives a file of a Skin of the server and the time when it was modified.',
    example: `
      C: CreateServerSkin MySkin
      S: 200 OK
      C: StoreServerSkinFile MySkin FILE login.wssp DATA [PGh0bWw+]
      S: 200 OK
      C: ReadServerSkinFile MySkin FILE login.wssp
      S: 201 ([PGh0bWw+],#T*
      C: ReadServerSkinFile MySkin FILE logout.wssp
      S: 501 file is not found
    `,
  },
  storeFile: {
    summary: 'Writes or deletes a file of a Skin of the server.',
    example: `
      C: CreateServerSkin MySkin
      S: 200 OK
      C: StoreServerSkinFile MySkin FILE login.wssp DATA "PGh0bWw+"
      S: 200 OK
      C: StoreServerSkinFile MySkin FILE login.wssp DELETE
      S: 200 OK
      C: StoreServerSkinFile MySkin FILE login.wssp DELETE
      S: 501 file is not found
      C: StoreServerSkinFile MySkin FILE login.wssp
      S: 500 incorrect command parameters*
    `,
  },
});

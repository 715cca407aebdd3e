/** Lists, creates, renames and deletes the Skins of the server, and changes their files. */
import { serverRight } from '../../access/need.js';

import {
  changeSkinFile,
  createSkin,
  deleteSkin,
  listSkinFiles,
  listSkins,
  readSkinFile,
  renameSkin,
} from '../../engine/skins/skins.js';
import { theServer } from '../../engine/directory/subjects.js';
import { dataBlock, flag, optional, text } from '../arguments.js';
import { change, InSteps, query } from '../define.js';

const section = 'Web Skins Administration';
const toRead = serverRight('any');
const toChange = serverRight('Settings');

export const listServerSkins = query({
  name: 'ListServerSkins',
  usage: '',
  summary: 'Lists the names of the Skins of the server.',
  section,
  arguments: {},
  needs: toRead,
  differs: 'The names come sorted.',

  run: ({ tx }) => listSkins(tx, theServer),

  example: `
    C: CreateServerSkin MySkin
    S: 200 OK
    C: ListServerSkins
    S: 201 (MySkin)
    C: ListServerSkins example.test
    S: 500 incorrect command parameters*
  `,
});

export const createServerSkin = change({
  name: 'CreateServerSkin',
  usage: 'skinName',
  summary: 'Creates an empty Skin of the server.',
  section,
  arguments: { skinName: text },
  needs: toChange,
  differs: 'Named Skins of the server need no unnamed one.',

  run: (context, { skinName }) => createSkin(context, theServer, skinName),

  example: `
    C: CreateServerSkin MySkin
    S: 200 OK
    C: CreateServerSkin MySkin
    S: 501 skin with this name already exists
  `,
});

export const renameServerSkin = change({
  name: 'RenameServerSkin',
  usage: 'skinName INTO newSkinName',
  summary: 'Gives a Skin of the server a new name.',
  section,
  arguments: { skinName: text, newSkinName: text },
  needs: toChange,

  run: (context, { skinName, newSkinName }) =>
    renameSkin(context, theServer, skinName, newSkinName),

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
});

export const deleteServerSkin = change({
  name: 'DeleteServerSkin',
  usage: 'skinName',
  summary: 'Deletes a Skin of the server with its files.',
  section,
  arguments: { skinName: text },
  needs: toChange,

  run: (context, { skinName }) => deleteSkin(context, theServer, skinName),

  example: `
    C: CreateServerSkin MySkin
    S: 200 OK
    C: DeleteServerSkin MySkin
    S: 200 OK
    C: DeleteServerSkin MySkin
    S: 501 skin is not found
  `,
});

export const listServerSkinFiles = query({
  name: 'ListServerSkinFiles',
  usage: 'skinName',
  summary: 'Lists the files of a Skin of the server with their sizes and times.',
  section,
  arguments: { skinName: text },
  needs: toRead,
  differs: 'The attributes are called STFileSize and STModified, as those of Account files.',

  run: ({ tx }, { skinName }) => new InSteps(listSkinFiles(tx, theServer, skinName)),

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
});

export const readServerSkinFile = query({
  name: 'ReadServerSkinFile',
  usage: 'skinName FILE fileName',
  summary: 'Gives a file of a Skin of the server and the time when it was modified.',
  section,
  arguments: { skinName: text, fileName: text },
  needs: toRead,

  run({ tx }, { skinName, fileName }) {
    const { content, modified } = readSkinFile(tx, theServer, skinName, fileName);
    return [content, modified];
  },

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
});

export const storeServerSkinFile = change({
  name: 'StoreServerSkinFile',
  usage: 'skinName FILE fileName (DATA fileContent | DELETE)',
  summary: 'Writes or deletes a file of a Skin of the server.',
  section,
  arguments: { skinName: text, fileName: text, fileContent: optional(dataBlock), delete: flag },
  needs: toChange,
  differs: 'A file name may have one folder before it. A file has at most 16 megabytes.',

  run: (context, { skinName, fileName, fileContent }) =>
    changeSkinFile(context, theServer, skinName, fileName, fileContent),

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
});

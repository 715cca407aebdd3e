/** The commands for Skins and their files, which Domains and the server have alike. */
import type { Need } from '../../access/need.js';
import type { DomainName } from '../../engine/core/names.js';
import {
  changeSkinFile,
  createSkin,
  deleteSkin,
  listSkinFiles,
  listSkins,
  readSkinFile,
  renameSkin,
} from '../../engine/skins/skins.js';
import { dataBlock, flag, optional, text, type ArgumentType } from '../arguments.js';
import { change, InSteps, query, type Command, type OwnWords } from '../define.js';
import type { Owner } from '../owners.js';

/** Whose Skins the commands are about. */
export interface SkinsOwner extends Owner {
  readonly usageOfAll: string;
  /** What the usage has before the name of a Skin. */
  readonly usageBefore: string;
  readonly named: { readonly domainName?: ArgumentType<DomainName | undefined> };
  readonly toRead: Need<'domainName'>;
  readonly toChange: Need<'domainName'>;
}

type Verb = 'list' | 'create' | 'rename' | 'remove' | 'listFiles' | 'readFile' | 'storeFile';

/** The commands for the Skins of one owner, in the manual's order. */
export function skinCommands(
  { word, usageOfAll, usageBefore, named, toRead, toChange, find }: SkinsOwner,
  words: Readonly<Record<Verb, OwnWords>>,
): readonly Command[] {
  const oneSkin = { usage: `${usageBefore}skinName`, arguments: { ...named, skinName: text } };
  const oneFile = { ...oneSkin.arguments, fileName: text };
  return [
    query({
      needs: toRead,
      name: `List${word}Skins`,
      usage: usageOfAll,
      arguments: named,
      deviations: 'The names come sorted.',
      run: (context, values) => listSkins(context.tx, find(context, values)),
      ...words.list,
    }),
    change({
      needs: toChange,
      ...oneSkin,
      name: `Create${word}Skin`,
      run: (context, values) => createSkin(context, find(context, values), values.skinName),
      ...words.create,
    }),
    change({
      needs: toChange,
      name: `Rename${word}Skin`,
      usage: `${oneSkin.usage} INTO newSkinName`,
      arguments: { ...oneSkin.arguments, newSkinName: text },
      run: (context, values) =>
        renameSkin(context, find(context, values), values.skinName, values.newSkinName),
      ...words.rename,
    }),
    change({
      needs: toChange,
      ...oneSkin,
      name: `Delete${word}Skin`,
      run: (context, values) => deleteSkin(context, find(context, values), values.skinName),
      ...words.remove,
    }),
    query({
      needs: toRead,
      ...oneSkin,
      name: `List${word}SkinFiles`,
      deviations: 'The attributes are called STFileSize and STModified, as those of Account files.',
      run: (context, values) =>
        new InSteps(listSkinFiles(context.tx, find(context, values), values.skinName)),
      ...words.listFiles,
    }),
    query({
      needs: toRead,
      name: `Read${word}SkinFile`,
      usage: `${oneSkin.usage} FILE fileName`,
      arguments: oneFile,
      run(context, values) {
        const owner = find(context, values);
        const file = readSkinFile(context.tx, owner, values.skinName, values.fileName);
        return [file.content, file.modified];
      },
      ...words.readFile,
    }),
    change({
      needs: toChange,
      name: `Store${word}SkinFile`,
      usage: `${oneSkin.usage} FILE fileName (DATA fileContent | DELETE)`,
      arguments: { ...oneFile, fileContent: optional(dataBlock), delete: flag },
      deviations: 'A file name may have one folder before it. A file has at most 16 megabytes.',
      run(context, values) {
        const owner = find(context, values);
        changeSkinFile(context, owner, values.skinName, values.fileName, values.fileContent);
      },
      ...words.storeFile,
    }),
  ];
}

/** The commands for application environments and their files, which Domains and the server have alike. */
import type { Need } from '../../access/need.js';
import type { DomainName } from '../../engine/core/names.js';
import {
  changeEnvironmentFile,
  createEnvironment,
  deleteSubset,
  listEnvironment,
  readEnvironmentFile,
} from '../../engine/skins/pbx-environments.js';
import { dataBlock, flag, optional, text, type ArgumentType } from '../arguments.js';
import { change, InSteps, query, type Command, type OwnWords } from '../define.js';
import type { Owner } from '../owners.js';

interface Named {
  readonly domainName?: ArgumentType<DomainName | undefined>;
  readonly file?: ArgumentType<boolean>;
}

/** Whose environment the commands are about. */
export interface EnvironmentOwner extends Owner {
  readonly usage: { readonly subset: string; readonly list: string; readonly file: string };
  readonly named: Named;
  /** The same where files are listed. */
  readonly namedInList: Named;
  /** The national subset that is created or deleted; none: the environment itself. */
  readonly language: ArgumentType<string | undefined>;
  readonly toRead: Need<'domainName'>;
  readonly toChange: Need<'domainName'>;
}

type Verb = 'create' | 'remove' | 'listFiles' | 'readFile' | 'storeFile' | 'deleteFile';

/** The commands for the environment of one owner, in the manual's order. */
export function environmentCommands(
  { word, usage, named, namedInList, language, toRead, toChange, find }: EnvironmentOwner,
  words: Readonly<Record<Verb, OwnWords>>,
): readonly Command[] {
  const oneSubset = { usage: usage.subset, arguments: { ...named, language } };
  const oneFile = { usage: usage.file, arguments: { ...named, fileName: text } };
  return [
    change({
      needs: toChange,
      ...oneSubset,
      name: `Create${word}PBX`,
      run: (context, values) => createEnvironment(context, find(context, values), values.language),
      ...words.create,
    }),
    change({
      needs: toChange,
      ...oneSubset,
      name: `Delete${word}PBX`,
      run: (context, values) => deleteSubset(context, find(context, values), values.language),
      ...words.remove,
    }),
    query({
      needs: toRead,
      name: `List${word}PBXFiles`,
      usage: usage.list,
      arguments: { ...namedInList, language: optional(text) },
      deviations:
        'What is not there has no files. The attributes are called STFileSize and STModified.',
      run: (context, values) =>
        new InSteps(listEnvironment(context.tx, find(context, values), values.language)),
      ...words.listFiles,
    }),
    query({
      needs: toRead,
      ...oneFile,
      name: `Read${word}PBXFile`,
      run: (context, values) =>
        readEnvironmentFile(context.tx, find(context, values), values.fileName).content,
      ...words.readFile,
    }),
    change({
      needs: toChange,
      name: `Store${word}PBXFile`,
      usage: `${usage.file} (DATA fileContent | DELETE)`,
      arguments: { ...oneFile.arguments, fileContent: optional(dataBlock), delete: flag },
      deviations: 'A file has at most 16 megabytes.',
      run(context, values) {
        const owner = find(context, values);
        changeEnvironmentFile(context, owner, values.fileName, values.fileContent);
      },
      ...words.storeFile,
    }),
    change({
      needs: toChange,
      ...oneFile,
      name: `Delete${word}PBXFile`,
      run: (context, values) =>
        changeEnvironmentFile(context, find(context, values), values.fileName, undefined),
      ...words.deleteFile,
    }),
  ];
}

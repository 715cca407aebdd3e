/** The commands for the application environment that the members of a Dynamic Cluster share. */
import { serverRight } from '../../access/need.js';
import { dataBlock, flag, optional, text } from '../arguments.js';
import { refusingCommands } from '../cluster.js';

const oneFile = {
  usage: '[FILE] fileName',
  arguments: { file: flag, fileName: text },
  given: ' FILE "hello.wav"',
};

const someSubset = {
  usage: '[FILE] [language]',
  arguments: { file: flag, language: optional(text) },
  given: ' russian',
};

/** As for the environment of the server. */
const toChange = { needs: serverRight('Settings') };

export const clusterPBX = refusingCommands(
  [
    { name: 'CreateClusterPBX', ...someSubset, ...toChange },
    { name: 'DeleteClusterPBX', ...someSubset, ...toChange },
    { name: 'ListClusterPBXFiles', ...someSubset },
    { name: 'ReadClusterPBXFile', ...oneFile },
    {
      name: 'StoreClusterPBXFile',
      usage: '[FILE] fileName (DATA fileContent | DELETE)',
      arguments: { file: flag, fileName: text, fileContent: optional(dataBlock), delete: flag },
      given: ' "hello.wav" DELETE',
      ...toChange,
    },
    { name: 'DeleteClusterPBXFile', ...oneFile, ...toChange },
  ],
  {
    summary: 'Concerns the application environment that the members of a Dynamic Cluster share.',
    needs: serverRight('any'),
  },
);

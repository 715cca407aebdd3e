/** The commands for the Skins that the members of a Dynamic Cluster share. */
import { serverRight } from '../../access/need.js';
import { dataBlock, flag, optional, text } from '../arguments.js';
import { refusingCommands } from '../cluster.js';

const oneSkin = { usage: 'skinName', arguments: { skinName: text }, given: ' MySkin' };

/** As for the Skins of the server. */
const toChange = { needs: serverRight('Settings') };

export const clusterSkins = refusingCommands(
  [
    { name: 'ListClusterSkins', usage: '', arguments: {}, given: '' },
    { name: 'CreateClusterSkin', ...oneSkin, ...toChange },
    {
      name: 'RenameClusterSkin',
      usage: 'skinName INTO newSkinName',
      arguments: { skinName: text, newSkinName: text },
      given: ' Old INTO New',
      ...toChange,
    },
    { name: 'DeleteClusterSkin', ...oneSkin, ...toChange },
    { name: 'ListClusterSkinFiles', ...oneSkin },
    {
      name: 'ReadClusterSkinFile',
      usage: 'skinName FILE fileName',
      arguments: { skinName: text, fileName: text },
      given: ' MySkin FILE login.wssp',
    },
    {
      name: 'StoreClusterSkinFile',
      usage: 'skinName FILE fileName (DATA fileContent | DELETE)',
      arguments: { skinName: text, fileName: text, fileContent: optional(dataBlock), delete: flag },
      given: ' MySkin FILE login.wssp DELETE',
      ...toChange,
    },
  ],
  {
    summary: 'Concerns the Skins that the members of a Dynamic Cluster share.',
    needs: serverRight('any'),
  },
);

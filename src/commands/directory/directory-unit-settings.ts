/** Shows and replaces the settings of a unit of the Directory. */
import {
  directoryUnitSettings,
  setDirectoryUnitSettings,
} from '../../engine/server/directory-units.js';
import { dictionary, flag, text } from '../arguments.js';
import { change, query } from '../define.js';
import { common } from './chapter.js';

export const getDirectoryUnit = query({
  ...common,
  name: 'GetDirectoryUnit',
  usage: 'unitName [SHARED]',
  summary: 'Returns the settings of a Directory unit.',
  arguments: { unitName: text, shared: flag },

  run: ({ tx }, { unitName }) => directoryUnitSettings(tx, unitName),

  example: `
    C: CreateDirectoryUnit Main "o=Company"
    S: 200 OK
    C: GetDirectoryUnit Main
    S: 201 {}
    C: GetDirectoryUnit Other
    S: 501 directory unit is not found
  `,
});

export const setDirectoryUnit = change({
  ...common,
  name: 'SetDirectoryUnit',
  usage: 'unitName [SHARED] newSettings',
  summary: 'Replaces the settings of a Directory unit.',
  arguments: { unitName: text, shared: flag, newSettings: dictionary },

  run: (context, { unitName, newSettings }) =>
    setDirectoryUnitSettings(context, unitName, newSettings),

  example: `
    C: CreateDirectoryUnit Main REMOTE "o=Company"
    S: 200 OK
    C: SetDirectoryUnit Main {LogLevel=3;}
    S: 200 OK
    C: SetDirectoryUnit Main {Server=ldap.example.test;}
    S: 200 OK
    C: GetDirectoryUnit Main
    S: 201 {Server=ldap.example.test;}
    C: SetDirectoryUnit Other {}
    S: 501 directory unit is not found
  `,
});

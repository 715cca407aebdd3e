/** The server-wide Directory integration settings: kept for clients, without effect here. */
import { serverRight } from '../../access/need.js';
import { setDocument } from '../../engine/core/document-changes.js';
import { documentText } from '../../engine/core/documents.js';
import { server, theServer } from '../../engine/directory/subjects.js';
import { dictionary } from '../arguments.js';
import { change, Printed, query } from '../define.js';

const common = {
  needs: serverRight('UserAccounts'),
  deviations: 'The settings are kept, and have no effect, because there is no Directory here.',
} as const;

export const getDirectoryIntegration = query({
  ...common,
  name: 'GetDirectoryIntegration',
  usage: '',
  summary: 'Returns the server-wide Directory integration settings.',
  arguments: {},

  run: ({ tx }) => new Printed(documentText(tx, server, 'directoryIntegration') ?? '{}'),

  example: `
    C: GetDirectoryIntegration
    S: 201 {}
    C: GetDirectoryIntegration example.test
    S: 500 incorrect command parameters*
  `,
});

export const setDirectoryIntegration = change({
  ...common,
  name: 'SetDirectoryIntegration',
  usage: 'newSettings',
  summary: 'Replaces the server-wide Directory integration settings.',
  arguments: { newSettings: dictionary },

  run: (context, { newSettings }) =>
    setDocument(context, theServer, 'directoryIntegration', newSettings),

  example: `
    C: SetDirectoryIntegration {BaseDN=o;}
    S: 200 OK
    C: GetDirectoryIntegration
    S: 201 {BaseDN=o;}
    C: SetDirectoryIntegration
    S: 500 incorrect command parameters - expected newSettings
  `,
});

/** The modules of the server and their settings, which are kept for clients without effect here. */
import { serverRight } from '../../access/need.js';
import { setDocument, updateDocument } from '../../engine/core/document-changes.js';
import { documentText } from '../../engine/core/documents.js';
import { moduleDocument, moduleNames } from '../../engine/server/modules.js';
import { server, theServer } from '../../engine/directory/subjects.js';
import { dictionary, text } from '../arguments.js';
import { change, Printed, query } from '../define.js';

const needs = serverRight('Settings');

const withoutEffect =
  'The settings are kept and told as they were given, and have no effect here. Names of modules ' +
  'are known in any letter case.';

export const listModules = query({
  name: 'ListModules',
  needs,
  usage: '',
  summary: 'Lists the names of the modules that have settings.',
  arguments: {},
  deviations: 'These are the modules that clients ask for; the original has more of them.',

  run: () => moduleNames,

  example: `
    C: ListModules
    S: 201 (SMTP,LOCAL,RPOP,LIST,*
    C: ListModules SMTP
    S: 500 incorrect command parameters*
  `,
});

export const getModule = query({
  name: 'GetModule',
  needs,
  usage: 'moduleName',
  summary: 'Returns the settings of a module.',
  arguments: { moduleName: text },
  deviations: withoutEffect,

  run: ({ tx }, { moduleName }) =>
    new Printed(documentText(tx, server, moduleDocument(moduleName)) ?? '{}'),

  example: `
    C: GetModule SMTP
    S: 201 {}
    C: SetModule SMTP {Listener=({Port=25;});LogLevel=3;}
    S: 200 OK
    C: GetModule smtp
    S: 201 {Listener=({Port=25;});LogLevel=3;}
    C: GetModule Fax
    S: 501 module is not found
  `,
});

export const setModule = change({
  name: 'SetModule',
  needs,
  usage: 'moduleName newSettings',
  summary: 'Replaces the settings of a module.',
  arguments: { moduleName: text, newSettings: dictionary },
  deviations: withoutEffect,

  run: (context, { moduleName, newSettings }) =>
    setDocument(context, theServer, moduleDocument(moduleName), newSettings),

  example: `
    C: SetModule SMTP {LogLevel=3;}
    S: 200 OK
    C: SetModule SMTP {Channels=5;}
    S: 200 OK
    C: GetModule SMTP
    S: 201 {Channels=5;}
    C: GetModule IMAP
    S: 201 {}
    C: SetModule Fax {}
    S: 501 module is not found
  `,
});

export const updateModule = change({
  name: 'UpdateModule',
  needs,
  usage: 'moduleName newSettings',
  summary: 'Lays settings over those of a module.',
  arguments: { moduleName: text, newSettings: dictionary },
  deviations: withoutEffect,

  run: (context, { moduleName, newSettings }) =>
    updateDocument(context, theServer, moduleDocument(moduleName), newSettings),

  example: `
    C: UpdateModule SMTP {Channels=5;LogLevel=3;}
    S: 200 OK
    C: UpdateModule SMTP {Channels=default;LogLevel=4;}
    S: 200 OK
    C: GetModule SMTP
    S: 201 {LogLevel=4;}
    C: UpdateModule Fax {}
    S: 501 module is not found
    C: UpdateModule SMTP LogLevel
    S: 500 failed to read a dictionary
  `,
});

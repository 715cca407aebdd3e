// The rooms of src/ and the arrows between them: which room may import from which, and which modules
// of Node it may use. `npm run lint` holds the code to it, a test docs/architecture.md.

/** What every room of the engine may know. */
const ground = ['values', 'memory', 'store', 'tables', 'engine/core', 'engine/directory'];
const files = ['node:fs', 'node:fs/promises', 'node:path'];

/**
 * By folder below src/: `arrows` are the rooms that it may import from, `node` the modules of Node
 * beside `node:buffer` and `node:url`, which do nothing.
 */
export const rooms = {
  values: { arrows: [], node: ['node:net'] },
  memory: { arrows: [], node: [] },
  threads: {
    arrows: ['values'],
    node: ['node:module', 'node:path', 'node:timers/promises', 'node:worker_threads'],
  },
  syntax: { arrows: ['values', 'threads'], node: [] },
  config: { arrows: ['values'], node: files },
  passwords: {
    arrows: ['values', 'memory', 'threads'],
    node: [...files, 'node:crypto', 'node:os', 'node:worker_threads'],
  },
  store: {
    arrows: ['values', 'threads'],
    node: [
      ...files,
      'node:module',
      'node:timers/promises',
      'node:util',
      'node:worker_threads',
      'node:zlib',
    ],
  },
  tables: { arrows: ['values', 'store'], node: [] },
  files: { arrows: ['store', 'tables'], node: [...files, 'node:crypto', 'node:util'] },

  'engine/core': { arrows: ['values', 'memory', 'store', 'tables'], node: [] },
  'engine/directory': { arrows: ['values', 'memory', 'store', 'tables', 'engine/core'], node: [] },
  'engine/settings': { arrows: [...ground, 'passwords'], node: ['node:diagnostics_channel'] },
  'engine/acl': { arrows: ground, node: [] },
  'engine/places': { arrows: [...ground, 'engine/settings'], node: [] },
  'engine/router': { arrows: [...ground, 'engine/settings'], node: ['node:net'] },
  'engine/server': { arrows: [...ground, 'engine/settings'], node: ['node:net'] },
  'engine/groups': { arrows: [...ground, 'engine/settings'], node: [] },
  'engine/skins': { arrows: [...ground, 'engine/settings'], node: [] },
  'engine/services': { arrows: [...ground, 'engine/settings'], node: [] },
  'engine/file-storage': { arrows: [...ground, 'engine/settings'], node: [] },
  'engine/accounts': {
    arrows: [...ground, 'passwords', 'engine/settings', 'engine/places'],
    node: [],
  },
  'engine/mailboxes': {
    arrows: [...ground, 'engine/settings', 'engine/acl', 'engine/accounts'],
    node: [],
  },
  'engine/lists': { arrows: [...ground, 'engine/settings', 'engine/mailboxes'], node: [] },
  'engine/logins': {
    arrows: [...ground, 'engine/settings', 'engine/router', 'engine/accounts'],
    node: [],
  },
  'engine/domains': {
    arrows: [
      ...ground,
      'engine/settings',
      'engine/places',
      'engine/groups',
      'engine/lists',
      'engine/accounts',
    ],
    node: [],
  },

  'base-directory': {
    arrows: ['values', 'store', 'tables', 'passwords', 'files', 'engine'],
    node: [
      ...files,
      'node:child_process',
      'node:crypto',
      'node:os',
      'node:stream',
      'node:stream/promises',
      'node:string_decoder',
      'node:timers/promises',
      'node:zlib',
    ],
  },
  access: { arrows: ['values', 'store', 'tables', 'engine'], node: [] },
  authentication: {
    arrows: ['values', 'store', 'tables', 'passwords', 'engine'],
    node: ['node:crypto'],
  },
  commands: {
    arrows: ['values', 'syntax', 'store', 'tables', 'passwords', 'files', 'engine', 'access'],
    node: ['node:crypto', 'node:net', 'node:os'],
  },
  protocol: {
    arrows: [
      'values',
      'threads',
      'syntax',
      'store',
      'tables',
      'engine',
      'access',
      'authentication',
      'commands',
    ],
    node: [],
  },
  server: {
    arrows: ['memory', 'authentication', 'protocol'],
    node: ['node:fs/promises', 'node:net', 'node:tls'],
  },
  http: {
    arrows: [
      'values',
      'threads',
      'syntax',
      'access',
      'authentication',
      'commands',
      'protocol',
      'server',
    ],
    node: ['node:http', 'node:net', 'node:os'],
  },
  log: { arrows: ['values', 'config', 'protocol', 'server'], node: ['node:fs', 'node:stream'] },
  app: {
    arrows: [
      'values',
      'syntax',
      'config',
      'passwords',
      'store',
      'tables',
      'files',
      'engine',
      'base-directory',
      'authentication',
      'commands',
      'protocol',
      'server',
      'http',
      'log',
    ],
    node: [...files, 'node:child_process', 'node:crypto', 'node:os', 'node:tls'],
  },
  cli: {
    arrows: [
      'values',
      'config',
      'passwords',
      'store',
      'tables',
      'files',
      'engine',
      'base-directory',
      'authentication',
      'log',
      'app',
    ],
    node: [...files, 'node:crypto', 'node:os', 'node:timers/promises', 'node:tty'],
  },
};

// Holds the arrows of scripts/rooms.js: every room is known, imports go along the arrows only, no
// circle of files, and no module of Node where it is not listed.
import { readdirSync } from 'node:fs';
import { rooms } from './scripts/rooms.js';

const known = Object.keys(rooms);
const folders = (path) =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
const there = folders('src')
  .filter((name) => name !== 'engine')
  .concat(folders('src/engine').map((name) => `engine/${name}`));
for (const room of there) {
  if (!known.includes(room))
    throw new Error(`src/${room} is not among the rooms of scripts/rooms.js`);
}

const everywhere = ['node:buffer', 'node:url'];
const below = (names) => `^src/(?:${names.join('|')})/`;

const arrows = known.map((room) => ({
  name: `arrows of ${room}`,
  severity: 'error',
  from: { path: below([room]) },
  to: { path: '^src/', pathNot: [below([room, ...rooms[room].arrows])] },
}));

const nodeModules = known.map((room) => ({
  name: `modules of Node in ${room}`,
  severity: 'error',
  from: { path: below([room]) },
  to: {
    dependencyTypes: ['core'],
    pathNot: [...everywhere, ...rooms[room].node].map((name) => `^(?:node:)?${name.slice(5)}$`),
  },
}));

export default {
  forbidden: [
    {
      name: 'no circles',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    ...arrows,
    ...nodeModules,
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js'] },
    doNotFollow: { path: 'node_modules' },
  },
};

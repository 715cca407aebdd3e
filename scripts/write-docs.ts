/** `npm run docs`: writes the generated pages of `docs/` anew. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { docs, generatedPages } from './generated-pages.js';

const pages = generatedPages();
rmSync(new URL('commands/', docs), { recursive: true, force: true });
mkdirSync(new URL('commands/', docs), { recursive: true });
for (const { path, text } of pages) writeFileSync(new URL(path, docs), text);
process.stdout.write(`${pages.length} pages written\n`);

/** The texts of this repository that people write. */
import { readdirSync } from 'node:fs';

/** The directory of the repository. */
export const root = new URL('../../', import.meta.url);

const folders = ['bench', 'conf', 'docs', 'grammar', 'scripts', 'src', 'test'];

/** The paths of pages, comments and data that are written by hand, from the root. */
export function textFiles(): readonly string[] {
  const below = (folder: string, recursive: boolean) =>
    readdirSync(new URL(folder, root), { recursive, encoding: 'utf8' });
  return [
    ...below('.', false).filter((name) => name.endsWith('.md')),
    ...folders.flatMap((folder) => below(folder, true).map((path) => `${folder}/${path}`)),
  ].filter(
    (path) => /\.(?:[cm]?[jt]s|c|md|pegjs|yaml)$/.test(path) && !path.includes('/generated/'),
  );
}

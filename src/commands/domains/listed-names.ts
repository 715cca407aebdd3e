/** The names of objects in the long lists of a Domain. */
import { print } from '../../values/print.js';

/** A name as text: it needs quotes only when it begins with `_` or `-`; no other sign is special. */
export function nameText(name: string): string {
  return name.startsWith('_') || name.startsWith('-') ? print(name) : name;
}

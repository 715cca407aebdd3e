/** Tells the log of settings whose stored value has the wrong type, once for each place and value. */
import { createHash } from 'node:crypto';
import { hearMistyped, type MistypedSetting } from '../engine/settings/mistyped-settings.js';
import type { ModuleLog } from '../log/log.js';
import { print } from '../values/print.js';
import { textOf } from '../values/text.js';
import { kindOf } from '../values/value.js';

/** Places that are told of until the server stops; there are so few unless a program sets them. */
const placesMax = 1000;

/** Tells until the function that it gives is called. Values are not told: nobody knows what they are. */
export function logMistypedSettings(log: ModuleLog): () => void {
  const told = new Map<string, string>();
  return hearMistyped((found) => {
    const place = `${found.level} ${found.owner} ${found.key}`;
    const value = digestOf(found);
    if (told.get(place) === value || (told.size >= placesMax && !told.has(place))) return;
    told.set(place, value);
    const { key, level, owner } = found;
    const of = owner === '' ? level : `${level} ${textOf(owner)}`;
    const kind = kindOf(found.value);
    log.warn(`the setting ${textOf(key)} of ${of} does not count: its value is a ${kind}`);
    if (told.size === placesMax) log.warn('no more settings that do not count are told');
  });
}

function digestOf({ value }: MistypedSetting): string {
  return createHash('sha256').update(print(value), 'latin1').digest('base64');
}

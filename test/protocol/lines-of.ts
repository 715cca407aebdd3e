/** The limits of a server that is not configured at all. */
import { allSettings } from '../../src/config/schema.js';
import type { StoredLimits } from '../../src/engine/settings/stored-limits.js';
import type { Registry } from '../../src/commands/registry.js';
import { CommandLines, type CommandLimits } from '../../src/protocol/command-lines.js';

/** What lines may be, as the defaults say. */
export const usualCommandLimits: CommandLimits = {
  nestingMax: defaultOf('limits.nestingMax'),
  lineMax: defaultOf('limits.lineMax'),
  shortLineMax: defaultOf('limits.shortLineMax'),
  elementsMax: defaultOf('limits.elementsMax'),
  longListMax: defaultOf('limits.longListMax'),
  longLinesMax: defaultOf('limits.longLinesMax'),
};

/** How large what is stored may be, as the defaults say. */
export const usualStoredLimits: StoredLimits = {
  valueMax: defaultOf('stored.valueMax'),
  elementsMax: defaultOf('stored.elementsMax'),
  namesMax: defaultOf('stored.namesMax'),
  textMax: defaultOf('stored.textMax'),
  wordMax: defaultOf('stored.wordMax'),
  mailboxesMax: defaultOf('stored.mailboxesMax'),
};

/** The lines of the commands of a registry, with other limits where they are given. */
export function linesOf(registry: Registry, limits: Partial<CommandLimits> = {}): CommandLines {
  return new CommandLines(registry, () => ({ ...usualCommandLimits, ...limits }));
}

function defaultOf(path: string): number {
  return Number(allSettings.get(path)?.default);
}

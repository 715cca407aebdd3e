/** Command lines with the limits of a server that is not configured at all. */
import { allSettings } from '../../src/config/schema.js';
import type { Registry } from '../../src/commands/registry.js';
import { CommandLines, type CommandLimits } from '../../src/protocol/command-lines.js';

/** What lines may be, as the defaults say. */
export const usualCommandLimits: CommandLimits = {
  nestingMax: defaultOf('nestingMax'),
  lineMax: defaultOf('lineMax'),
  shortLineMax: defaultOf('shortLineMax'),
  elementsMax: defaultOf('elementsMax'),
  longListMax: defaultOf('longListMax'),
  longLinesMax: defaultOf('longLinesMax'),
};

/** The lines of the commands of a registry, with other limits where they are given. */
export function linesOf(registry: Registry, limits: Partial<CommandLimits> = {}): CommandLines {
  return new CommandLines(registry, () => ({ ...usualCommandLimits, ...limits }));
}

function defaultOf(name: string): number {
  return Number(allSettings.get(`limits.${name}`)?.default);
}

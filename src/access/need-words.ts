/** What a command needs of its caller, in words: for the command reference and the like. */
import type { Need } from './need.js';

const exceptMainDomain = ', but not of the Main Domain';

/** One phrase without a period. */
export function needInWords(need: Need): string {
  switch (need.kind) {
    case 'anyone':
      return 'anyone who is logged in';
    case 'server':
      return serverWords(typeof need.right === 'string' ? [need.right] : need.right);
    case 'domain':
      return domainWords(need.right, need.of) + (need.overEveryone ? exceptMainDomain : '');
    case 'owner':
      return `the Account itself (${need.of}); or ${domainWords(need.right, [need.of])}`;
    case 'listOwner':
      return `the owner of ${need.of}; or ${domainWords(need.right, [need.of])}`;
  }
}

function serverWords(rights: readonly string[]): string {
  if (rights.includes('any')) return 'any server right';
  return `the server right ${rights.join(' or ')}`;
}

function domainWords(right: string | undefined, of: readonly string[]): string {
  const where = of.length === 0 ? 'its own Domain' : `the Domain of ${of.join(' and of ')}`;
  const rights = right === undefined ? 'the right Domain' : `the rights Domain and ${right}`;
  return `a server administrator for all Domains; or an administrator of ${where} with ${rights}`;
}

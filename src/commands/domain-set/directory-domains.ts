/** Directory-based Domains, a function that this server does not have. */
import { serverRight } from '../../access/need.js';
import { refuse } from '../../engine/core/refusal.js';
import { dictionary, domainName, optional } from '../arguments.js';
import { query } from '../define.js';

const common = {
  needs: serverRight('UserAccounts'),
  works: false,
  deviations: 'There are no directory-based Domains here, so it always refuses.',
  run: () => refuse('feature-off'),
} as const;

export const createDirectoryDomain = query({
  ...common,
  name: 'CreateDirectoryDomain',
  usage: 'domainName [settings]',
  summary: 'Creates a Domain whose settings live in the Directory.',
  arguments: { domainName, settings: optional(dictionary) },

  example: `
    C: CreateDirectoryDomain client1.test
    S: 501 this function is switched off
  `,
});

export const reloadDirectoryDomains = query({
  ...common,
  name: 'ReloadDirectoryDomains',
  usage: '',
  summary: 'Looks for Domains that were added to the Directory by others.',
  arguments: {},

  example: `
    C: ReloadDirectoryDomains
    S: 501 this function is switched off
  `,
});

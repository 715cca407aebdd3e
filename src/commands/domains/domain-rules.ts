/** The commands for the rules of Domains. */
import { domainAdministrator, overEveryone } from '../../access/need.js';
import { domainName } from '../arguments.js';
import { ruleCommands } from '../rule-commands.js';
import { ofDomain } from '../owners.js';

const [mail, signal] = ruleCommands({
  ...ofDomain,
  what: 'a Domain',
  all: 'Domains',
  named: { domainName },
  toRead: domainAdministrator('domainName'),
  toChange: (right) => overEveryone(domainAdministrator('domainName', right)),
  deviations: '',
  examples: {
    name: ' example.test',
    rules: '((5,first,(),((Discard,"---"))))',
    given: '((#5,first,((From,is,"a@b")),((Discard))),("1",second,(),()))',
    told: '((5,first,((From,is,a@b)),((Discard))),(1,second,(),()))',
    wrong: 'client1.test',
    refusal: '512 unknown secondary domain name',
  },
});

export const domainRules = [mail.get, mail.set, signal.get, signal.set, mail.update, signal.update];

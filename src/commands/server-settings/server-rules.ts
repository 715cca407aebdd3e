/** The commands for the rules of the server. */
import { serverRight } from '../../access/need.js';
import { ofServer } from '../owners.js';
import { ruleCommands } from '../rule-commands.js';

const settings = serverRight('Settings');

const [mail, signal] = ruleCommands({
  ...ofServer,
  what: 'the server',
  all: 'the server',
  named: {},
  toRead: settings,
  toChange: () => settings,
  deviations: ' The rules are kept, and have no effect here.',
  examples: {
    name: '',
    rules: '((5,first,(),((Discard,"---")),"a comment"))',
    given: '((#5,second,((From,is,"a@b")),((Discard))),("100005",first,(),()))',
    told: '((5,second,((From,is,a@b)),((Discard))),(100005,first,(),()))',
    wrong: 'example.test',
    refusal: '500 incorrect command parameters*',
  },
});

export const serverRules = [mail, signal].flatMap(({ get, set, update }) => [get, set, update]);

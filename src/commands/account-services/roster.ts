/** Works on the contact roster of an Account. */
import { ownerOrAdministrator } from '../../access/need.js';
import type { FoundAccount } from '../../engine/directory/directory.js';
import {
  contactAddress,
  contactsOf,
  removeContact,
  updateContact,
} from '../../engine/services/roster.js';
import type { Dictionary } from '../../values/value.js';
import { accountName, dictionary } from '../arguments.js';
import { change, type ChangeContext } from '../define.js';
import { targetAccount } from '../targets.js';
import {
  dictionaryParameter,
  nothing,
  operationOf,
  optionalText,
  textParameter,
} from './parameters.js';

type Operation = (context: ChangeContext, account: FoundAccount, given: Dictionary) => Dictionary;

const operations = new Map(
  Object.entries<Operation>({
    list: ({ tx }, { id }) => contactsOf(tx, id),
    update(context, account, given) {
      const peer = textParameter(given, 'peer');
      updateContact(context, account, peer, dictionaryParameter(given, 'data'));
      return nothing;
    },
    remove(context, account, given) {
      removeContact(context, account, textParameter(given, 'peer'));
      return nothing;
    },
    presence,
    probe: presence,
  }),
);

/** All contacts, or the one that is asked for, are offline. */
function presence({ tx }: ChangeContext, { id }: FoundAccount, given: Dictionary): Dictionary {
  const peer = optionalText(given, 'peer');
  const asked = peer === undefined ? contactsOf(tx, id).keys() : [contactAddress(peer)];
  return new Map(Array.from(asked, (contact) => [contact, 'offline']));
}

export const roster = change({
  name: 'Roster',
  usage: 'accountName parameters',
  summary: 'Lists, changes and removes the contacts in the roster of an Account.',
  arguments: { accountName, parameters: dictionary },
  needs: ownerOrAdministrator('accountName', 'BasicSettings'),
  deviations:
    'Nobody is present on this server: Presence and probe tell that contacts are offline. Update ' +
    'lays data over what is known of a contact, and answers with an empty dictionary.',

  run(context, { accountName: name, parameters: given }) {
    const account = targetAccount(context, name);
    return operationOf(operations, given, 'what')(context, account, given);
  },

  example: `
    C: Roster * {what=Update;peer="Sales@example.com";data={GroupName=(Work);Inp=YES;Out=Pending;};}
    S: 201 {}
    C: Roster * {what=Update;peer="sales@example.com";data={Out=NO;RealName=Sales;};}
    S: 201 {}
    C: Roster * {what=List;}
    S: 201 {sales@example.com={GroupName=(Work);Inp=YES;RealName=Sales;};}
    C: Roster * {what=Presence;}
    S: 201 {sales@example.com=offline;}
    C: Roster * {what=remove;peer="sales@example.com";}
    S: 201 {}
    C: Roster * {what=remove;peer="sales@example.com";}
    S: 501 contact is not found
    C: Roster nobody {what=List;}
    S: 513 unknown user account
  `,
});

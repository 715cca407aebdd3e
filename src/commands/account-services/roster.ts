/** Works on the contact roster of an Account. */
import { ownerOrAdministrator } from '../../access/need.js';
import { doRosterOperation } from '../../engine/services/roster.js';
import { accountName, dictionary } from '../arguments.js';
import { change } from '../define.js';
import { targetAccount } from '../targets.js';

export const roster = change({
  name: 'Roster',
  usage: 'accountName parameters',
  summary: 'Lists, changes and removes the contacts in the roster of an Account.',
  section: 'Account Services',
  arguments: { accountName, parameters: dictionary },
  needs: ownerOrAdministrator('accountName', 'BasicSettings'),
  deviations:
    'Nobody is present on this server: Presence and probe tell that contacts are offline. Update ' +
    'lays data over what is known of a contact, and answers with an empty dictionary.',

  run: (context, values) =>
    doRosterOperation(context, targetAccount(context, values.accountName), values.parameters),

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

/** Creates an Account. */
import { requireAllowed } from '../../access/allows.js';
import { domainAdministrator } from '../../access/need.js';
import { isNoPassword, storedPassword } from '../../engine/accounts/account-passwords.js';
import { settingsOfNewAccount, withOnlyPassword } from '../../engine/accounts/account-settings.js';
import { createAccount as create } from '../../engine/accounts/accounts.js';
import { dictionary, flag, objectAddress, oneOf, optional, text } from '../arguments.js';
import { change } from '../define.js';
import { targetDomainOf } from '../targets.js';
import { permitted } from './permitted-settings.js';

const accountType = oneOf('an account type', [
  'MultiMailbox',
  'TextMailbox',
  'MailDirMailbox',
  'SlicedMailbox',
  'AGrade',
  'BGrade',
  'CGrade',
]);

const singleMailbox: ReadonlySet<string> = new Set([
  'TextMailbox',
  'MailDirMailbox',
  'SlicedMailbox',
]);

const specialAccounts = domainAdministrator('accountName', 'CanCreateSpecialAccounts');

export const createAccount = change({
  name: 'CreateAccount',
  aliases: ['CRACNT'],
  usage: 'accountName [accountType] [PATH storage] [LEGACY|EXTERNAL] [settings]',
  summary:
    'Creates an Account, with the settings of its Domain template and those given over them.',
  arguments: {
    accountName: objectAddress,
    accountType: optional(accountType),
    storage: optional(text),
    legacy: flag,
    settings: optional(dictionary),
  },
  needs: domainAdministrator('accountName', 'CanCreateAccounts'),
  deviations:
    'The value default in the settings leaves the key out, also one of the template. An empty ' +
    'Password is none: nobody can log in until one is set.',

  prepare(context, { accountName, settings = new Map() }) {
    const { tx, actor, server } = context;
    const domain = targetDomainOf(context, accountName).id;
    const own = settingsOfNewAccount(tx, domain, permitted(actor, settings));
    const given = own.get('Password');
    if (isNoPassword(given)) return undefined;
    return storedPassword(tx, domain, given, own, undefined, server.passwords);
  },

  run(context, values, password: string | undefined) {
    const { tx, actor } = context;
    const { accountName, accountType: type = 'MultiMailbox', legacy } = values;
    const { storage = '', settings = new Map() } = values;
    if (legacy || singleMailbox.has(type)) {
      requireAllowed(tx, actor, specialAccounts, values, false);
    }
    const domain = targetDomainOf(context, accountName).id;
    const own = settingsOfNewAccount(tx, domain, permitted(actor, settings));
    create(context, domain, accountName.name, {
      type,
      storage,
      legacy,
      settings: withOnlyPassword(own, password),
    });
  },

  example: `
    C: CreateAccount user1 {RealName="J. Smith";}
    S: 200 OK
    C: GetAccountSettings user1@example.test
    S: 201 {RealName="J. Smith";}
    # Options come in any order; the older word for LEGACY is EXTERNAL.
    C: CREATEACCOUNT "user2@example.test" TextMailbox external {MaxAccountSize=50M;}
    S: 200 OK
    C: GetAccountLocation user2
    S: 201 user2.mbox
    # An empty password is none.
    C: CreateAccount user3 {Password="";}
    S: 200 OK
    C: VerifyAccountPassword user3 PASSWORD ""
    S: 515 incorrect password or account name
    # Names are not case-sensitive, and all objects of a Domain share them.
    C: CreateAccount USER1
    S: 520 account with this name already exists
    C: CreateAccount user4 PATH nowhere
    S: 501 storage is not found
  `,
});

/** Works on the datasets of an Account. */
import { ownerOrAdministrator } from '../../access/need.js';
import type { FoundAccount } from '../../engine/directory/directory.js';
import { theAccount } from '../../engine/directory/subjects.js';
import {
  addEntry,
  deleteEntry,
  emailAttribute,
  ensureSet,
  entriesOf,
  entryWithAddress,
  removeSet,
  requireSet,
  setEntry,
  subsetNames,
  type SetPlace,
} from '../../engine/services/datasets.js';
import { oneRow, visitInSteps } from '../../store/steps.js';
import { foldedAddress } from '../../values/letters.js';
import type { Dictionary } from '../../values/value.js';
import { accountName, dictionary, text } from '../arguments.js';
import { change, InSteps, type ChangeContext, type QueryContext } from '../define.js';
import { targetAccount } from '../targets.js';
import {
  asksFor,
  dictionaryParameter,
  nothing,
  operationOf,
  optionalAmount,
  optionalText,
  textParameter,
} from './parameters.js';

const needs = ownerOrAdministrator('accountName', 'BasicSettings');

export const removeAccountSubset = change({
  name: 'RemoveAccountSubset',
  usage: 'accountName SUBSET subsetName',
  summary: 'Deletes a dataset of an Account with its entries and the datasets in it.',
  arguments: { accountName, subsetName: text },
  needs,

  run(context, values) {
    const account = theAccount(context.tx, targetAccount(context, values.accountName));
    removeSet(context, account, values.subsetName);
  },

  example: `
    C: Dataset * {subsetName=RepliedAddresses;what=createSet;}
    S: 201 {}
    C: RemoveAccountSubset * SUBSET RepliedAddresses
    S: 200 OK
    C: Dataset * {subsetName="";what=listSubsets;}
    S: 201 {}
    C: RemoveAccountSubset * SUBSET RepliedAddresses
    S: 501 dataset is not found
    C: RemoveAccountSubset nobody SUBSET RepliedAddresses
    S: 513 unknown user account
  `,
});

type Operation = (context: ChangeContext, place: SetPlace, given: Dictionary) => Dictionary;

const operations = new Map(
  Object.entries<Operation>({
    listsubsets: ({ tx }, { owner, setName }) =>
      new Map(subsetNames(tx, owner.id, setName).map((name) => [name, ''])),
    createset(context, { owner, setName }) {
      ensureSet(context, owner, setName);
      return nothing;
    },
    removeset(context, { owner, setName }) {
      removeSet(context, owner, setName);
      return nothing;
    },
    setentry(context, place, given) {
      const data = dictionaryParameter(given, 'data');
      const name = optionalText(given, 'entryName');
      return entryNamed(setEntry(context, place, name, data, given.has('ifExists')));
    },
    deleteentry(context, place, given) {
      deleteEntry(context, place, textParameter(given, 'entryName'));
      return nothing;
    },
    addrandomentry(context, place, given) {
      const data = dictionaryParameter(given, 'data');
      const address = textParameter(data, emailAttribute);
      const limit = optionalAmount(given, 'entryLimit');
      return entryNamed(addEntry(context, place, address, data, limit));
    },
    findaddress({ tx }, { owner, setName }, given) {
      const set = requireSet(tx, owner.id, setName);
      const name = entryWithAddress(tx, set, textParameter(given, 'address'));
      return name === undefined ? nothing : new Map([['', name]]);
    },
  }),
);

export const dataset = change({
  name: 'Dataset',
  usage: 'accountName parameters',
  summary: 'Works on the named datasets of an Account, such as address books.',
  arguments: { accountName, parameters: dictionary },
  needs,
  deviations:
    'A nested dataset is named by a path with slashes. setEntry lays attributes over those of an ' +
    'entry, null removes one. setEntry and addRandomEntry answer with entryName. Searches ignore ' +
    'letter case.',

  listing({ parameters: given }) {
    if (!asksFor(given, 'what', 'listentries')) return undefined;
    return (context, { accountName: name }) =>
      new InSteps(entries(context, targetAccount(context, name), given));
  },

  run(context, { accountName: name, parameters: given }) {
    const owner = theAccount(context.tx, targetAccount(context, name));
    const operation = operationOf(operations, given, 'what');
    return operation(context, { owner, setName: textParameter(given, 'subsetName') }, given);
  },

  example: `
    C: Dataset * {subsetName=Contacts;what=setEntry;entryName=joe;data={"addressbook.Email"="joe@example.org";cn=Joe;};}
    S: 201 {entryName=joe;}
    C: Dataset * {subsetName=Contacts;what=addRandomEntry;data={"addressbook.Email"="Joe@example.org";};}
    S: 201 {entryName=joe;}
    C: Dataset * {subsetName=Contacts;what=findAddress;address="joe@example.org";}
    S: 201 {""=joe;}
    C: Dataset * {subsetName=Contacts;what=listEntries;attribute=cn;data=j;mode=beg;}
    S: 201 {joe={addressbook.Email=joe@example.org;cn=Joe;};}
    C: Dataset * {subsetName=Contacts;what=deleteEntry;entryName=joe;}
    S: 201 {}
    C: Dataset * {subsetName=Contacts;what=deleteEntry;entryName=joe;}
    S: 501 entry is not found
    C: Dataset * {subsetName=Friends;what=listEntries;}
    S: 501 dataset is not found
    C: Dataset * {subsetName=Contacts;what=paint;}
    S: 501 unknown operation
  `,
});

function* entries(
  { tx }: QueryContext,
  { id }: FoundAccount,
  given: Dictionary,
): Generator<void, Dictionary> {
  const set = requireSet(tx, id, textParameter(given, 'subsetName'));
  const passes = filterOf(given);
  const found = new Map<string, Dictionary>();
  const look = ([name, entry]: readonly [string, Dictionary]): void => {
    if (passes(name, entry)) found.set(name, entry);
  };
  yield* visitInSteps(entriesOf(tx, set), look, oneRow);
  return found;
}

/** How a value is compared with the text that is looked for; letter case does not count. */
const comparisons: ReadonlyMap<string, (text: string, wanted: string) => boolean> = new Map([
  ['eq', (text, wanted) => text === wanted],
  ['beg', (text, wanted) => text.startsWith(wanted)],
  ['end', (text, wanted) => text.endsWith(wanted)],
  ['incl', (text, wanted) => text.includes(wanted)],
]);

/** What is looked for in an attribute, or in the name of the entry as `entry`. */
function filterOf(given: Dictionary): (name: string, entry: Dictionary) => boolean {
  const attribute = optionalText(given, 'attribute');
  const data = optionalText(given, 'data');
  const wanted = data === undefined ? undefined : foldedAddress(data);
  const compare = operationOf(comparisons, new Map([['mode', 'eq'], ...given]), 'mode');
  return (name, entry) => {
    if (attribute === undefined) return true;
    const value = attribute === 'entry' ? name : entry.get(attribute);
    if (wanted === undefined) return value !== undefined;
    return typeof value === 'string' && compare(foldedAddress(value), wanted);
  };
}

function entryNamed(name: string): Dictionary {
  return new Map([['entryName', name]]);
}

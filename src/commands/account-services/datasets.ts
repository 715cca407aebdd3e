/** Works on the datasets of an Account. */
import { ownerOrAdministrator } from '../../access/need.js';
import { datasetListing, doDatasetOperation } from '../../engine/services/dataset-operations.js';
import { removeSet } from '../../engine/services/datasets.js';
import { theAccount } from '../../engine/directory/subjects.js';
import { accountName, dictionary, text } from '../arguments.js';
import { change, InSteps } from '../define.js';
import { targetAccount } from '../targets.js';

const needs = ownerOrAdministrator('accountName', 'BasicSettings');

export const removeAccountSubset = change({
  name: 'RemoveAccountSubset',
  usage: 'accountName SUBSET subsetName',
  summary: 'Deletes a dataset of an Account with its entries and the datasets in it.',
  section: 'Account Services',
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

export const dataset = change({
  name: 'Dataset',
  usage: 'accountName parameters',
  summary: 'Works on the named datasets of an Account, such as address books.',
  section: 'Account Services',
  arguments: { accountName, parameters: dictionary },
  needs,
  deviations:
    'A nested dataset is named by a path with slashes. setEntry lays attributes over those of an ' +
    'entry, null removes one. setEntry and addRandomEntry answer with entryName. Searches ignore ' +
    'letter case.',

  listing({ parameters }) {
    const entries = datasetListing(parameters);
    return (
      entries &&
      ((context, { accountName: name }) =>
        new InSteps(entries(context.tx, targetAccount(context, name).id)))
    );
  },

  run(context, values) {
    const account = theAccount(context.tx, targetAccount(context, values.accountName));
    return doDatasetOperation(context, account, values.parameters);
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

/** Storage mount points for the Accounts of a Domain. */
import { domainAdministrator, serverRight } from '../../access/need.js';
import { createMountPoint, listMountPoints } from '../../engine/places/mount-points.js';
import { theDomain } from '../../engine/directory/subjects.js';
import { domainName, text } from '../arguments.js';
import { change, query } from '../define.js';
import { targetDomain } from '../targets.js';

export const createAccountStorage = change({
  name: 'CreateAccountStorage',
  usage: 'domainName PATH storage',
  summary: 'Makes a storage mount point that new Accounts of a Domain can be placed on.',
  arguments: { domainName, storage: text },
  needs: serverRight('UserAccounts'),

  run(context, { domainName: name, storage }) {
    const domain = theDomain(targetDomain(context, name));
    createMountPoint(context, domain, 'accountStorage', storage);
  },

  example: `
    C: CreateAccountStorage example.test PATH stor1
    S: 200 OK
    C: CreateAccountStorage example.test PATH stor1
    S: 501 storage with this name already exists
    C: CreateAccountStorage example.test PATH ".."
    S: 501 illegal storage name
  `,
});

export const listAccountStorage = query({
  name: 'ListAccountStorage',
  usage: 'domainName',
  summary: 'Lists the storage mount points for the Accounts of a Domain.',
  arguments: { domainName },
  needs: domainAdministrator('domainName'),

  run(context, { domainName: name }) {
    return listMountPoints(context.tx, targetDomain(context, name).id, 'accountStorage');
  },

  example: `
    C: CreateAccountStorage example.test PATH stor2
    S: 200 OK
    C: CreateAccountStorage example.test PATH stor1
    S: 200 OK
    C: ListAccountStorage example.test
    S: 201 (stor1,stor2)
    C: ListAccountStorage client1.test
    S: 512 unknown secondary domain name
  `,
});

/** Storage mount points for Domains. */
import { serverRight } from '../../access/need.js';
import { createMountPoint, listMountPoints } from '../../engine/places/mount-points.js';
import { theServer, server } from '../../engine/directory/subjects.js';
import { flag, text } from '../arguments.js';
import { change, query } from '../define.js';
import { requireNotShared } from '../shared.js';

const common = {
  needs: serverRight('UserAccounts'),
  deviations: 'SHARED is refused, because this server is no member of a cluster.',
  prepare: requireNotShared,
} as const;

export const createDomainStorage = change({
  ...common,
  name: 'CreateDomainStorage',
  usage: '[SHARED] PATH storage',
  summary: 'Makes a storage mount point that new Domains can be placed on.',
  arguments: { shared: flag, storage: text },

  run: (context, { storage }) => createMountPoint(context, theServer, 'domainStorage', storage),

  example: `
    C: CreateDomainStorage PATH stor1
    S: 200 OK
    C: CreateDomain client1.test PATH stor1
    S: 200 OK
    C: GetDomainLocation client1.test
    S: 201 "Domains/stor1.mnt/client1.test"
    C: CreateDomainStorage PATH stor1
    S: 501 storage with this name already exists
    C: CreateDomainStorage PATH "../stor2"
    S: 501 illegal storage name
    C: CreateDomainStorage SHARED PATH stor2
    S: 500 this is not a cluster member
  `,
});

export const listDomainStorage = query({
  ...common,
  name: 'ListDomainStorage',
  usage: '[SHARED]',
  summary: 'Lists the storage mount points for Domains.',
  arguments: { shared: flag },

  run: ({ tx }) => listMountPoints(tx, server, 'domainStorage'),

  example: `
    C: ListDomainStorage
    S: 201 ()
    C: CreateDomainStorage PATH stor1
    S: 200 OK
    C: ListDomainStorage
    S: 201 (stor1)
    C: ListDomainStorage SHARED
    S: 500 this is not a cluster member
  `,
});

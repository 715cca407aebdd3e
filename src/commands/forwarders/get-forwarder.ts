/** Returns where a Forwarder points. */
import { domainAdministrator } from '../../access/need.js';
import { objectAddress } from '../arguments.js';
import { query } from '../define.js';
import { targetForwarder } from '../targets.js';

export const getForwarder = query({
  name: 'GetForwarder',
  usage: 'forwarderName',
  summary: 'Returns the address of a Forwarder as it was given.',
  arguments: { forwarderName: objectAddress },
  needs: domainAdministrator('forwarderName'),

  run: (context, { forwarderName }) => targetForwarder(context, forwarderName).row.target,

  example: `
    C: CreateForwarder queue TO "activequeue{grp}#pbx@example.test"
    S: 200 OK
    C: GetForwarder queue
    S: 201 "activequeue{grp}#pbx@example.test"
    C: GetForwarder postmaster
    S: 553 forwarder is not found
  `,
});

/** Commands to a member of a Dynamic Cluster. This server is never one. */
import { serverRight } from '../../access/need.js';
import { refuse } from '../../engine/core/refusal.js';
import { query, type Command } from '../define.js';

function ofMember(name: string, summary: string): Command {
  return query({
    name,
    usage: '',
    summary,
    arguments: {},
    needs: serverRight('Monitor'),
    works: false,
    run: () => refuse('not-a-cluster'),

    example: `
      C: ${name}
      S: 500 this is not a cluster member
    `,
  });
}

export const clusterMemberCommands: readonly Command[] = [
  ofMember('GetCurrentController', 'Returns which member controls the Dynamic Cluster.'),
  ofMember('ReconnectClusterAdmin', 'Opens the connections to the other members anew.'),
];

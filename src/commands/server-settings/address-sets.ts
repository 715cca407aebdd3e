/** The server-wide sets of network addresses, each with a Get and a Set command of one shape. */
import { serverRight } from '../../access/need.js';
import { addressState, setAddresses, type AddressSet } from '../../engine/server/address-sets.js';
import { documentText } from '../../engine/core/documents.js';
import { server } from '../../engine/directory/subjects.js';
import { flag, ipAddress, text } from '../arguments.js';
import { change, Printed, query, type Command } from '../define.js';

/** The sets: how the commands call each of them, and what its addresses are. */
const sets: readonly (readonly [set: AddressSet, word: string, what: string])[] = [
  ['lanIPs', 'LANIPs', 'LAN'],
  ['clientIPs', 'ClientIPs', 'client'],
  ['blacklistedIPs', 'BlacklistedIPs', 'blacklisted'],
  ['whiteHoleIPs', 'WhiteHoleIPs', 'white hole (never blacklisted)'],
  ['natedIPs', 'NATedIPs', 'NATed'],
  ['natSiteIPs', 'NATSiteIPs', 'NAT site'],
  ['debugIPs', 'DebugIPs', 'debug'],
  ['deniedIPs', 'DeniedIPs', 'denied'],
];

const needs = serverRight('Settings');

function getCommand(set: AddressSet, word: string, what: string): Command {
  return query({
    name: `Get${word}`,
    needs,
    usage: '',
    summary: `Returns the server-wide set of ${what} addresses as the text that was set.`,
    arguments: {},

    run: ({ tx }) => new Printed(documentText(tx, server, set) ?? '""'),

    example: `
      C: Get${word}
      S: 201 ""
      C: Set${word} "10.0.0.1 ; the gate\\e10.0.1.1-10.0.1.9"
      S: 200 OK
      C: Get${word}
      S: 201 "10.0.0.1 ; the gate\\e10.0.1.1-10.0.1.9"
      C: Get${word} 10.0.0.1
      S: 500 incorrect command parameters*
    `,
  });
}

function setCommand(set: AddressSet, word: string, what: string): Command {
  return change({
    name: `Set${word}`,
    needs,
    usage: 'newAddresses',
    summary: `Replaces the server-wide set of ${what} addresses.`,
    arguments: { newAddresses: text },
    deviations:
      'A line is an address, a range a-b or a network a/bits, and a comment after a semicolon. ' +
      'The set is kept, and has no effect here but on GetIPState.',

    run: (context, { newAddresses }) => setAddresses(context, set, newAddresses),

    example: `
      C: Set${word} "10.0.0.1\\e192.168.0.1-192.168.0.254"
      S: 200 OK
      C: Set${word} "10.0.0.1\\eour office"
      S: 501 failed to read an address or a range in line 2
      C: Get${word}
      S: 201 "10.0.0.1\\e192.168.0.1-192.168.0.254"
      # An empty text empties the set.
      C: Set${word} ""
      S: 200 OK
      C: Get${word}
      S: 201 ""
    `,
  });
}

export const addressSets: readonly Command[] = sets.flatMap(([set, word, what]) => [
  getCommand(set, word, what),
  setCommand(set, word, what),
]);

export const getIpState = query({
  name: 'GetIPState',
  usage: 'address [TEMP]',
  summary: 'Returns as what the server-wide sets of addresses class an address.',
  arguments: { address: ipAddress, temp: flag },
  needs: serverRight(['Settings', 'UserAccounts']),
  deviations:
    'The words are ours: Denied, WhiteHole, Blacklisted, LAN, NATed, Client or Unlisted, the first ' +
    'that holds. With TEMP it is always Unlisted, because there are no temporary client addresses.',

  run: ({ tx }, { address, temp }) => (temp ? 'Unlisted' : addressState(tx, address.address)),

  example: `
    C: SetClientIPs "10.0.0.0-10.0.0.255"
    S: 200 OK
    C: SetDeniedIPs "10.0.0.7\\e2001:db8::/32"
    S: 200 OK
    C: GetIPState [10.0.0.1]
    S: 201 Client
    C: GetIPState 10.0.0.7
    S: 201 Denied
    C: GetIPState [2001:db8::5]
    S: 201 Denied
    C: GetIPState 10.0.0.1 TEMP
    S: 201 Unlisted
    C: GetIPState gate.example.test
    S: 500 failed to read an IP address
  `,
});

/** Network addresses that are blocked for a time, by failed logins or by an administrator. */
import { isIP } from 'node:net';
import { serverRight } from '../../access/need.js';
import { keepBlocks, listedBlock, type AddressBlock } from '../../engine/server/address-blocks.js';
import { refuse } from '../../engine/core/refusal.js';
import { ipAddress, number, flag, optional, text } from '../arguments.js';
import { change, query } from '../define.js';

/** How long an address is blocked that is listed without a time, in seconds. */
const usualSeconds = 600;

/** The longest time that means something; who wants more blocks for good. */
const secondsMax = 100 * 365 * 86_400;

/** As many addresses as one command may list. */
const addressesMax = 10_000;

export const getTempClientIps = query({
  name: 'GetTempClientIPs',
  usage: '',
  summary: 'Returns the addresses that count as clients for a while after a login.',
  arguments: {},
  needs: serverRight('Monitor'),
  deviations: 'This server relays no mail, so it remembers none.',

  run: () => '',

  example: `
    C: GetTempClientIPs
    S: 201 ""
    C: GetTempClientIPs all
    S: 500 incorrect command parameters*
  `,
});

export const reportFailedLoginAddress = change({
  name: 'ReportFailedLoginAddress',
  usage: 'address',
  summary: 'Counts a failed login against a network address; enough of them block it.',
  arguments: { address: ipAddress },
  needs: serverRight('Settings'),
  deviations: 'The limits are those of failed logins at this server. A restart forgets the counts.',

  run: (context, { address }) =>
    context.afterCommit({ kind: 'count failed login', address: address.address }),

  example: `
    C: ReportFailedLoginAddress [192.0.2.7]
    S: 200 OK
    C: ReportFailedLoginAddress somewhere
    S: 500 *
  `,
});

export const tempBlacklistIp = change({
  name: 'TempBlacklistIP',
  usage: 'address (TIMEOUT seconds | DELETE)',
  summary: 'Blocks a network address for some seconds, or ends its block.',
  arguments: { address: ipAddress, seconds: optional(number), delete: flag },
  needs: serverRight('Settings'),
  deviations: 'Of an IPv6 address the first 64 bits count. A restart ends no block.',

  run(context, { address, seconds = 0 }) {
    if (seconds < 0 || seconds > secondsMax) refuse('illegal-value', 'time is out of range');
    const name = context.server.operations.addressName(address.address);
    keepBlocks(context, [{ address: name, seconds }]);
  },

  example: `
    C: TempBlacklistIP 192.0.2.7 TIMEOUT 600
    S: 200 OK
    C: GetTempBlacklistedIPs
    S: 201 192.0.2.7-*
    C: TempBlacklistIP 192.0.2.7 DELETE
    S: 200 OK
    C: GetTempBlacklistedIPs
    S: 201 ""
    C: TempBlacklistIP 192.0.2.7 TIMEOUT -1
    S: 501 time is out of range
  `,
});

export const getTempBlacklistedIps = query({
  name: 'GetTempBlacklistedIPs',
  usage: '',
  summary: 'Returns the blocked addresses and how many seconds are left for each.',
  arguments: {},
  needs: serverRight('Monitor'),
  deviations: 'Addresses come without brackets, separated by commas, with -N or -* behind each.',

  run: ({ server }) =>
    server.operations
      .blockedAddresses()
      .map(({ address, secondsLeft: seconds }) => listedBlock({ address, seconds }))
      .join(','),

  example: `
    C: GetTempBlacklistedIPs
    S: 201 ""
    C: SetTempBlacklistedIPs "192.0.2.8-*"
    S: 200 OK
    C: GetTempBlacklistedIPs
    S: 201 "192.0.2.8-*"
    C: GetTempBlacklistedIPs all
    S: 500 incorrect command parameters*
  `,
});

export const setTempBlacklistedIps = change({
  name: 'SetTempBlacklistedIPs',
  usage: 'addresses',
  summary: 'Adds addresses to the blocked ones, in the form of GetTempBlacklistedIPs.',
  arguments: { addresses: text },
  needs: serverRight('Settings'),
  deviations:
    'An address without a time is blocked for 600 seconds; one with 0 seconds is released. A list with a mistake blocks nobody.',

  run(context, { addresses }) {
    const { addressName } = context.server.operations;
    const wanted = addresses.split(/[, \t\r\n]+/).filter((entry) => entry !== '');
    if (wanted.length > addressesMax) refuse('limit-reached');
    const blocks = wanted.map(readEntry);
    keepBlocks(
      context,
      blocks.map(({ address, seconds }) => ({ address: addressName(address), seconds })),
    );
  },

  example: `
    C: SetTempBlacklistedIPs "192.0.2.8-*,[192.0.2.9]-*"
    S: 200 OK
    C: SetTempBlacklistedIPs "192.0.2.10-*\\e2001:db8::1-*"
    S: 200 OK
    # It adds; of an IPv6 address the first 64 bits count.
    C: GetTempBlacklistedIPs
    S: 201 "192.0.2.8-*,192.0.2.9-*,192.0.2.10-*,2001:db8:0:0::-*"
    C: SetTempBlacklistedIPs "192.0.2.8-*,somewhere"
    S: 501 this is not a list of addresses
  `,
});

/** `address`, `address-seconds` or `address-*`. Refuses what is none of them. */
function readEntry(entry: string): AddressBlock {
  const [, inside, bare, time] =
    /^(?:\[([0-9a-f:.]+)\]|([0-9a-f:.]+))(?:-(\d{1,9}|\*))?$/i.exec(entry) ?? [];
  const address = inside ?? bare ?? '';
  if (isIP(address) === 0) refuse('illegal-value', 'this is not a list of addresses');
  if (time === '*') return { address, seconds: Infinity };
  return { address, seconds: time === undefined ? usualSeconds : Number(time) };
}

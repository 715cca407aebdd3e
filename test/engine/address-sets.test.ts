import { expect } from 'chai';
import {
  addressState,
  setAddresses,
  type AddressSet,
} from '../../src/engine/server/address-sets.js';
import { documentText } from '../../src/engine/core/documents.js';
import { readValue } from '../../src/values/read.js';
import { LittleServer } from './little-server.js';
import { theServer } from '../../src/engine/directory/subjects.js';

describe('A set of addresses', () => {
  const accepted = [
    ['', 'nothing'],
    ['10.0.0.1', 'an address'],
    ['10.0.0.1-10.0.0.9', 'a range'],
    [' 10.0.0.1 - 10.0.0.9 ', 'blanks around addresses'],
    ['10.0.0.0/8', 'a network'],
    ['2001:db8::1-2001:db8::9', 'a range of IPv6'],
    ['2001:db8::/32', 'a network of IPv6'],
    ['[10.0.0.1]\n[10.0.0.3]-[10.0.0.4]', 'addresses in brackets'],
    ['10.0.0.1;\n\n; all others\n', 'comments and blank lines'],
    ['10.0.0.1\r\n10.0.0.2', 'line ends of two symbols'],
    ['10.0.0.9 ; a-b, c', 'comments of any kind'],
  ] as const;
  for (const [text, what] of accepted) {
    it(`may hold ${what}, and is told as it was set`, async () => {
      const server = await LittleServer.with();
      expect(await server.change((change) => setAddresses(change, 'lanIPs', text))).to.be.undefined;
      const kept = await server.view((tx) => documentText(tx, theServer.id, 'lanIPs') ?? '""');
      expect(readValue(kept)).to.equal(text);
    });
  }

  const refused = [
    'office',
    '10.0.0',
    '10.0.0.256',
    '10.0.0.9-10.0.0.1',
    '10.0.0.1-2001:db8::1',
    '10.0.0.1-10.0.0.2-10.0.0.3',
    '10.0.0.0/33',
    '2001:db8::/129',
    '10.0.0.1 10.0.0.2',
    '10.0.0.1-',
  ];
  for (const text of refused) {
    it(`may not hold ${text}`, async () => {
      const server = await LittleServer.with();
      const outcome = server.change((change) =>
        setAddresses(change, 'lanIPs', `10.1.1.1\n${text}`),
      );
      expect(await outcome).to.equal('illegal-value');
    });
  }
});

describe('The state of an address', () => {
  const stateWith = async (
    sets: Readonly<Partial<Record<AddressSet, string>>>,
    address: string,
  ): Promise<string> => {
    const server = await LittleServer.with();
    await server.change((change) => {
      for (const [set, text] of Object.entries(sets)) setAddresses(change, set as AddressSet, text);
    });
    return server.view((tx) => addressState(tx, address));
  };

  const cases = [
    [{}, '10.0.0.1', 'Unlisted'],
    [{ lanIPs: '10.0.0.0-10.0.0.9' }, '10.0.0.9', 'LAN'],
    [{ lanIPs: '10.0.0.0-10.0.0.9' }, '10.0.0.10', 'Unlisted'],
    [{ lanIPs: '; 10.0.0.1' }, '10.0.0.1', 'Unlisted'],
    [{ clientIPs: '2001:db8::/32' }, '2001:db8:5::1', 'Client'],
    [{ clientIPs: '10.0.0.0/8' }, '::1', 'Unlisted'],
    [{ natedIPs: '10.0.0.1', clientIPs: '10.0.0.1' }, '10.0.0.1', 'NATed'],
    [{ blacklistedIPs: '10.0.0.0/8', lanIPs: '10.0.0.1' }, '10.0.0.1', 'Blacklisted'],
    [{ blacklistedIPs: '10.0.0.0/8', whiteHoleIPs: '10.0.0.1' }, '10.0.0.1', 'WhiteHole'],
    [{ whiteHoleIPs: '10.0.0.1', deniedIPs: '10.0.0.1' }, '10.0.0.1', 'Denied'],
    [{ debugIPs: '10.0.0.1', natSiteIPs: '10.0.0.1' }, '10.0.0.1', 'Unlisted'],
  ] as const;
  for (const [sets, address, state] of cases) {
    it(`of ${address} with ${JSON.stringify(sets)} is ${state}`, async () => {
      expect(await stateWith(sets, address)).to.equal(state);
    });
  }
});

import { expect } from 'chai';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { localUser, userIn } from '../../src/server/local-user.js';

const table = [
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
  '   0: 0100007F:1FAA 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1',
  '   1: 0100007F:1FAA 0100007F:C350 01 00000000:00000000 00:00000000 00000000   105        0 2 1',
  '   2: 0100007F:C350 0100007F:0050 01 00000000:00000000 00:00000000 00000000    33        0 3 1',
  '   3: 0100007F:C350 0100007F:1FAA 01 00000000:00000000 00:00000000 00000000  1000        0 4 1',
].join('\n');

describe('The user of this machine behind a connection', () => {
  it('is that of the row with both ends, seen from the client', () => {
    const ends = { remoteAddress: '127.0.0.1', remotePort: 50_000, localPort: 8106 };
    expect(userIn(table, ends)).to.equal('1000');
    expect(userIn(table, { ...ends, localPort: 80 })).to.equal('33');
    expect(userIn(table, { ...ends, localPort: 81 })).to.equal(undefined);
    expect(userIn(table, { ...ends, remotePort: 50_001 })).to.equal(undefined);
    expect(userIn('', ends)).to.equal(undefined);
  });

  it('is this one for a connection of this process, where the system tells it', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const socket = await accepted;
    const user = await localUser({
      remoteAddress: '127.0.0.1',
      remotePort: socket.remotePort ?? 0,
      localPort: socket.localPort ?? 0,
    });
    expect(user).to.be.oneOf([String(process.getuid?.()), undefined]);
    client.destroy();
    server.close();
  });
});

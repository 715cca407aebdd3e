/** A bare line-echo server on `net`: the speed of light that the other numbers are compared with. */
import { createServer, type AddressInfo } from 'node:net';

const server = createServer((socket) => {
  socket.setNoDelay(true);
  let rest = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    const text = rest + chunk;
    const end = text.lastIndexOf('\n') + 1;
    rest = text.slice(end);
    if (end > 0) socket.write(text.slice(0, end), 'latin1');
  });
  socket.on('error', () => socket.destroy());
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`echo ready on 127.0.0.1:${port}\n`);
});

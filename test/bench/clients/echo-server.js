// Sends back what it gets, and prints its port.
import { createServer } from 'node:net';

const server = createServer({ noDelay: true }, (socket) => socket.on('error', () => {}).pipe(socket));
server.listen(0, '127.0.0.1', () => console.log(`PORT ${server.address().port}`));

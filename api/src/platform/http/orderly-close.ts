import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/** Milliseconds that a request under way may still take; below the ten seconds after which Docker kills. */
const LONGEST = 8_000;

/**
 * Watches a server from its first connection on, and answers how to close it: nothing new is taken, what is under way
 * is answered, and connections on which nothing has been asked are cut. Browsers open those ahead, and Node's own
 * `close` would wait for them for ever.
 */
export function orderlyClose(server: Server): () => Promise<void> {
  const silent = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.prependListener('request', (request: IncomingMessage) => silent.delete(request.socket));
  return async () => {
    const limit = setTimeout(() => server.closeAllConnections(), LONGEST);
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of silent) socket.destroy();
    });
    clearTimeout(limit);
  };
}

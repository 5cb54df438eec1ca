/** Ends a connection whose request was answered before it had been read, so that the answer is not lost with it. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** How long whoever sent it may take to see the answer. */
const LINGER_MS = 500;

/**
 * Node closes such a connection at once, and the system then throws away what the other side has not read yet. Here the
 * answer is sent, nothing more is read, and the connection ends a little later.
 */
export function lingerWhenUnread(incoming: IncomingMessage, outgoing: ServerResponse): void {
  outgoing.once('prefinish', () => {
    const { socket } = outgoing;
    if (incoming.complete || socket === null) return;
    socket.destroySoon = () => {
      socket.pause();
      socket.end();
      setTimeout(() => socket.destroy(), LINGER_MS).unref();
    };
  });
}

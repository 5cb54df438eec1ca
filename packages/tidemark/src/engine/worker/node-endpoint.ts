/** A port or worker of Node, whose listeners take the data itself, as comlink wants one: with events that carry it. */
import type { Endpoint } from '../../libraries/comlink.js';

/** What a `Worker` and a `MessagePort` of `node:worker_threads` have in common. */
export interface NodePort {
  postMessage(message: unknown, transferList?: readonly unknown[]): void;
  on(event: 'message', listener: (data: unknown) => void): unknown;
  off(event: 'message', listener: (data: unknown) => void): unknown;
}

type Listener = (event: { readonly data: unknown }) => void;

export function toEndpoint(port: NodePort): Endpoint {
  const listeners = new Map<unknown, (data: unknown) => void>();
  return {
    postMessage: (message: unknown, transferables?: Transferable[]) => {
      port.postMessage(message, transferables);
    },
    addEventListener: (_type, listener) => {
      const onData = (data: unknown): void => {
        (listener as unknown as Listener)({ data });
      };
      listeners.set(listener, onData);
      port.on('message', onData);
    },
    removeEventListener: (_type, listener) => {
      const onData = listeners.get(listener);
      if (onData !== undefined) port.off('message', onData);
      listeners.delete(listener);
    },
  };
}

/** How a server is started, and what it then is, in every runtime that listens by itself. */
import type { Deps } from '../deps.js';

export interface ServeOptions extends Partial<Deps> {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 4700; 0 takes a free one. */
  readonly port?: number;
  /** Listens also where others can reach it, although nobody is asked who they are. */
  readonly allowsAnyone?: boolean;
}

export interface Serving {
  /** Such as `http://127.0.0.1:4700`. */
  readonly address: string;
  /** Takes no new connections, and lets requests end that have begun. */
  close(): Promise<void>;
}

export function toAddress(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

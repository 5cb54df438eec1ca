/** Where a server may listen: on this machine alone, since nobody is asked who they are, unless the caller allows more. */
import { TidemarkError } from 'tidemark';

/** `invalid-argument` for an address that others can reach. */
export function requireOwnAddress(host: string, allowsAnyone: boolean): void {
  if (allowsAnyone || isLoopback(host)) return;
  throw new TidemarkError(
    'invalid-argument',
    `expected an address of this machine such as 127.0.0.1, found ${host}, where anyone could use the server, since it asks for no key; put it behind a program that does, and allow that with --no-authentication (allowsAnyone)`,
  );
}

/** Whether only this machine reaches an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

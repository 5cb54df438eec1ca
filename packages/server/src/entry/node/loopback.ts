/** Whether an address is one that only this machine reaches. */
import { BlockList, isIPv4, isIPv6 } from 'node:net';

export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  const own = new BlockList();
  own.addSubnet('127.0.0.0', 8, 'ipv4');
  own.addAddress('::1', 'ipv6');
  return (isIPv4(host) && own.check(host, 'ipv4')) || (isIPv6(host) && own.check(host, 'ipv6'));
}

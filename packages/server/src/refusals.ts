/** What is refused before a route is looked for. */
import type { MiddlewareHandler } from 'hono';
import { addressTooLong, crossSite } from './errors.js';
import type { Limits } from './limits.js';

export function refuseLongAddresses(limits: Limits): MiddlewareHandler {
  return async function refuseLongAddress(c, next) {
    if (c.req.url.length > limits.urlCharacters) throw addressTooLong(limits);
    await next();
  };
}

/** A page of another site may make a browser send a form; hosts are compared, since a proxy may have taken TLS off. */
export const refuseOtherSites: MiddlewareHandler = async (c, next) => {
  const isReading = c.req.method === 'GET' || c.req.method === 'HEAD';
  const origin = c.req.header('origin');
  const isForeign = origin !== undefined && toHost(origin) !== new URL(c.req.url).host;
  if (!isReading && (isForeign || c.req.header('sec-fetch-site') === 'cross-site')) throw crossSite();
  await next();
};

/** Null for an opaque origin. */
function toHost(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

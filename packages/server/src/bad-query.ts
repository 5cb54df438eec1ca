/** Refuses a query that its schema does not let pass, and says which option is wrong and how. */
import type { Hook, z } from '@hono/zod-openapi';
import type { Env } from 'hono';
import { RequestError } from './errors.js';

export const refuseBadQuery: Hook<unknown, Env, string, undefined> = (result) => {
  if (result.success) return;
  throw new RequestError('bad-request', result.error.issues.map(describe).join('; '));
};

function describe({ path, message }: z.core.$ZodIssue): string {
  const option = path.join('.');
  return option === '' ? message : `option \`${option}\`: ${message}`;
}

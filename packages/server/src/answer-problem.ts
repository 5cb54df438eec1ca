/** Answers with a problem; a defect is logged, and goes out without its words. */
import type { Context } from 'hono';
import type { Deps } from './deps.js';
import { RequestError } from './errors.js';
import { isExpected, toProblem } from './problem.js';

export function answerProblem(c: Context, error: unknown, log?: Deps['log']): Response {
  const requestId = c.get('requestId');
  const problem = toProblem(error, requestId);
  if (!isExpected(error)) log?.({ requestId, method: c.req.method, path: c.req.path, error });
  return c.body(`${JSON.stringify(problem)}\n`, problem.status, {
    'Content-Type': 'application/problem+json',
    ...(error instanceof RequestError && error.headers),
  });
}

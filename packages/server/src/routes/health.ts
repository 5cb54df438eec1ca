/** `GET /healthz`: whether the process answers. */
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { HealthAnswer } from '../answers.js';
import { problemResponses } from '../problem-responses.js';

const route = createRoute({
  method: 'get',
  path: '/healthz',
  summary: 'Tell that the process lives',
  responses: {
    200: { description: 'It does.', content: { 'application/json': { schema: HealthAnswer } } },
    ...problemResponses(414, 500),
  },
});

export function addHealthRoute(app: OpenAPIHono): void {
  app.openapi(route, (c) => c.json({ status: 'ok' as const }, 200));
}

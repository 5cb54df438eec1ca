/** `POST /v1/compare`: two data sets in, what changed between them out. */
import { createRoute, type OpenAPIHono, type z } from '@hono/zod-openapi';
import { type Baseline, check, findBaseline } from 'tidemark';
import { answerSides } from '../answer-sides.js';
import { CheckResultAnswer } from '../answers.js';
import { badRequest } from '../errors.js';
import { CompareForm } from '../form.js';
import { problemResponses } from '../problem-responses.js';
import { requireReadable } from '../readable.js';
import { CheckQuery, toOptions } from '../reading-query.js';
import type { Service } from '../service.js';
import { toSource } from '../sides.js';

const route = createRoute({
  method: 'post',
  path: '/v1/compare',
  summary: 'Compare two data sets',
  description: 'JSON is what `tidemark check CURRENT --baseline REFERENCE --json` prints.',
  request: {
    query: CheckQuery,
    body: { required: true, content: { 'multipart/form-data': { schema: CompareForm } } },
  },
  responses: {
    200: { description: 'What was found.', content: { 'application/json': { schema: CheckResultAnswer } } },
    ...problemResponses(400, 403, 413, 414, 415, 422, 500, 503),
  },
});

export function addCompareRoute(app: OpenAPIHono, service: Service): void {
  app.openapi(route, async (c) => {
    const options = await service.prepare(toOptions(c.req.valid('query')));
    let base: Baseline | undefined;
    return answerSides<z.output<typeof CheckResultAnswer>>(c, service, () => ({
      data: 'current',
      needed: 'reference',
      isStreamed: true,
      takers: {
        reference: async (part) => {
          if (base) throw badRequest('expected one part `reference`, found more');
          base = await findBaseline(toSource(part), options);
          requireReadable(base.report);
        },
      },
      readData: (current) => {
        if (!base) throw badRequest('expected a part `reference` before `current` is read, found none');
        return check(current, base, options);
      },
    }));
  });
}

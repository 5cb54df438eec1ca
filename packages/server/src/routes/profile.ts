/** `POST /v1/profile`: data in, its profile or its baseline out. */
import { createRoute, type OpenAPIHono, type z } from '@hono/zod-openapi';
import { type Baseline, baseline } from 'tidemark';
import { chooseForm, JSON_FORM } from '../answer-form.js';
import { answerJson } from '../answer-json.js';
import { BaselineAnswer } from '../answers.js';
import { readBody } from '../body.js';
import { unknownMediaType } from '../errors.js';
import { problemResponses } from '../problem-responses.js';
import { requireReadable } from '../readable.js';
import { ReadingQuery, toOptions } from '../reading-query.js';
import type { Service } from '../service.js';
import { toSourceName } from '../source-name.js';

const binary = { type: 'string', format: 'binary' } as const;

const route = createRoute({
  method: 'post',
  path: '/v1/profile',
  summary: 'Profile data',
  description:
    'The body is the data: delimited text, JSON Lines, JSON or capture records, plain, .gz or .zst. JSON is what `tidemark baseline - --json` prints for it.',
  request: {
    query: ReadingQuery,
    body: { required: true, content: { '*/*': { schema: binary } } },
  },
  responses: {
    200: {
      description: 'The baseline as JSON, or the profile as the bytes of a .tide file, as Accept says.',
      content: {
        'application/json': { schema: BaselineAnswer },
        'application/vnd.tidemark.profile': { schema: binary },
        'application/octet-stream': { schema: binary },
      },
    },
    ...problemResponses(400, 403, 406, 413, 414, 415, 422, 500),
  },
});

export function addProfileRoute(app: OpenAPIHono, { prepare, limits }: Service): void {
  app.openapi(route, async (c) => {
    const form = chooseForm(c);
    const contentType = c.req.header('content-type') ?? '';
    if (/^multipart\//i.test(contentType)) throw unknownMediaType('the data itself as the body, and no form');
    const body = readBody(c.req.raw, limits);
    const made: Baseline = await baseline(
      { name: toSourceName(null, contentType), open: () => body },
      await prepare(toOptions(c.req.valid('query'))),
    );
    requireReadable(made.report);
    if (form === JSON_FORM) return answerJson<z.output<typeof BaselineAnswer>>(c, made);
    return new Response(made.profile as Uint8Array<ArrayBuffer>, { headers: { 'Content-Type': form } });
  });
}

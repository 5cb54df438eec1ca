/** `POST /v1/profile`: data in, its profile or its baseline out. */
import { createRoute, type OpenAPIHono, type z } from '@hono/zod-openapi';
import { type Baseline, type BaselineOptions, type BytesPart, baseline } from 'tidemark';
import { chooseForm, JSON_FORM } from '../answer-form.js';
import { answerJson } from '../answer-json.js';
import { answerSides } from '../answer-sides.js';
import { readBody } from '../body.js';
import { notAcceptable, unknownMediaType } from '../errors.js';
import { BaselineForm } from '../form.js';
import { AnyBaselineAnswer } from '../model-answers.js';
import { createModelParts } from '../model-parts.js';
import { problemResponses } from '../problem-responses.js';
import { requireReadable } from '../readable.js';
import { ModelQuery, toModelOptions, toOptions } from '../reading-query.js';
import type { Service } from '../service.js';
import { toSourceName } from '../source-name.js';

const binary = { type: 'string', format: 'binary' } as const;

const route = createRoute({
  method: 'post',
  path: '/v1/profile',
  summary: 'Profile data',
  description:
    'The body is the data: delimited text, JSON Lines, JSON or capture records, plain, .gz or .zst. JSON is what `tidemark baseline - --json` prints for it. With another `monitor` than data-quality it is what that monitor makes of the data, which may also come in a form, after labels or a configuration.',
  request: {
    query: ModelQuery,
    body: { required: true, content: { '*/*': { schema: binary }, 'multipart/form-data': { schema: BaselineForm } } },
  },
  responses: {
    200: {
      description: 'The baseline as JSON, or the profile as the bytes of a .tide file, as Accept says.',
      content: {
        'application/json': { schema: AnyBaselineAnswer },
        'application/vnd.tidemark.profile': { schema: binary },
        'application/octet-stream': { schema: binary },
      },
    },
    ...problemResponses(400, 403, 406, 413, 414, 415, 422, 500, 503),
  },
});

type Answer = z.output<typeof AnyBaselineAnswer>;

export function addProfileRoute(app: OpenAPIHono, service: Service): void {
  app.openapi(route, async (c) => {
    const form = chooseForm(c);
    const query = c.req.valid('query');
    const { monitor = 'data-quality', ...model } = toModelOptions(query);
    const isModel = monitor !== 'data-quality';
    if (isModel && form !== JSON_FORM) throw notAcceptable([JSON_FORM]);
    const contentType = c.req.header('content-type') ?? '';
    const isForm = /^multipart\//i.test(contentType);
    if (isForm && !isModel) throw unknownMediaType('the data itself as the body, and no form');
    // Which monitor it is, and so which baseline comes out, is known only now.
    const options = { ...(await service.prepare(toOptions(query))), monitor, ...model } as BaselineOptions;
    if (isForm) {
      return answerSides<Answer>(c, service, (holding) => {
        const { takers, toOptions: toPartOptions } = createModelParts(holding);
        const readData = (data: BytesPart) => baseline(data, { ...options, ...toPartOptions() });
        return { data: 'data', needed: null, isStreamed: false, takers, readData };
      });
    }
    const body = readBody(c.req.raw, service.limits);
    const made: Baseline = await baseline({ name: toSourceName(null, contentType), open: () => body }, options);
    requireReadable(made.report);
    if (form === JSON_FORM) return answerJson<Answer>(c, made);
    return new Response(made.profile as Uint8Array<ArrayBuffer>, { headers: { 'Content-Type': form } });
  });
}

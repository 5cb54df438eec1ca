/** `POST /v1/check`: a stored baseline and data in, what changed out. */
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { type Baseline, check, openBaseline, openDocument, type StoredBaseline, TidemarkError } from 'tidemark';
import { answerSides } from '../answer-sides.js';
import { CheckResultAnswer } from '../answers.js';
import { badRequest } from '../errors.js';
import { CheckForm } from '../form.js';
import { problemResponses } from '../problem-responses.js';
import { CheckQuery, toOptions } from '../reading-query.js';
import type { Service } from '../service.js';

const route = createRoute({
  method: 'post',
  path: '/v1/check',
  summary: 'Check data against a baseline',
  description:
    'JSON is what `tidemark check DATA --baseline . --json` prints where the parts are files of this directory, or with `--baseline FILE` where the baseline is one profile or one statistics.json.',
  request: {
    query: CheckQuery,
    body: { required: true, content: { 'multipart/form-data': { schema: CheckForm } } },
  },
  responses: {
    200: { description: 'What was found.', content: { 'application/json': { schema: CheckResultAnswer } } },
    ...problemResponses(400, 403, 413, 414, 415, 422, 500, 503),
  },
});

/** The parts of a baseline, each once, and the file name of each. */
interface Gathered {
  readonly stored: StoredBaseline;
  readonly filenames: readonly (string | null)[];
}

export function addCheckRoute(app: OpenAPIHono, service: Service): void {
  app.openapi(route, async (c) => {
    const options = await service.prepare(toOptions(c.req.valid('query')));
    let gathered: Gathered = { stored: {}, filenames: [] };
    return answerSides(c, service, (holding) => ({
      base: 'baseline',
      data: 'data',
      takeBase: async ({ chunks, filename }) => {
        const bytes = await holding.take(chunks);
        const { kind } = await openDocument(bytes, options);
        if (kind === 'violations' || kind === 'document') {
          throw new TidemarkError(
            'unsupported',
            'expected statistics, constraints or a profile as `baseline`, found violations, or a document of another monitor',
          );
        }
        if (gathered.stored[kind]) throw badRequest(`expected one ${kind} as \`baseline\`, found more`);
        gathered = { stored: { ...gathered.stored, [kind]: bytes }, filenames: [...gathered.filenames, filename] };
      },
      checkData: async (data) => check(data, await open(gathered, options), options),
    }));
  });
}

async function open({ stored, filenames }: Gathered, options: Parameters<typeof openBaseline>[1]): Promise<Baseline> {
  return { ...(await openBaseline(stored, options)), names: toNames(stored, filenames) };
}

/** How a command line names the baseline: one file of a kind that speaks for itself, else the directory of them all. */
function toNames(stored: StoredBaseline, filenames: Gathered['filenames']): string[] | null {
  const [filename] = filenames;
  if (filename === undefined || filenames.includes(null)) return null;
  return filenames.length === 1 && !stored.constraints ? filenames.filter((name) => name !== null) : ['.'];
}

/** `POST /v1/check`: a stored baseline and data in, what changed out. */
import { createRoute, type OpenAPIHono, type z } from '@hono/zod-openapi';
import {
  type Baseline,
  type CheckOptions,
  check,
  type KindName,
  openBaseline,
  openDocument,
  type StoredBaseline,
  TidemarkError,
} from 'tidemark';
import { answerSides } from '../answer-sides.js';
import { badRequest } from '../errors.js';
import { CheckForm } from '../form.js';
import { AnyResultAnswer } from '../model-answers.js';
import { createModelParts } from '../model-parts.js';
import { problemResponses } from '../problem-responses.js';
import { CheckModelQuery, toModelOptions, toOptions } from '../reading-query.js';
import type { Service } from '../service.js';

const route = createRoute({
  method: 'post',
  path: '/v1/check',
  summary: 'Check data against a baseline',
  description:
    'JSON is what `tidemark check DATA --baseline . --json` prints where the parts are files of this directory, or with `--baseline FILE` where the baseline is one profile or one statistics.json. With another `monitor` than data-quality the parts of the baseline are told by their file names, and `ground-truth` and `analysis-config` are what `--ground-truth` and `--analysis-config` name.',
  request: {
    query: CheckModelQuery,
    body: { required: true, content: { 'multipart/form-data': { schema: CheckForm } } },
  },
  responses: {
    200: {
      description: 'What was found; `schema` says by which monitor.',
      content: { 'application/json': { schema: AnyResultAnswer } },
    },
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
    const query = c.req.valid('query');
    const { monitor = 'data-quality', ...model } = toModelOptions(query);
    // Which monitor it is, and so which result comes out, is known only now; both are answered alike.
    const options = { ...(await service.prepare(toOptions(query))), monitor, ...model } as CheckOptions;
    let gathered: Gathered = { stored: {}, filenames: [] };
    return answerSides<z.output<typeof AnyResultAnswer>>(c, service, (holding) => {
      const parts = createModelParts(holding);
      return {
        data: 'data',
        needed: 'baseline',
        // What is made of the data of a model takes as much room, and its labels may stand behind it.
        isStreamed: monitor === 'data-quality',
        takers: {
          baseline: async ({ chunks, filename }) => {
            const bytes = await holding.take(chunks);
            const kind = monitor === 'data-quality' ? await recognise(bytes, options) : requireName(monitor, filename);
            if (gathered.stored[kind]) throw badRequest(`expected one ${kind} as \`baseline\`, found more`);
            gathered = { stored: { ...gathered.stored, [kind]: bytes }, filenames: [...gathered.filenames, filename] };
          },
          ...parts.takers,
        },
        readData: async (data) => {
          const asked = { ...options, ...parts.toOptions() };
          return check(data, await open(gathered, asked), asked);
        },
      };
    });
  });
}

type PartOfBaseline = keyof StoredBaseline;

async function recognise(bytes: Uint8Array, options: CheckOptions): Promise<PartOfBaseline> {
  const { kind } = await openDocument(bytes, options);
  if (kind !== 'violations' && kind !== 'document') return kind;
  const found = kind === 'violations' ? 'violations' : 'a document of another monitor';
  throw new TidemarkError(
    'unsupported',
    `expected statistics, constraints or a profile as \`baseline\`, found ${found}`,
  );
}

/** Documents of monitors besides data quality are told by their file names. */
const PARTS: Readonly<Record<KindName, Readonly<Record<string, string>>>> = {
  'model-quality': {
    'statistics.json': 'statistics',
    'constraints.json': 'constraints',
    'estimator.json': 'estimator',
  },
  bias: { 'analysis.json': 'analysis', 'analysis_config.json': 'config' },
  attribution: {
    'analysis.json': 'analysis',
    'attributions.tide': 'profile',
    'baseline_rows.json': 'baselineRows',
  },
};

function requireName(monitor: KindName, filename: string | null): PartOfBaseline {
  const name = /[^/\\]*$/.exec(filename ?? '')?.[0] ?? '';
  const parts = PARTS[monitor];
  const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
  if (part !== undefined) return part as PartOfBaseline;
  const names = Object.keys(parts).join(' or ');
  throw badRequest(`expected ${names} as the file name of \`baseline\`, found another one`);
}

async function open({ stored, filenames }: Gathered, options: CheckOptions): Promise<Baseline> {
  return { ...(await openBaseline(stored, options)), names: toNames(stored, filenames) };
}

/** How a command line names the baseline: one file of a kind that speaks for itself, else the directory of them all. */
function toNames(stored: StoredBaseline, filenames: Gathered['filenames']): string[] | null {
  const [filename] = filenames;
  if (filename === undefined || filenames.includes(null)) return null;
  return filenames.length === 1 && (stored.profile || stored.statistics)
    ? filenames.filter((name) => name !== null)
    : ['.'];
}

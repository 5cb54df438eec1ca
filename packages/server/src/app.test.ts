import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { baseline, type Engine, TidemarkError } from 'tidemark';
import { createEngine } from 'tidemark/engine';
import { createApp } from './app.js';
import type { Failure } from './deps.js';

type App = ReturnType<typeof createApp>;

const TRAIN = `age,city\n${Array.from({ length: 60 }, (_, row) => `${20 + row},Ulm\n`).join('')}`;
const TODAY = `age,city\n${Array.from({ length: 60 }, (_, row) => `${90 + row},Ulm\n`).join('')}`;

let engine: Engine;
let app: App;
beforeAll(async () => {
  engine = await createEngine();
  app = createApp({ engine });
});

function post(path: string, body: BodyInit, headers: Record<string, string> = {}, to: App = app) {
  return to.request(path, { method: 'POST', body, headers });
}

/** Parts in order: a text, or a text with a file name. */
function form(...parts: readonly (readonly [name: string, content: string | Uint8Array, filename?: string])[]) {
  const body = new FormData();
  for (const [name, content, filename] of parts) {
    body.append(name, new Blob([content as string]), filename ?? 'blob');
  }
  return body;
}

async function makeProfile(): Promise<Uint8Array> {
  const answer = await post('/v1/profile', TRAIN, { accept: 'application/octet-stream' });
  return new Uint8Array(await answer.arrayBuffer());
}

async function problemOf(answer: Response): Promise<{ status: number; code: string; detail: string }> {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  const problem = (await answer.json()) as { status: number; code: string; detail: string };
  expect(problem.status).toBe(answer.status);
  return problem;
}

describe('POST /v1/profile', () => {
  it.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['application/json', 'application/json'],
    ['text/html, application/*;q=0.5', 'application/json'],
    ['application/octet-stream', 'application/octet-stream'],
    ['application/vnd.tidemark.profile, application/json;q=0.5', 'application/vnd.tidemark.profile'],
  ])('answers in the form that Accept names: %s', async (accept, type) => {
    const answer = await post('/v1/profile', TRAIN, accept === undefined ? {} : { accept });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(type);
    const start = (await answer.text()).slice(0, 4);
    expect(start).toBe(type === 'application/json' ? '{\n  ' : 'TIDE');
  });

  it('has no form but these', async () => {
    const path = '/v1/profile?monitor=attribution';
    const binary = await post(path, 'age,income\n1,2\n', { accept: 'application/octet-stream' });
    expect(await problemOf(binary)).toMatchObject({ status: 406, code: 'not-acceptable' });
    expect(await problemOf(await post('/v1/profile', TRAIN, { accept: 'text/html' }))).toMatchObject({
      status: 406,
      code: 'not-acceptable',
    });
  });

  it('takes the options of the command line', async () => {
    const query = new URLSearchParams([
      ['no-header', ''],
      ['delimiter', 'tab'],
      ['missing', 'NA'],
      ['missing', '-'],
      ['columns', '_c0, _c1'],
    ]);
    const answer = await post(`/v1/profile?${query}`, '1\tNA\tx\n-\t2\ty\n');
    expect(await answer.json()).toMatchObject({
      statistics: {
        features: [
          { name: '_c0', numerical_statistics: { common: { num_present: 1, num_missing: 1 } } },
          { name: '_c1', numerical_statistics: { common: { num_present: 1, num_missing: 1 } } },
        ],
      },
    });
  });

  it.each([
    ['json', '[["a",1],["b",2]]'],
    ['x-ndjson', '["a",1]\n["b",2]\n'],
  ])('reads application/%s as such whatever its first bytes', async (type, body) => {
    const answer = await post('/v1/profile', body, { 'content-type': `application/${type}` });
    expect(await answer.json()).toMatchObject({ statistics: { features: [{ name: '_c0' }, { name: '_c1' }] } });
  });

  it('takes gzip off that a header or the first bytes tell of', async () => {
    const plain = await (await post('/v1/profile', TRAIN)).text();
    const packed = gzipSync(TRAIN);
    expect(await (await post('/v1/profile', packed)).text()).toBe(plain);
    expect(await (await post('/v1/profile', packed, { 'content-encoding': 'gzip' })).text()).toBe(plain);
  });

  it('lets others have their turn while it profiles wide data and writes the answer', async () => {
    const columns = Array.from({ length: 2000 }, (_, column) => `c${column}`);
    const row = columns.map((_, column) => column).join();
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 0);
    const answer = await post('/v1/profile', [columns.join(), row, row, ''].join('\n'));
    const turnsBefore = turns;
    const { statistics } = (await answer.json()) as { statistics: { features: unknown[] } };
    clearInterval(timer);
    expect(statistics.features).toHaveLength(2000);
    expect(turnsBefore).toBeGreaterThan(8);
    expect(turns - turnsBefore).toBeGreaterThan(4);
  });
});

describe('POST /v1/check', () => {
  it('finds what changed against a profile, in either order of the parts', async () => {
    const profile = await makeProfile();
    const parts = [
      ['baseline', profile, 'profile.tide'],
      ['data', TODAY, 'today.csv'],
    ] as const;
    const [before, after] = await Promise.all(
      [parts, parts.toReversed()].map(async (each) => (await post('/v1/check', form(...each))).text()),
    );
    expect(before).toBe(after);
    expect(JSON.parse(before ?? '')).toMatchObject({
      violations: [
        {
          feature_name: 'age',
          constraint_check_type: 'range_check',
          reproduce: 'tidemark check today.csv --baseline profile.tide',
        },
        { feature_name: 'age', constraint_check_type: 'baseline_drift_check' },
      ],
    });
  });

  it("takes Model Monitor's documents, by what they are", async () => {
    const { statistics, constraints } = (await (await post('/v1/profile', TRAIN)).json()) as Record<string, object>;
    const answer = await post(
      '/v1/check?compat=sagemaker',
      form(
        ['baseline', JSON.stringify(constraints), 'a'],
        ['baseline', JSON.stringify(statistics), 'b'],
        ['data', TODAY],
      ),
    );
    expect(await answer.json()).toMatchObject({
      reading: 'sagemaker',
      reproduce: 'tidemark check blob --baseline . --compat sagemaker',
    });
  });

  it.each([
    ['no baseline', [['data', TODAY]], 400, 'expected a part `baseline`, found none'],
    ['no data', [['baseline', 'profile']], 400, 'expected a part `data`, found none'],
    [
      'two of one kind',
      [
        ['baseline', 'profile'],
        ['baseline', 'profile'],
      ],
      400,
      'expected one profile as `baseline`, found more',
    ],
    [
      'two data sets',
      [
        ['data', TODAY],
        ['data', TODAY],
      ],
      400,
      'expected one part `data`, found more',
    ],
    [
      'a late baseline',
      [
        ['baseline', 'profile'],
        ['data', TODAY],
        ['baseline', '{}'],
      ],
      400,
      'before `data`',
    ],
    ['an unknown part', [['other', 'x']], 400, 'found one of another name'],
    ['violations as baseline', [['baseline', '{"violations":[]}']], 422, 'found violations'],
    ['a damaged profile', [['baseline', 'TIDE and no more']], 422, 'expected'],
    ['rows as baseline', [['baseline', TRAIN]], 422, 'expected'],
  ] as const)('refuses %s', async (_, parts, status, detail) => {
    const profile = await makeProfile();
    const filled = parts.map(([name, content]) => [name, content === 'profile' ? profile : content] as const);
    const problem = await problemOf(await post('/v1/check', form(...filled)));
    expect(problem.status).toBe(status);
    expect(problem.detail).toContain(detail);
  });
});

/** Labels and scores, of which one in so many is wrong. */
function toScores(wrongEvery: number) {
  const rows = Array.from({ length: 400 }, (_, row) => [
    row % 2,
    (row % wrongEvery === 0 ? 1 - (row % 2) : row % 2) * 0.8,
  ]);
  return ['label,score', ...rows.map((cells) => cells.join())].join('\n');
}

/** Two rows of four have a positive label, in both groups alike. */
function toBiasRows(): string {
  const rows = Array.from({ length: 400 }, (_, row) => `${row % 2 === 0 ? 'f' : 'm'},${row % 4 < 2 ? 1 : 0}`);
  return ['sex,label', ...rows].join('\n');
}

describe('POST /v1/check of the quality of a model', () => {
  const path = '/v1/check?monitor=model-quality&label=label&probability=score';

  it('answers what the command line prints', async () => {
    const base = await baseline(new TextEncoder().encode(toScores(20)), {
      monitor: 'model-quality',
      problem: 'BinaryClassification',
      label: 'label',
      probability: 'score',
    });
    const { statistics, constraints } = base.toJSON() as Readonly<Record<string, object>>;
    const parts = [
      ['baseline', JSON.stringify(statistics), 'statistics.json'],
      ['baseline', JSON.stringify(constraints), 'constraints.json'],
      ['data', toScores(3), 'today.csv'],
    ] as const;
    const answer = await post(path, form(...parts));
    expect(answer.status).toBe(200);
    const result = (await answer.json()) as { readonly violations: readonly { readonly metric_name: string }[] };
    expect(result).toMatchObject({
      monitor: 'model-quality',
      report: { rows: 400 },
      reproduce: 'tidemark check today.csv --baseline . --monitor model-quality --label label --probability score',
    });
    expect(result.violations.map(({ metric_name: name }) => name)).toContain('accuracy');
  });

  it('checks bias against an analysis and what was asked for it', async () => {
    const config = {
      label: 'label',
      label_values_or_threshold: [1],
      facet: [{ name_or_index: 'sex', value_or_threshold: ['f'] }],
    };
    const base = await baseline(new TextEncoder().encode(toBiasRows()), { monitor: 'bias', analysisConfig: config });
    const parts = [
      ['baseline', JSON.stringify(base.analysis), 'analysis.json'],
      ['baseline', JSON.stringify(base.config), 'base/analysis_config.json'],
      ['data', toBiasRows().replaceAll('f,1', 'f,0'), 'today.csv'],
    ] as const;
    const answer = await post('/v1/check?monitor=bias', form(...parts));
    expect(answer.status).toBe(200);
    const result = (await answer.json()) as { readonly violations: readonly { readonly metric_name: string }[] };
    expect(result).toMatchObject({
      monitor: 'bias',
      reproduce: 'tidemark check today.csv --baseline . --monitor bias',
    });
    expect(result.violations.map(({ metric_name: name }) => name)).toContain('DPL');
    const told = await post('/v1/check?monitor=bias&one-sided&categorical=sex', form(...parts));
    expect(await told.json()).toMatchObject({
      reproduce: 'tidemark check today.csv --baseline . --one-sided --monitor bias --categorical sex',
    });
  });

  it('knows which label is positive where it is told', async () => {
    const named = toScores(20).replaceAll(/^1,/gm, 'bad,').replaceAll(/^0,/gm, 'good,');
    const constraints = '{"version":0,"binary_classification_constraints":{}}';
    const parts = [
      ['baseline', constraints, 'constraints.json'],
      ['data', named, 'today.csv'],
    ] as const;
    const problem = await problemOf(await post(path, form(...parts)));
    expect(problem).toMatchObject({ status: 422, detail: expect.stringContaining('with `positive`') as string });
    expect(await (await post(`${path}&positive=bad`, form(...parts))).json()).toMatchObject({
      statistics: { tidemark: { positive: 'bad' } },
      reproduce: expect.stringContaining('--positive bad') as string,
    });
  });

  it('tells the documents of the baseline by their names', async () => {
    const problem = await problemOf(
      await post(path, form(['baseline', '{}', 'base.json'], ['data', toScores(20), 'a.csv'])),
    );
    expect(problem).toMatchObject({ status: 400, detail: expect.stringContaining('statistics.json') as string });
  });

  it('refuses labels that the monitor has no use for, and parts that come too late or twice', async () => {
    const [base, data, labels] = [
      ['baseline', '{}', 'constraints.json'],
      ['data', toScores(20), 'a.csv'],
      ['ground-truth', '{}', 'labels.jsonl'],
    ] as const;
    const late = await problemOf(await post('/v1/check', form(['baseline', await makeProfile()], data, labels)));
    expect(late).toMatchObject({
      status: 400,
      detail: expect.stringContaining('`ground-truth` before `data`') as string,
    });
    const useless = await problemOf(await post('/v1/check', form(['baseline', await makeProfile()], labels, data)));
    expect(useless).toMatchObject({ status: 400, detail: expect.stringContaining('found `groundTruth`') as string });
    const twice = ['analysis-config', '{}', 'a.json'] as const;
    const repeated = await problemOf(await post('/v1/check?monitor=bias', form(twice, twice, base, data)));
    expect(repeated).toMatchObject({
      status: 400,
      detail: expect.stringContaining('one part `analysis-config`') as string,
    });
  });

  it('refuses options that the monitor does not have', async () => {
    const problem = await problemOf(
      await post('/v1/check?label=label', form(['baseline', await makeProfile()], ['data', TODAY])),
    );
    expect(problem).toMatchObject({ status: 400, detail: expect.stringContaining('found `label`') as string });
  });
});

describe('POST /v1/compare', () => {
  it('finds what changed between two data sets, in either order of the parts', async () => {
    const parts = [
      ['reference', TRAIN, 'train.csv'],
      ['current', TODAY, 'today.csv'],
    ] as const;
    const [before, after] = await Promise.all(
      [parts, parts.toReversed()].map(async (each) => (await post('/v1/compare', form(...each))).text()),
    );
    expect(before).toBe(after);
    expect(JSON.parse(before ?? '')).toMatchObject({ reproduce: 'tidemark check today.csv --baseline train.csv' });
  });

  it('takes a profile as either side', async () => {
    const profile = await makeProfile();
    const answer = await post('/v1/compare', form(['reference', profile, 'a.tide'], ['current', profile, 'b.tide']));
    expect(await answer.json()).toMatchObject({ violations: [], report: { rows: 60 } });
  });

  it('refuses two references', async () => {
    const problem = await problemOf(await post('/v1/compare', form(['reference', TRAIN], ['reference', TRAIN])));
    expect(problem).toMatchObject({ status: 400, detail: 'expected one part `reference`, found more' });
  });
});

describe('every route', () => {
  it('tells that the process lives', async () => {
    expect(await (await app.request('/healthz')).json()).toEqual({ status: 'ok' });
  });

  it('carries the headers of a service that no page may use', async () => {
    const { headers } = await app.request('/healthz');
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(headers.has('access-control-allow-origin')).toBe(false);
  });

  it('gives the id of the request back, and makes one where there is none', async () => {
    const giving = createApp({ engine, createId: () => 'made' });
    const id = async (headers: Record<string, string>) =>
      (await giving.request('/healthz', { headers })).headers.get('x-request-id');
    expect(await id({ 'x-request-id': 'mine-1' })).toBe('mine-1');
    expect(await id({ 'x-request-id': '<script>' })).toBe('made');
    expect(await id({})).toBe('made');
  });

  it.each([
    ['GET', '/', 404, 'no-route'],
    ['GET', '/v1/profile', 405, 'method-not-allowed'],
    ['DELETE', '/healthz', 405, 'method-not-allowed'],
    ['OPTIONS', '/v1/check', 405, 'method-not-allowed'],
    ['GET', '/%2e%2e%2fpackage.json', 404, 'no-route'],
  ])('%s %s is %i', async (method, path, status, code) => {
    const answer = await app.request(path, { method });
    expect(await problemOf(answer)).toMatchObject({ status, code });
    expect(answer.headers.has('allow')).toBe(status === 405);
  });

  it.each([
    [{ origin: 'https://attacker.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ origin: 'https://localhost' }, 200],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
  ])('knows pages of other sites: %j is %i', async (headers, status) => {
    expect((await post('/v1/profile', TRAIN, headers)).status).toBe(status);
  });

  it.each([
    ['/v1/profile?format=xml', 'option `format`: Invalid option: expected one of "csv"|"jsonl"|"json"|"capture"'],
    ['/v1/profile?delimiter=x', 'option `delimiter`'],
    ['/v1/profile?format=csv&format=json', 'option `format`'],
    ['/v1/profile?columns=a,,b', 'option `columns`: expected names separated by commas'],
    ['/v1/profile?verbose=1', 'Unrecognized key: "verbose"'],
    ['/v1/profile?from=yesterday&format=capture', 'expected an instant'],
    ['/v1/profile?columns=zip', 'expected the name of a column'],
    ['/v1/check?false-alarm-rate=2', 'option `false-alarm-rate`'],
  ])('refuses wrong options: %s', async (path, detail) => {
    const problem = await problemOf(await post(path, TRAIN));
    expect(problem.status).toBe(400);
    expect(problem.detail).toContain(detail);
  });

  it.each([
    ['nothing', '', {}, 422, 'invalid-data'],
    ['what is no JSON', '{"a":', { 'content-type': 'application/json' }, 422, 'invalid-data'],
    ['JSON too deep', '['.repeat(5000) + ']'.repeat(5000), { 'content-type': 'application/json' }, 422, 'invalid-data'],
    ['a list of files', '[{"prefix":"/etc/"},"passwd"]', {}, 422, 'unsupported'],
    ['Parquet', 'PAR1', {}, 422, 'unsupported'],
    ['a form where data belongs', form(['data', TRAIN]), {}, 415, 'unsupported-media-type'],
    ['an unknown encoding', TRAIN, { 'content-encoding': 'br' }, 415, 'unsupported-media-type'],
    ['gzip that is none', TRAIN, { 'content-encoding': 'gzip' }, 422, 'invalid-data'],
  ])('refuses %s', async (_, body, headers, status, code) => {
    expect(await problemOf(await post('/v1/profile', body, headers as Record<string, string>))).toMatchObject({
      status,
      code,
    });
  });

  it.each([
    ['a body that says it is too long', 'x', { 'content-length': '20971521' }, '/v1/profile'],
    ['a body that is too long', 'a,b\n'.repeat(6_000_000), {}, '/v1/profile'],
    [
      'a body that unpacks to too much',
      gzipSync('a,b\n'.repeat(6_000_000)),
      { 'content-encoding': 'gzip' },
      '/v1/profile',
    ],
    ['data that unpack to too much', gzipSync('a,b\n'.repeat(6_000_000)), {}, '/v1/profile'],
    ['too many columns', Array.from({ length: 10_001 }, (_, index) => `c${index}`).join(), {}, '/v1/profile'],
    ['too many keys', `{${Array.from({ length: 10_001 }, (_, index) => `"k${index}":1`).join()}}`, {}, '/v1/profile'],
  ])('413: %s', async (_, body, headers, path) => {
    const startedAt = performance.now();
    const answer = await post(path, body, headers);
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect(await problemOf(answer)).toMatchObject({ status: 413, code: 'too-large' });
  });

  it('413: labels that unpack to too much', async () => {
    const label = { groundTruthData: { data: '1', encoding: 'CSV' }, eventMetadata: { eventId: 'e' } };
    const labels = gzipSync(`${JSON.stringify(label)}\n`.repeat(300_000));
    const constraints = '{"version":0,"binary_classification_constraints":{}}';
    const parts = [
      ['baseline', constraints, 'constraints.json'],
      ['ground-truth', labels, 'labels.jsonl.gz'],
      ['data', TODAY, 'data.csv'],
    ] as const;
    const answer = await post('/v1/check?monitor=model-quality', form(...parts));
    expect(await problemOf(answer)).toMatchObject({ status: 413, code: 'too-large' });
  });

  it('413: too many parts', async () => {
    const narrow = createApp({ engine, limits: { parts: 1 } });
    const body = form(['baseline', await makeProfile()], ['data', TODAY]);
    expect(await problemOf(await post('/v1/check', body, {}, narrow))).toMatchObject({
      status: 413,
      code: 'too-large',
    });
  });

  it('503: requests that together hold too much, until some of them end', async () => {
    const busy = createApp({ engine, limits: { heldBytes: 2 * TODAY.length } });
    const send = (copies: number) =>
      post('/v1/compare', form(['current', TODAY.repeat(copies)], ['reference', TRAIN]), {}, busy);
    const answer = await send(3);
    expect(await problemOf(answer)).toMatchObject({ status: 503, code: 'busy' });
    expect(answer.headers.get('retry-after')).toBe('1');
    expect((await send(1)).status).toBe(200);
  });

  it('414: an address that is too long', async () => {
    expect(await problemOf(await app.request(`/healthz?${'a'.repeat(9000)}`))).toMatchObject({ status: 414 });
  });

  it('keeps its failures to its log', async () => {
    const failures: Failure[] = [];
    const failing = createApp({
      engine: () => Promise.reject(new TidemarkError('unsupported', 'no engine at /home/somebody')),
      log: (failure) => failures.push(failure),
      createId: () => 'id-1',
    });
    const answer = await post('/v1/profile', TRAIN, {}, failing);
    const problem = await problemOf(answer);
    expect(problem).toMatchObject({ status: 500, code: 'internal', detail: 'see the log of the server' });
    expect(failures).toMatchObject([{ requestId: 'id-1', method: 'POST', path: '/v1/profile' }]);
  });

  it('makes the engine once, and again after it could not be made', async () => {
    let made = 0;
    const lazy = createApp({
      engine: () => {
        made += 1;
        return made === 1 ? Promise.reject(new Error('not yet')) : Promise.resolve(engine);
      },
    });
    const statuses = [];
    for (let turn = 0; turn < 3; turn += 1) statuses.push((await post('/v1/profile', TRAIN, {}, lazy)).status);
    expect({ made, statuses }).toEqual({ made: 2, statuses: [500, 200, 200] });
  });
});

/** Requests made from the OpenAPI document: no answer is a failure, and every one is as the document says. */
import { createApp } from '@tidemark/server';
import * as fc from 'fast-check';
import { createEngine } from 'tidemark/engine';
import { beforeAll, expect, it } from 'vitest';
import { findFaults, type Schema, type Schemas } from '../support/schema-faults.ts';

const RUNS = 300;

type App = ReturnType<typeof createApp>;

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Schemas };
}

let app: App;
let document: Document;
const failures: unknown[] = [];
const seen = new Set<number>();
beforeAll(async () => {
  app = createApp({ engine: await createEngine(), log: ({ error }) => failures.push(error) });
  const made = await app.request('/v1/profile', { method: 'POST', body: ROWS, headers: { accept: PROFILE } });
  profile = new Uint8Array(await made.arrayBuffer());
  document = (await (await app.request('/openapi.json')).json()) as Document;
});

const PROFILE = 'application/vnd.tidemark.profile';
const ROWS = 'age,city\n31,Ulm\n44,Bonn\n,\n';

let profile = new Uint8Array();

/** Bodies that are read, that are nearly read, and that are noise. */
function toData(): fc.Arbitrary<string | Uint8Array> {
  const cells = fc.array(fc.array(fc.string(), { maxLength: 4 }), { maxLength: 8 });
  return fc.oneof(
    fc.constantFrom<string | Uint8Array>(ROWS, ROWS, profile, '{"a":1}\n{"a":"x"}\n', '[{"a":{"b":[1,null]}}]'),
    fc.constantFrom('TIDE', '\ufeffa;b\n1;2', '', 'PAR1', '\u001f\u008b', '{"version":0,"features":[]}'),
    fc.json(),
    cells.map((rows) => rows.map((row) => row.join()).join('\n')),
    fc.uint8Array({ maxLength: 400 }),
  );
}

/** Values that a schema describes, and some that it does not. */
function toValue(schema: Schema): fc.Arbitrary<string> {
  const fits = schema.enum
    ? fc.constantFrom(...schema.enum.map(String))
    : fc.constantFrom('age', 'age,city', '0.01', 'NA');
  return fc.oneof({ arbitrary: fits, weight: 4 }, { arbitrary: fc.string(), weight: 1 });
}

interface Call {
  readonly path: string;
  readonly method: string;
  readonly query: readonly (readonly [string, string])[];
  readonly accept: string;
  readonly contentType: string;
  readonly parts: readonly (readonly [string, string | Uint8Array])[];
}

function toCalls(path: string, method: string, { parameters = [], requestBody }: Operation): fc.Arbitrary<Call> {
  const option = fc.oneof(
    ...parameters.map(({ name, schema }) => fc.tuple(fc.constant(name), toValue(schema))),
    fc.tuple(fc.string(), fc.string()),
  );
  const form = requestBody?.content['multipart/form-data']?.schema.properties;
  const names = form ? Object.keys(form) : ['body'];
  return fc.record({
    path: fc.constant(path),
    method: fc.constantFrom(method, method, method, 'GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'),
    query: fc.array(option, { maxLength: 3 }),
    accept: fc.constantFrom(
      '*/*',
      'application/json',
      'application/octet-stream',
      'text/html',
      'application/*;q=0.2',
      ',;=',
    ),
    contentType: fc.constantFrom(
      form ? 'form' : 'text/csv',
      form ? 'form' : 'application/json',
      'text/plain',
      'multipart/form-data',
      '',
    ),
    parts: fc.array(
      fc.tuple(
        fc.oneof({ arbitrary: fc.constantFrom(...names), weight: 9 }, { arbitrary: fc.string(), weight: 1 }),
        toData(),
      ),
      {
        maxLength: 4,
      },
    ),
  });
}

async function send({ path, method, query, accept, contentType, parts }: Call): Promise<Response> {
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const form = new FormData();
  for (const [name, content] of parts) form.append(name, new Blob([content as string]), 'file');
  const body = contentType === 'form' ? form : ((parts[0]?.[1] ?? '') as string);
  return app.request(`${path}?${new URLSearchParams(query.map((pair) => [...pair]))}`, {
    method,
    headers: { accept, ...(contentType !== 'form' && contentType !== '' && { 'content-type': contentType }) },
    ...(hasBody && { body }),
  });
}

async function judge(call: Call, operation: Operation): Promise<string[]> {
  const answer = await send(call);
  seen.add(answer.status);
  const isOther = call.method.toLowerCase() !== operationMethod(call.path);
  if (isOther)
    return answer.status === 405 && answer.headers.has('allow') ? [] : [`${answer.status} for another method`];
  const type = answer.headers.get('content-type') ?? '';
  const described = operation.responses[String(answer.status)]?.content?.[type]?.schema;
  if (answer.status >= 500 || !described) return [`${answer.status} ${type} is not in the document`];
  return /json/.test(type) ? findFaults(await answer.json(), described, document.components.schemas) : [];
}

function operationMethod(path: string): string {
  return Object.keys(document.paths[path] ?? {})[0] ?? '';
}

it('describes four routes, of OpenAPI 3.1', () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(Object.keys(document.paths)).toEqual(['/healthz', '/v1/profile', '/v1/check', '/v1/compare']);
});

it.each(['/v1/profile', '/v1/check', '/v1/compare'])(
  '%s answers whatever comes as the document says',
  async (path) => {
    const operation = document.paths[path]?.['post'];
    if (!operation) throw new Error(`expected ${path} in the document`);
    const calls = toCalls(path, 'POST', operation);
    await fc.assert(
      fc.asyncProperty(calls, async (call) => {
        expect(await judge(call, operation)).toEqual([]);
      }),
      { numRuns: RUNS, seed: 20_261_128 },
    );
    expect(failures).toEqual([]);
    expect([...seen]).toEqual(expect.arrayContaining([200, 400, 405, 415, 422]));
    expect(Object.keys(Object.prototype)).toEqual([]);
  },
  60_000,
);

/** Requests made from the OpenAPI document: no answer is a failure, and every one is as the document says. */
import { createApp } from '@tidemark/server';
import * as fc from 'fast-check';
import { createEngine } from 'tidemark/engine';
import { beforeAll, expect, it } from 'vitest';

const RUNS = 300;

type App = ReturnType<typeof createApp>;

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly minimum?: number;
}

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
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
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

/** What is wrong with a value, by the few words of JSON Schema that the document uses. */
function findFaults(value: unknown, given: Schema, at = '$'): string[] {
  const schema = given.$ref ? (document.components.schemas[given.$ref.split('/').at(-1) ?? ''] ?? {}) : given;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices)
    return choices.some((each) => findFaults(value, each, at).length === 0) ? [] : [`${at}: no alternative fits`];
  if (schema.const !== undefined && value !== schema.const) return [`${at}: expected ${JSON.stringify(schema.const)}`];
  if (schema.enum && !schema.enum.includes(value)) return [`${at}: expected one of ${schema.enum.join()}`];
  const types = [schema.type ?? []].flat();
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) return [`${at}: expected ${types.join()}`];
  if (typeof value === 'number' && value < (schema.minimum ?? value)) return [`${at}: below ${schema.minimum}`];
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => (schema.items ? findFaults(item, schema.items, `${at}[${index}]`) : []));
  }
  if (typeof value !== 'object' || value === null) return [];
  const missing = (schema.required ?? [])
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => `${at}: no ${name}`);
  const extra = Object.keys(value).filter(
    (name) => schema.additionalProperties === false && !schema.properties?.[name],
  );
  const inside = Object.entries(schema.properties ?? {}).flatMap(([name, each]) =>
    Object.hasOwn(value, name) ? findFaults((value as Record<string, unknown>)[name], each, `${at}.${name}`) : [],
  );
  return [...missing, ...extra.map((name) => `${at}: unknown ${name}`), ...inside];
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
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
  return /json/.test(type) ? findFaults(await answer.json(), described) : [];
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

/** The entry points that hostile inputs go to, reached through the public API. */
import { type Baseline, baseline, openBaseline } from 'tidemark';
import { type Attempt, attempt } from './attempt.ts';
import type { Entry } from './entry.ts';
import { type Payload, toBytes, toChunks } from './payload.ts';
import { attemptBody, attemptRaw, attemptRequest } from './http-targets.ts';
import { drawFeatureName, exportCsv } from './report-targets.ts';
import { type Mutation, mutate } from './profile-mutation.ts';

/** Every attempt that an entry asks for; null where the entry asks for what this runner cannot do. */
export type Target = (input: unknown) => Promise<Attempt[] | null>;

const VALID_ROWS = 'age,income,city\n31,1200.5,Ulm\n44,-3e9,Bonn\n,0.25,\n';

export const TARGETS: Readonly<Record<string, Target>> = {
  'csv-input': (input) => attemptStream(input),
  'capture-line': (input) => attemptStream(input, 'capture'),
  'capture-file': (input) => attemptStream(input, 'capture'),
  'profile-bytes': async (input) => {
    const { mutate: plan } = input as { readonly mutate: { readonly base: string; readonly ops: readonly Mutation[] } };
    const variants = plan.base === 'valid-profile' ? mutate(await makeValidProfile(), plan.ops) : null;
    if (variants === null) return null;
    const attempts: Attempt[] = [];
    for (const profile of variants) attempts.push(await attempt(() => openBaseline({ profile })));
    return attempts;
  },
  'statistics-json': (input) => attemptDocument(input, (statistics) => openBaseline({ statistics })),
  'feature-name': async (input) => [await attempt(() => drawFeatureName(String(input)))],
  'export-csv': async (input) => [await attempt(() => exportCsv(String(input)))],
  'json-body': (input) => attemptBody(input, 'application/json'),
  'ndjson-body': (input) => attemptBody(input, 'application/x-ndjson'),
  'http-raw': (input) => attemptRaw(input),
  'http-req': (input) => attemptRequest(input),
  'constraints-json': (input) => attemptDocument(input, (constraints) => openBaseline({ constraints })),
};

async function attemptStream(input: unknown, format?: 'capture'): Promise<Attempt[]> {
  const made = await attempt(async (watch) => {
    const chunks = toChunks(input as Payload);
    const stream = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await chunks.next();
        watch.look();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
    });
    return baseline(stream, format === undefined ? {} : { format });
  });
  return [made];
}

async function attemptDocument(input: unknown, open: (bytes: Uint8Array) => Promise<Baseline>): Promise<Attempt[]> {
  const bytes = await toBytes(input as Payload);
  return [await attempt(() => open(bytes))];
}

export async function makeValidProfile(): Promise<Uint8Array> {
  const { profile } = await baseline(new TextEncoder().encode(VALID_ROWS), { missing: ['NA'] });
  if (profile === null) throw new Error('expected a baseline made of rows to have a profile');
  return profile;
}

/** The attempts of an entry, or why there are none. */
export async function runEntry({ target, input }: Entry): Promise<Attempt[] | string> {
  const run = Object.hasOwn(TARGETS, target) ? TARGETS[target] : undefined;
  if (run === undefined) return `the target ${target} does not exist yet`;
  return (await run(input)) ?? 'the input asks for what this runner cannot make';
}

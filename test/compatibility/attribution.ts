/** Runs a case of feature attribution through the public API, as Model Monitor would. */
import { check, openBaseline } from 'tidemark';
import type { Case, Side } from './case.ts';
import { type Documents, readDocument } from './documents.ts';

const MONITOR = { monitor: 'attribution', compat: 'sagemaker' } as const;

export async function runAttribution(test: Case): Promise<Documents> {
  const base = await openBaseline({ analysis: await readDocument(test, test.baseline, 'analysis') }, MONITOR);
  if (test.current === undefined) return { analysis: (base.toJSON() as { readonly analysis: unknown }).analysis };
  const result = await check(await readAnalysis(test, test.current), base, MONITOR);
  const { analysis, violations } = result.toJSON() as { readonly analysis: unknown; readonly violations: unknown };
  return { analysis, violations: { version: '1.0', violations } };
}

async function readAnalysis(test: Case, side: Side): Promise<Uint8Array> {
  const analysis = await readDocument(test, side, 'analysis');
  return analysis instanceof Uint8Array ? analysis : Buffer.from(JSON.stringify(analysis));
}

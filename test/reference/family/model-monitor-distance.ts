/** Family `distance`: the drift distances of Model Monitor's engine. */
import type { MeasureOptions, MeasureSide } from 'tidemark/engine';
import { computed, missing, type ReferenceCase, toCategories, toCells, valueOf } from '../reference-case.ts';
import type { Numeric, ReferenceFile } from '../reference-file.ts';

type Sample = readonly number[] | Readonly<Record<string, number>>;

interface DistanceCase {
  readonly id: string;
  readonly kind: 'numerical' | 'categorical' | 'buckets';
  readonly method: string;
  readonly sample: Sample;
  readonly baseline: Sample;
  readonly alpha?: number;
  readonly output?: 'statistic' | 'p_value';
  readonly expected: Numeric;
}

export function readModelMonitorDistances(
  file: ReferenceFile & { readonly cases: readonly DistanceCase[] },
): ReferenceCase[] {
  return file.cases.map((test) => {
    const call = toCall(test);
    if (call === undefined) return missing(test.id, test.method);
    const sides = [toSide(test.kind, test.baseline), toSide(test.kind, test.sample)] as const;
    return computed(test.id, test.expected, file.tolerance ?? 0, (engine) =>
      valueOf(engine, call.id, sides, call.options),
    );
  });
}

function toCall({ kind, method, alpha, output }: DistanceCase): { id: string; options: MeasureOptions } | undefined {
  const distance = kind === 'numerical' ? 'ks' : 'l-infinity';
  switch (method) {
    case 'linf_simple':
      return { id: distance, options: { method: 'Simple' } };
    case 'linf_robust':
      return { id: distance, options: { method: 'Robust', ...(alpha !== undefined && { alpha }) } };
    case 'chi_square_regrouped':
      return {
        id: 'chi-square',
        options: { variant: 'regrouped', method: output === 'p_value' ? 'Robust' : 'Simple' },
      };
    case 'psi':
      return { id: 'psi', options: { smoothing: 'none' } };
    default:
      return undefined;
  }
}

function toSide(kind: DistanceCase['kind'], sample: Sample): MeasureSide {
  if (kind === 'numerical') return { values: sample as readonly number[] };
  return Array.isArray(sample) ? toCells(sample as readonly number[]) : toCategories(sample as Record<string, number>);
}

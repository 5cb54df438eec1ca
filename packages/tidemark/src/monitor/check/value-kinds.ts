/** How many values of a column are of a type, read from the counts of its lexical kinds. */
import type { Counts, InferredType } from '../../engine/statistics.js';
import type { Reading } from '../reading.js';

/** Values that are finite numbers in any spelling. */
export function countNumbers(counts: Counts): number {
  return counts.integral + counts.fractional + counts.exponent + counts.loose;
}

/** Values that satisfy an expected type. An integer satisfies Fractional. */
export function countMatching(type: InferredType, counts: Counts, reading: Reading): number {
  switch (type) {
    case 'Integral':
      return counts.integral;
    case 'Fractional':
      return reading === 'sagemaker'
        ? counts.integral + counts.fractional
        : countNumbers(counts) + countNonFinite(counts);
    case 'Boolean':
      return counts.boolean;
    case 'String':
      return counts.present - counts.integral - counts.fractional - counts.boolean;
    case 'Unknown':
      return counts.present;
  }
}

export function isNumericType(type: InferredType): boolean {
  return type === 'Integral' || type === 'Fractional';
}

function countNonFinite(counts: Counts): number {
  return counts.nan + counts.positiveInfinity + counts.negativeInfinity;
}

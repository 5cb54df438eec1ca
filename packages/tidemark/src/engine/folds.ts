/** Functions of one array whose answer is a few numbers, which cross as they are: no JSON, and nothing but the answer is made. */
import { crossing } from './boundary.js';
import type { ArrayMoments, EngineBackend, EvenBins, HistogramBin } from './port.js';

/** What the engine calls its operations, and how many numbers the first one takes. */
const MOMENTS = 0;
const EVEN_BINS = 1;
const BINS = 2;
const MOMENTS_NUMBERS = 11;

/** Where moments are put before they become an object: a new array costs as much as a call. */
const scratch = new Float64Array(MOMENTS_NUMBERS);

/** Undefined where the variance takes exact sums. */
export function foldMoments(backend: EngineBackend, values: Float64Array): ArrayMoments | undefined {
  scratch.fill(0);
  crossing(() => backend.fold(MOMENTS, values, scratch));
  const count = numberAt(scratch, 0);
  const variance = numberAt(scratch, 6);
  const isEmpty = count === 0;
  if (Number.isNaN(variance) && !isEmpty) return undefined;
  return {
    count,
    missing: numberAt(scratch, 1),
    infinite: numberAt(scratch, 2),
    minimum: isEmpty ? null : numberAt(scratch, 3),
    maximum: isEmpty ? null : numberAt(scratch, 4),
    mean: isEmpty ? null : numberAt(scratch, 5),
    variance: isEmpty ? null : variance,
    standardDeviation: isEmpty ? null : numberAt(scratch, 7),
  };
}

/** Undefined where a value is not finite, or there are no bins. */
export function foldEvenBins(
  backend: EngineBackend,
  values: Float64Array,
  { bins, minimum, maximum }: EvenBins,
): readonly HistogramBin[] | undefined {
  if (!(bins > 0 && bins <= 4096)) return undefined;
  const numbers = new Float64Array(2 * bins + 1);
  numbers.set([minimum, maximum]);
  crossing(() => backend.fold(EVEN_BINS, values, numbers));
  return toBins(numbers.subarray(2));
}

/** Undefined where a value is not finite. */
export function foldBins(
  backend: EngineBackend,
  values: Float64Array,
  edges: readonly number[],
): readonly HistogramBin[] | undefined {
  const numbers = new Float64Array(2 * edges.length + 1);
  numbers.set(edges);
  crossing(() => backend.fold(BINS, values, numbers));
  return toBins(numbers);
}

/** Of inner edges and, after them, the counts. */
function toBins(numbers: Float64Array): readonly HistogramBin[] | undefined {
  const last = numbers.length >> 1;
  if (Number.isNaN(numberAt(numbers, last))) return undefined;
  return Array.from({ length: last + 1 }, (_, bin) => {
    const count = numberAt(numbers, last + bin);
    return {
      lowerBound: bin === 0 ? null : numberAt(numbers, bin - 1),
      upperBound: bin === last ? null : numberAt(numbers, bin),
      count,
      least: count,
      most: count,
    };
  });
}

function numberAt(numbers: Float64Array, place: number): number {
  return numbers[place] ?? Number.NaN;
}

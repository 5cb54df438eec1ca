/** Family `distances`: every distance of two lists of categories, or of two samples of numbers and their bins. */
import type { Engine, MeasureOptions, MeasureSide } from 'tidemark/engine';
import { computed, missing, pValueOf, type ReferenceCase, toCategories, valueOf } from '../reference-case.ts';
import type { Numeric, ReferenceFile, Tolerance } from '../reference-file.ts';

type Sides = readonly [MeasureSide, MeasureSide];
type Compute = (engine: Engine, sides: Sides, options: MeasureOptions) => number;

const measured =
  (id: string, own: MeasureOptions = {}): Compute =>
  (engine, sides, options) =>
    valueOf(engine, id, sides, { ...own, ...options });

/** What each name in the files is. */
const QUANTITIES: Readonly<Record<string, Compute>> = {
  kl_ref_cur: measured('kl'),
  kl_cur_ref: (engine, [reference, current], options) => valueOf(engine, 'kl', [current, reference], options),
  js_divergence_nats: measured('js-divergence', { base: 'nats' }),
  js_divergence_bits: measured('js-divergence', { base: 'bits' }),
  js_distance_nats: measured('js-distance', { base: 'nats' }),
  js_distance_base2: measured('js-distance', { base: 'bits' }),
  hellinger: measured('hellinger'),
  tvd: measured('total-variation'),
  l_infinity: measured('l-infinity'),
  l_infinity_robust: measured('l-infinity', { method: 'Robust' }),
  psi_eps_1e_4: measured('psi', { smoothing: 'epsilon', smoothingAmount: 1e-4 }),
  psi_eps_1e_4_renormalised: measured('psi', { smoothing: 'epsilon', smoothingAmount: 1e-4, renormalise: true }),
  psi_exact: measured('psi', { smoothing: 'none' }),
  ks_statistic: measured('ks'),
  ks_robust: measured('ks', { method: 'Robust' }),
  ks_p_two_sided: (engine, sides) => pValueOf(engine, 'ks', sides, { pMethod: 'exact-untied' }),
  wasserstein: measured('wasserstein'),
  wasserstein_over_ref_population_std: measured('wasserstein', { variant: 'population-sd' }),
  wasserstein_over_ref_sample_std: measured('wasserstein', { variant: 'sample-sd' }),
  wasserstein_over_ref_iqr: measured('wasserstein', { variant: 'iqr' }),
};

/** Measures of bins, and the counts in them. */
interface Bins {
  readonly inner_edges: readonly number[];
  readonly reference_counts: readonly number[];
  readonly current_counts: readonly number[];
  readonly [quantity: string]: Numeric | readonly number[];
}

type Expected = Readonly<Record<string, Numeric | Bins | object>>;

interface CategoricalCase {
  readonly reference: Readonly<Record<string, number>>;
  readonly current: Readonly<Record<string, number>>;
  readonly expected: Readonly<Record<string, Numeric>>;
}

interface NumericCase {
  readonly id: string;
  readonly reference: readonly number[];
  readonly current: readonly number[];
  readonly expected: Expected;
}

export function readDistances(
  file: ReferenceFile & {
    readonly categorical?: readonly CategoricalCase[];
    readonly numeric?: readonly NumericCase[];
  },
): ReferenceCase[] {
  const tolerance = file.tolerance ?? 0;
  const categorical = (file.categorical ?? []).flatMap(({ reference, current, expected }, index) =>
    readQuantities(`categorical ${index}`, [toCategories(reference), toCategories(current)], expected, tolerance),
  );
  const numeric = (file.numeric ?? []).flatMap((test) => readNumeric(test, tolerance));
  return [...categorical, ...numeric];
}

function readNumeric({ id, reference, current, expected }: NumericCase, tolerance: Tolerance): ReferenceCase[] {
  const sides: Sides = [{ values: reference }, { values: current }];
  const { decile_bins: deciles, equal_width_10: widths, ...plain } = expected;
  return [
    ...readQuantities(id, sides, plain as Readonly<Record<string, Numeric>>, tolerance),
    ...(deciles ? readBins(`${id}, deciles`, sides, deciles as Bins, tolerance, {}) : []),
    ...(widths
      ? readBins(`${id}, equal widths`, sides, widths as Bins, tolerance, { bins: (widths as Bins).inner_edges })
      : []),
  ];
}

function readBins(
  name: string,
  sides: Sides,
  { inner_edges: edges, reference_counts: before, current_counts: now, ...quantities }: Bins,
  tolerance: Tolerance,
  options: MeasureOptions,
): ReferenceCase[] {
  const counts = (side: MeasureSide) => (engine: Engine) => engine.histogram(side, edges).map(({ count }) => count);
  return [
    computed(`${name}: reference_counts`, before, tolerance, counts(sides[0])),
    computed(`${name}: current_counts`, now, tolerance, counts(sides[1])),
    ...readQuantities(name, sides, quantities as Readonly<Record<string, Numeric>>, tolerance, options),
  ];
}

function readQuantities(
  name: string,
  sides: Sides,
  expected: Readonly<Record<string, Numeric>>,
  tolerance: Tolerance,
  options: MeasureOptions = {},
): ReferenceCase[] {
  return Object.entries(expected).map(([quantity, value]) => {
    const title = `${name}: ${quantity}`;
    const compute = QUANTITIES[quantity];
    if (compute === undefined) return missing(title, quantity);
    return computed(title, value, tolerance, (engine) => compute(engine, sides, options));
  });
}

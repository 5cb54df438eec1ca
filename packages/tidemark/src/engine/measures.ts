/** Every measure as a function of its own: `engine.measure` with the id filled in. `docs/measures.md` defines them. */
import type { Engine, MeasureOptions, MeasureResult, MeasureSide } from './port.js';

/** Compares a current side with a reference. `invalid-argument` for a side without values and an unknown option. */
export type MeasureFunction = (
  engine: Engine,
  reference: MeasureSide,
  current: MeasureSide,
  options?: MeasureOptions,
) => MeasureResult;

function measureOf(id: string): MeasureFunction {
  return (engine, reference, current, options) => engine.measure(id, reference, current, options);
}

export const kolmogorovSmirnov: MeasureFunction = measureOf('ks');
export const wasserstein: MeasureFunction = measureOf('wasserstein');
export const lInfinity: MeasureFunction = measureOf('l-infinity');
export const chiSquare: MeasureFunction = measureOf('chi-square');
export const populationStability: MeasureFunction = measureOf('psi');
export const jensenShannonDivergence: MeasureFunction = measureOf('js-divergence');
export const jensenShannonDistance: MeasureFunction = measureOf('js-distance');
export const hellinger: MeasureFunction = measureOf('hellinger');
export const totalVariation: MeasureFunction = measureOf('total-variation');
export const kullbackLeibler: MeasureFunction = measureOf('kl');

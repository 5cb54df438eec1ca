/** What the drift of a window costs by an estimator: its rows are read once more, by the attributes of the estimator's baseline. */
import type { Engine } from '../engine/port.js';
import { invalidArgument, isTidemarkError } from '../engine/errors.js';
import { isKnown } from '../monitor/attribute/is-known.js';
import { type DriftImpact, estimateImpact } from '../monitor/estimate/drift-impact.js';
import { toFeatureAttribute } from '../monitor/estimate/features.js';
import { type MonitoredEstimator, planWindow, toColumns } from '../monitor/estimate/monitored-estimator.js';
import { RowSample } from '../monitor/estimate/row-sample.js';
import type { ReadingOptions } from './options.js';
import { readSample } from './read-instances.js';
import type { Source } from '../source/source.js';
import { isReadOnce, readSide } from '../source/stored-side.js';

export async function findDriftImpact(
  engine: Engine,
  source: Source,
  fitted: MonitoredEstimator,
  given: ReadingOptions,
): Promise<DriftImpact> {
  const { columns: _, exclude: __, ...options } = given;
  if (isReadOnce(source)) throw unfit('a window that can be read twice', 'a stream');
  const side = await readSide(source, options);
  if (side.format !== 'rows') throw unfit('rows as the window', `a stored ${side.format}`);
  const sample = await readWindow(engine, source, fitted, options);
  const read = toColumns(sample.instances);
  const hasAnswers = read.probability.some(isKnown) || read.prediction.some(isKnown);
  const { plan, columns } = planWindow(fitted, read);
  const impact = estimateImpact(engine, { ...fitted, plan }, { columns, hasAnswers });
  if (impact !== null) return impact;
  throw unfit('an estimator that knows features', 'one without; name them with `features` when its baseline is made');
}

/** Without the answers, where a window of rows has no columns of them. */
async function readWindow(
  engine: Engine,
  source: Source,
  { plan, attributes }: MonitoredEstimator,
  options: ReadingOptions,
): Promise<RowSample> {
  const shared = {
    features: toFeatureAttribute(attributes.features),
    output: plan.problem === 'Regression' ? ('prediction' as const) : ('probability' as const),
    names: options.names,
  };
  try {
    const sample = new RowSample();
    await readSample(engine, source, { ...shared, usual: attributes }, options, sample);
    return sample;
  } catch (error) {
    if (!isTidemarkError(error) || error.code !== 'invalid-argument') throw error;
    const sample = new RowSample();
    await readSample(engine, source, shared, options, sample);
    return sample;
  }
}

function unfit(expected: string, found: string): Error {
  return invalidArgument(`expected ${expected} for \`estimator\`, found ${found}`);
}

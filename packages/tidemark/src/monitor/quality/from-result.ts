/** What the engine measured, as the statistics of model quality: Model Monitor's metrics alone where its reading is asked. */
import type { QualityMetric, QualityResult } from '../../engine/quality.js';
import type { Reading } from '../reading.js';
import { listComparedWithConstant, listConstrained, type Problem } from './metrics.js';
import type {
  ConfusionMatrix,
  MetricStatistics,
  QualityGroup,
  QualityMetrics,
  QualityStatistics,
  RoleAttributes,
} from './statistics.js';

/** What is known beside the result. */
export interface Told {
  readonly groups: readonly QualityGroup[];
  readonly probabilityThreshold?: number | undefined;
  /** The positive class of two as `toClass` spells it, where it is not 1. */
  readonly positive?: string | undefined;
  readonly attributes?: RoleAttributes | undefined;
}

export function toQualityStatistics(
  problem: Problem,
  result: QualityResult,
  reading: Reading,
  { groups, probabilityThreshold, positive, attributes }: Told,
): QualityStatistics {
  const { count, incomplete, curves } = result;
  const calibration = curves?.calibration.map(({ count: rows, meanScore, positiveFraction }) => ({
    count: rows,
    meanScore,
    positiveShare: positiveFraction,
  }));
  const own = {
    ...(probabilityThreshold !== undefined && { probabilityThreshold }),
    ...(positive !== undefined && { positive }),
    ...(attributes !== undefined && { attributes }),
    ...(incomplete > 0 && { incomplete }),
    ...(calibration && calibration.length > 0 && { calibration }),
    ...(groups.length > 0 && { groups }),
  };
  return {
    problem,
    version: 0,
    itemCount: count,
    metrics: { ...toMetrics(problem, result, reading), ...toConstantMetrics(problem, result, reading) },
    ...toParts(result),
    ...(reading === 'tidemark' && Object.keys(own).length > 0 && { tidemark: own }),
  };
}

/** `sagemaker`: those that Model Monitor has. */
export function toMetrics(
  problem: Problem,
  { metrics }: QualityResult,
  reading: Reading,
): Readonly<Record<string, MetricStatistics>> {
  const names = reading === 'sagemaker' ? listConstrained(problem).map(([metric]) => metric) : Object.keys(metrics);
  return Object.fromEntries(
    names.flatMap((name) => {
      const metric = metrics[name];
      return metric === undefined ? [] : [[name, toMetric(metric, reading)] as const];
    }),
  );
}

function toMetric(metric: QualityMetric, reading: Reading): MetricStatistics {
  const { value, standardDeviation = Number.NaN, standardError, interval, method, reason } = metric;
  const deviation = { standard_deviation: standardDeviation };
  if (reading === 'sagemaker') return { value: value ?? Number.NaN, ...deviation };
  const own = {
    ...(standardError !== undefined && { standardError }),
    ...(interval !== undefined && { interval }),
    ...(method !== undefined && { method }),
    ...(reason !== undefined && { reason }),
  };
  return { value, ...deviation, ...(Object.keys(own).length > 0 && { tidemark: own }) };
}

/** Of always answering the class that most rows have. */
function toConstantMetrics(
  problem: Problem,
  { baselines }: QualityResult,
  reading: Reading,
): Readonly<Record<string, MetricStatistics>> {
  const metrics = baselines?.['majority']?.metrics ?? {};
  return Object.fromEntries(
    listComparedWithConstant(problem).flatMap((name) => {
      const metric = metrics[name];
      return metric === undefined ? [] : [[`${name}_best_constant_classifier`, toMetric(metric, reading)] as const];
    }),
  );
}

function toParts({ confusion, curves }: QualityResult): Omit<QualityMetrics, 'metrics'> {
  const { roc, precisionRecall } = curves ?? {};
  return {
    ...(confusion && { confusion_matrix: toMatrix(confusion) }),
    ...(roc && {
      receiver_operating_characteristic_curve: {
        false_positive_rates: roc.falsePositiveRates,
        true_positive_rates: roc.truePositiveRates,
      },
    }),
    ...(precisionRecall && { precision_recall_curve: toAscending(precisionRecall) }),
  };
}

function toMatrix({ labels, counts }: NonNullable<QualityResult['confusion']>): ConfusionMatrix {
  const rows = labels.map((actual, row) => {
    const cells = labels.map((predicted, column) => [predicted, counts[row]?.[column] ?? 0] as const);
    return [actual, Object.fromEntries(cells)] as const;
  });
  return Object.fromEntries(rows);
}

/** From the lowest recall to the highest, as Model Monitor writes the curve. */
function toAscending({ precisions, recalls }: { precisions: readonly number[]; recalls: readonly number[] }): {
  readonly precisions: readonly number[];
  readonly recalls: readonly number[];
} {
  const isAscending = (recalls[0] ?? 0) <= (recalls.at(-1) ?? 0);
  return isAscending ? { precisions, recalls } : { precisions: precisions.toReversed(), recalls: recalls.toReversed() };
}

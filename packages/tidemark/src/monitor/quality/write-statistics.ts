/** Statistics of model quality as statistics.json has them. */
import { PROBLEM_KEYS } from './metrics.js';
import type { QualityStatistics } from './statistics.js';

export function toStatisticsDocument(statistics: QualityStatistics): object {
  const { problem, version, itemCount, evaluationTime, metrics, tidemark } = statistics;
  const { confusion_matrix, receiver_operating_characteristic_curve, precision_recall_curve } = statistics;
  return {
    version,
    dataset: { item_count: itemCount, ...(evaluationTime !== undefined && { evaluation_time: evaluationTime }) },
    [`${PROBLEM_KEYS[problem]}_metrics`]: {
      ...(confusion_matrix && { confusion_matrix }),
      ...metrics,
      ...(receiver_operating_characteristic_curve && { receiver_operating_characteristic_curve }),
      ...(precision_recall_curve && { precision_recall_curve }),
    },
    ...(tidemark && { tidemark }),
  };
}

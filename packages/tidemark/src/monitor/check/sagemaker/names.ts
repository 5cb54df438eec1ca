/** Columns without names are written under those of the baseline's features, position by position. */
import type { ConstraintsDocument } from '../../document/constraints.js';
import type { StatisticsDocument } from '../../document/statistics.js';
import { isPositional } from '../pair.js';

export function nameByPosition(statistics: StatisticsDocument, { features }: ConstraintsDocument): StatisticsDocument {
  if (!isPositional(statistics.features.map(({ name }) => name))) return statistics;
  return {
    ...statistics,
    features: statistics.features.map((feature, index) => ({
      ...feature,
      name: features[index]?.name ?? feature.name,
    })),
  };
}

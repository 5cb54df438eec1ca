/** The numbers that a baseline has of a column, by simple-statistics. */
import { max, mean, min, quantile, standardDeviation, sum } from 'simple-statistics';

const probabilities = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

export function summarize(values) {
  return {
    sum: sum(values),
    mean: mean(values),
    standardDeviation: standardDeviation(values),
    min: min(values),
    max: max(values),
    quantiles: quantile(values, probabilities),
  };
}

/** Arquero over a column. */
import { op, table } from 'arquero';

export function arqueroMoments(column) {
  const data = table({ v: column });
  return () => {
    const found = data
      .rollup({ minimum: op.min('v'), maximum: op.max('v'), mean: op.mean('v'), variance: op.variance('v') })
      .object();
    return [found.minimum, found.maximum, found.mean, found.variance];
  };
}

export function arqueroQuantiles(column, probabilities) {
  const data = table({ v: column });
  const wanted = Object.fromEntries(probabilities.map((at, index) => [`q${index}`, op.quantile('v', at)]));
  return () => Object.values(data.rollup(wanted).object());
}

export function arqueroDistinct(column) {
  const data = table({ v: column });
  return () => [data.rollup({ count: op.distinct('v') }).object().count];
}

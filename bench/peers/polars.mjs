/** Polars over a column, on one thread. */
process.env.POLARS_MAX_THREADS = '1';
const { default: pl } = await import('nodejs-polars');

export async function polarsOver(column) {
  const data = pl.DataFrame([pl.Series('v', column, pl.Float64)]);
  const v = pl.col('v');
  const first = (...expressions) => data.select(...expressions).row(0);
  return {
    moments: () => {
      const [minimum, maximum, mean, deviation] = first(
        v.min().as('minimum'),
        v.max().as('maximum'),
        v.mean().as('mean'),
        v.std().as('deviation'),
      );
      return [minimum, maximum, mean, deviation ** 2];
    },
    quantiles: (probabilities) => first(...probabilities.map((at, index) => v.quantile(at).as(`q${index}`))),
    distinct: () => first(v.nUnique().as('count')),
  };
}

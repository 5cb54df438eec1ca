/** How far the sketches are from the exact answer (P15, and the error of P13). */
import { runProgram } from '../kernels.mjs';
import { toShort } from '../side-table.mjs';

function most(list, name) {
  return Math.max(...list.map((each) => each[name]));
}

export async function run({ lengthOf, size }) {
  const length = lengthOf(1_000_000);
  const lines = runProgram('accuracy', [length, size === 'full' ? 200 : 10]);
  const quantiles = lines.filter(({ kind }) => kind === 'quantiles');
  const distinct = lines.filter(({ kind }) => kind === 'distinct');
  const smooth = quantiles.filter(({ isSmooth }) => isSmooth);
  const exact = quantiles.filter(({ isExact }) => isExact);
  const outside = quantiles.filter(({ isWithin }) => !isWithin);
  const dense = distinct.filter(({ bytes }) => bytes > 4000);
  return {
    numbers: {
      'accuracy: rank error': most(smooth, 'rankError'),
      'accuracy: KS error': most(smooth, 'ksError'),
      'accuracy: bytes': most(smooth, 'bytes'),
      'accuracy: exact': Math.max(most(exact, 'rankError'), most(exact, 'ksError')),
      'accuracy: outside': outside.length,
      'accuracy: distinct': most(dense.length > 0 ? dense : distinct, 'error'),
    },
    tables: [
      {
        title: `Quantile sketch, ${length.toLocaleString('en')} values, beside sorting them`,
        note: 'Ranks at 11 probabilities from 0.001 to 0.999; KS between two samples, the second moved.',
        head: ['shape', 'bytes', 'largest rank error', 'certificate', 'KS error', 'within what it says of itself'],
        rows: quantiles.map((each) => [
          each.name,
          toShort(each.bytes),
          each.rankError.toExponential(1),
          each.certificate.toExponential(1),
          each.ksError.toExponential(1),
          each.isWithin ? 'yes' : '**no**',
        ]),
      },
      {
        title: 'Distinct count',
        head: ['distinct values', 'seeds', 'bytes at most', 'standard error'],
        rows: distinct.map(({ count, seeds, bytes, error }) => [
          toShort(count),
          toShort(seeds),
          toShort(bytes),
          `${toShort(error * 100)} %`,
        ]),
      },
    ],
  };
}

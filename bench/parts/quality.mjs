/**
 * All metrics of binary predictions with scores, every distinct score kept or counted in bins. `bench/python/quality.py` times
 * scikit-learn on the same rows.
 */
import { requireNear } from '../agree.mjs';
import { engines } from '../engines.mjs';
import { toSideTable } from '../side-table.mjs';
import { takeTurns } from '../take-turns.mjs';

/** Scores that are nearly all distinct, and labels that are as likely as they say: by a generator that Python repeats. */
function makeScores(length) {
  const [label, probability] = [new Float64Array(length), new Float64Array(length)];
  let state = 1;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  for (let row = 0; row < length; row++) {
    probability[row] = next();
    label[row] = Number(next() < probability[row]);
  }
  return { label, probability };
}

/** What everybody writes for the area alone: sort and add ranks; ties are as good as absent here. */
function areaByHand({ label, probability }) {
  const order = Uint32Array.from(label, (_, row) => row).sort((a, b) => probability[a] - probability[b]);
  let [sum, positives] = [0, 0];
  for (const [place, row] of order.entries()) {
    if (label[row] === 1) {
      sum += place + 1;
      positives++;
    }
  }
  return (sum - (positives * (positives + 1)) / 2) / (positives * (label.length - positives));
}

export async function run({ lengthOf, rounds }) {
  const length = lengthOf(1_000_000);
  const columns = makeScores(length);
  const able = engines.filter((engine) => typeof engine.quality === 'function');
  const ours = able.flatMap((engine) =>
    ['exact', 'histogram'].map((form) => ({
      name: `tidemark, ${engine.backend.name}, ${form}`,
      values: length,
      clock: 'process',
      run: () => engine.quality('BinaryClassification', columns, { form }).metrics.auc.value,
    })),
  );
  const byHand = { name: 'by hand, the area alone', values: length, clock: 'thread', run: () => areaByHand(columns) };
  const results = await takeTurns([...ours, byHand], rounds);
  for (const { name, found } of results) requireNear(`the area of ${name}`, [found], [results[0].found], 1e-3);
  const title = `All binary metrics and curves of ${length.toLocaleString('en')} scores, per score`;
  return toSideTable(
    'quality',
    title,
    results,
    ours.map(({ name }) => name),
  );
}

/**
 * All metrics and curves of binary predictions with scores, every distinct score kept or counted in bins, beside scikit-learn's
 * functions for those that it has.
 */
import { requireNear } from '../agree.mjs';
import { engines } from '../engines.mjs';
import { python, toPythonSide, writeColumn } from '../python.mjs';
import { toSideTable } from '../side-table.mjs';
import { takeTurns } from '../take-turns.mjs';

/** Scores that are nearly all distinct, and labels that are as likely as they say. */
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
  return { auc: (sum - (positives * (positives + 1)) / 2) / (positives * (label.length - positives)) };
}

function measure(engine, columns, form) {
  const { metrics } = engine.quality('BinaryClassification', columns, { form });
  return Object.fromEntries(Object.entries(metrics).map(([id, { value }]) => [id, value]));
}

export async function run({ lengthOf, rounds, hasPeers }) {
  const length = lengthOf(1_000_000);
  const columns = makeScores(length);
  const ours = engines.flatMap((engine) =>
    ['exact', 'histogram'].map((form) => ({
      name: `tidemark, ${engine.backend.name}, ${form}`,
      values: length,
      clock: 'process',
      run: () => measure(engine, columns, form),
    })),
  );
  const byHand = { name: 'by hand, the area alone', values: length, clock: 'thread', run: () => areaByHand(columns) };
  const hasPython = hasPeers && python !== undefined;
  const files = () => Object.entries(columns).map(([name, column]) => writeColumn(`quality-${name}.f64`, column));
  const peer = hasPython && toPythonSide('scikit-learn', length, 'quality.py', files());
  const results = await takeTurns([...ours, byHand, ...(peer ? [peer.side] : [])], rounds);
  const [{ found: exact }] = results;
  for (const { name, found } of results) {
    // Bins know a score to 0.00005, and the rows of one in no order.
    const tolerance = name.endsWith('histogram') ? 1e-3 : 1e-9;
    const ids = name.startsWith('tidemark') ? ['auc'] : Object.keys(found);
    const valuesOf = (side) => ids.map((id) => side[id]);
    requireNear(`${ids.join(', ')} of ${name}`, valuesOf(found), valuesOf(exact), tolerance);
  }
  const title = `All binary metrics and curves of ${length.toLocaleString('en')} scores, per score`;
  const names = ours.map(({ name }) => name);
  const table = toSideTable('quality', title, results, names, peer ? peer.note() : undefined);
  return { ...table, absent: peer ? [] : ['`BENCH_PYTHON` names no Python that has scikit-learn'] };
}

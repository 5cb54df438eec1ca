/**
 * All bias metrics of counts over a million rows, without the flip test, beside the same by pandas. The wheel of smclarify is
 * under the Amazon Software License, which limits its use to Amazon's platforms, so it is not run.
 */
import { requireNear } from '../agree.mjs';
import { createUniform } from '../columns.mjs';
import { engines } from '../engines.mjs';
import { python, toPythonSide, writeColumn } from '../python.mjs';
import { toSideTable } from '../side-table.mjs';
import { takeTurns } from '../take-turns.mjs';

const GROUPS = 10;

function createColumns(length) {
  const uniform = createUniform(1);
  const draw = (make) => Array.from({ length }, () => make(uniform()));
  return {
    sex: draw((u) => (u < 0.4 ? 'f' : 'm')),
    label: draw((u) => (u < 0.3 ? 1 : 0)),
    predicted: draw((u) => (u < 0.35 ? 1 : 0)),
    group: draw((u) => `g${Math.floor(u * GROUPS)}`),
  };
}

/** The same columns as they lie in memory elsewhere: small integers, and texts by code. */
function layColumnsOut({ sex, label, predicted, group }) {
  const encoder = new TextEncoder();
  const byCode = (texts) => {
    const values = [...new Set(texts)];
    const places = new Map(values.map((text, place) => [text, place]));
    const data = encoder.encode(values.join(''));
    const offsets = Uint32Array.from([0, ...values.map((_, place) => values.slice(0, place + 1).join('').length)]);
    return { codes: Uint32Array.from(texts, (text) => places.get(text)), offsets, data };
  };
  return {
    sex: byCode(sex),
    label: Int8Array.from(label),
    predicted: Int8Array.from(predicted),
    group: byCode(group),
  };
}

const CONFIG = {
  label: 'label',
  label_values_or_threshold: [1],
  facet: [{ name_or_index: 'sex', value_or_threshold: ['f'] }],
  predicted_label: 'predicted',
  group_variable: 'group',
  methods: {
    pre_training_bias: { methods: 'all' },
    post_training_bias: { methods: ['AD', 'CDDPL', 'DAR', 'DCA', 'DCR', 'DI', 'DPPL', 'DRR', 'GE', 'RD', 'SD', 'TE'] },
  },
};

/** Only the difference of positive labels and the recall difference, in one loop over the arrays. */
function byHand({ sex, label, predicted }) {
  const rows = { f: [0, 0, 0], m: [0, 0, 0] };
  for (let row = 0; row < sex.length; row++) {
    const counts = rows[sex[row]];
    counts[0]++;
    counts[1] += label[row];
    counts[2] += label[row] & predicted[row];
  }
  const { f, m } = rows;
  return { DPL: m[1] / m[0] - f[1] / f[0], RD: m[2] / m[1] - f[2] / f[1] };
}

/** The columns as bytes, for Python. */
function writeColumns({ sex, label, predicted, group }) {
  const columns = {
    sex: sex.map((text) => Number(text === 'f')),
    label,
    predicted,
    group: group.map((text) => text.slice(1)),
  };
  return Object.entries(columns).map(([name, column]) => writeColumn(`bias-${name}.u8`, Uint8Array.from(column)));
}

function measure(engine, given) {
  const report = engine.bias(given, CONFIG, { rules: 'clarify', confidence: null });
  const [{ preTraining, postTraining }] = report.facets[0].entries;
  return Object.fromEntries([...preTraining, ...postTraining].map(({ name, value }) => [name, value]));
}

export async function run({ lengthOf, rounds, hasPeers }) {
  const length = lengthOf(1_000_000);
  const columns = createColumns(length);
  const laidOut = layColumnsOut(columns);
  const inputs = [
    { what: 'arrays', given: columns },
    { what: 'columns as they lie', given: laidOut },
  ];
  const ours = inputs.flatMap(({ what, given }) =>
    engines.map((engine) => ({
      name: `tidemark, ${engine.backend.name}, ${what}`,
      values: length,
      clock: 'process',
      run: () => measure(engine, given),
    })),
  );
  const hand = { name: 'by hand, two of the metrics', values: length, clock: 'thread', run: () => byHand(columns) };
  const peer = hasPeers && python !== undefined && toPythonSide('pandas', length, 'bias.py', writeColumns(columns));
  const results = await takeTurns([...ours, hand, ...(peer ? [peer.side] : [])], rounds);
  for (const { name, found } of results) {
    const ids = Object.keys(found);
    const valuesOf = (side) => ids.map((id) => side[id]);
    requireNear(`${ids.join(', ')} of ${name}`, valuesOf(found), valuesOf(results[0].found), 1e-9);
  }
  const title = `Twenty bias metrics of ${length.toLocaleString('en')} rows, per row`;
  const names = ours.map(({ name }) => name);
  const table = toSideTable('bias', title, results, names, peer ? peer.note() : undefined);
  return { ...table, absent: peer ? [] : ['`BENCH_PYTHON` names no Python that has pandas'] };
}

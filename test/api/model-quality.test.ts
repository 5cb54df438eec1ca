/** The quality of a model through the public API: the answers of a window against those of a baseline. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { baseline, check, findResult, openBaseline, openDocument, openResult } from 'tidemark';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../support/random.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-quality-'));
});
afterAll(() => rm(folder, { recursive: true }));

const MAIN = fileURLToPath(new URL('../../packages/tidemark/dist/cli/main.js', import.meta.url));

function tidemark(...args: readonly string[]) {
  return spawnSync(process.execPath, [MAIN, ...args], { cwd: folder, encoding: 'utf8' });
}

const MONITOR = { monitor: 'model-quality' } as const;
const COLUMNS = { label: 'label', prediction: 'prediction', probability: 'score' } as const;
const BINARY = { ...MONITOR, ...COLUMNS, problem: 'BinaryClassification' } as const;

/** Answers of a classifier that is right in a share of all rows. */
function toRows(count: number, share: number, seed: number) {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, row) => {
    const label = Number(random.uniform() < 0.4);
    const isRight = random.uniform() < share;
    const score = (isRight ? label : 1 - label) * 0.5 + random.uniform() * 0.5;
    return { label, score, prediction: Number(score > 0.5), region: row % 4 === 0 ? 'north' : 'south' };
  });
}

const asked = (threshold: number) => ({
  version: 0,
  binary_classification_constraints: { accuracy: { threshold, comparison_operator: 'LessThanThreshold' } },
});

const toLines = (records: readonly object[]) => Buffer.from(records.map((each) => JSON.stringify(each)).join('\n'));

function toCsv(rows: readonly object[]): string {
  return [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))].map((cells) => cells.join()).join('\n');
}

async function savedBaseline(): Promise<string> {
  const directory = join(folder, 'told');
  await (await baseline(TRAIN, BINARY)).save(directory);
  return directory;
}

const TRAIN = toRows(2000, 0.9, 1);
const SAME = toRows(1500, 0.9, 2);
const WORSE = toRows(1500, 0.75, 3);

describe('the quality of a model', () => {
  it('has a baseline of metrics, with a threshold for each that has one', async () => {
    const base = await baseline(TRAIN, BINARY);
    expect(base.statistics?.itemCount).toBe(2000);
    expect(Object.keys(base.constraints.metrics)).toHaveLength(11);
    expect(base.constraints.metrics['accuracy']).toEqual({
      threshold: base.statistics?.metrics['accuracy']?.value,
      comparison_operator: 'LessThanThreshold',
    });
    expect(base.toText()).toContain('Baseline of model quality over 2,000 rows: BinaryClassification.');
  });

  it('is not violated by a window that is as good, and is by one that is worse', async () => {
    const base = await baseline(TRAIN, BINARY);
    const same = await check(SAME, base, BINARY);
    expect(same.violations).toEqual([]);
    expect(same.testCount).toBe(11);
    const worse = await check(WORSE, base, BINARY);
    expect(worse.violations.map(({ metric_name: name }) => name)).toContain('accuracy');
    const [violation] = worse.violations.filter(({ metric_name: name }) => name === 'falsePositiveRate');
    expect(violation).toMatchObject({
      constraint_check_type: 'GreaterThanThreshold',
      counts: { reference: 2000, current: 1500 },
    });
    expect(violation?.description).toMatch(
      /^false_positive_rate is 0\.\d+ \(95% interval .*\), above the threshold 0\.\d+$/,
    );
  });

  it('takes a threshold written by hand as exact', async () => {
    const statistics = (await baseline(SAME, BINARY)).toJSON() as { readonly statistics: object };
    const run = async (threshold: number) =>
      check(SAME, await openBaseline({ ...statistics, constraints: asked(threshold) }, MONITOR), BINARY);
    expect((await run(0.85)).violations).toEqual([]);
    expect((await run(0.95)).violations).toHaveLength(1);
  });

  it('is saved, opened again and drawn in every form', async () => {
    const base = await baseline(TRAIN, BINARY);
    await base.save(join(folder, 'base'));
    const result = await check(WORSE, join(folder, 'base'), BINARY);
    await result.save(join(folder, 'result'));
    expect((await readdir(join(folder, 'result'))).toSorted()).toEqual([
      'baseline_constraints.json',
      'baseline_statistics.json',
      'constraint_violations.json',
      'constraints.json',
      'report.html',
      'statistics.json',
      'verdict.json',
    ]);
    const opened = await openResult(join(folder, 'result'), MONITOR);
    expect(opened.toJSON()).toEqual(result.toJSON());
    expect((await findResult(join(folder, 'result'))).toText()).toBe(result.toText());
    for (const name of ['r.html', 'r.md', 'r.csv', 'r.txt', 'r.json']) {
      await opened.save(join(folder, name));
      expect(await readFile(join(folder, name), 'utf8')).toContain('accuracy');
    }
    const page = await readFile(join(folder, 'result/report.html'), 'utf8');
    for (const title of ['ROC curve', 'Precision and recall', 'Calibration', 'Confusion matrix, baseline']) {
      expect(page).toContain(title);
    }
    for (const [name, text] of [
      ['statistics.json', 'Quality of a model over 1,500 rows'],
      ['constraints.json', 'Constraints on the quality of a model'],
      ['constraint_violations.json', 'accuracy'],
    ] as const) {
      expect((await openDocument(join(folder, 'result', name))).toText()).toContain(text);
    }
  });

  it('is measured by groups too, of which small ones are named', async () => {
    const rows = [...TRAIN, ...toRows(10, 0.9, 4).map((row) => ({ ...row, region: 'west' }))];
    const base = await baseline(rows, BINARY);
    const options = { ...BINARY, group: ['region'] };
    const { statistics, violations, notEvaluated } = await check(
      SAME.map((row) => (row.region === 'north' ? { ...row, label: 1 - row.label } : row)),
      base,
      options,
    );
    const groups = statistics.tidemark?.groups ?? [];
    expect(groups.map(({ value, count }) => [value, count])).toEqual([
      ['south', 1125],
      ['north', 375],
    ]);
    expect(violations.some(({ group }) => group?.value === 'north')).toBe(true);
    expect(violations.some(({ group }) => group?.value === 'south')).toBe(false);
    const small = await check(rows, base, options);
    expect(small.notEvaluated.find(({ group }) => group?.value === 'west')).toMatchObject({
      reason: '10 rows are too few',
    });
    expect(notEvaluated).toEqual([]);
  });

  it('is the same from a file that is streamed and from records', async () => {
    const head = 'label,score,prediction';
    const lines = TRAIN.map(({ label, score, prediction }) => [label, score, prediction].join());
    const bytes = new TextEncoder().encode([head, ...lines, '1,,', ',0.5,1', 'x'].join('\n'));
    const streamed = await baseline(bytes, BINARY);
    // What is opened once is not looked at before it is read as one of several.
    const once = {
      name: 'once.csv',
      async *open() {
        yield bytes;
      },
    };
    const recorded = await baseline([once], BINARY);
    expect(streamed.statistics).toEqual(recorded.statistics);
    expect(streamed.statistics?.itemCount).toBe(2000);
    expect(streamed.report).toMatchObject({ quarantined: 1 });
    await expect(baseline(bytes, { ...BINARY, label: 'lable' })).rejects.toThrow('`lable`');
  });

  it('is the same from several files, which are streamed as one is', async () => {
    const head = 'label,score,prediction';
    const lines = TRAIN.map(({ label, score, prediction }) => [label, score, prediction].join());
    const path = await mkdtemp(join(folder, 'several-'));
    const halves = [lines.slice(0, 700), lines.slice(700)];
    await Promise.all(halves.map((half, index) => writeFile(join(path, `${index}.csv`), [head, ...half].join('\n'))));
    const whole = await baseline(new TextEncoder().encode([head, ...lines].join('\n')), BINARY);
    const files = [join(path, '0.csv'), join(path, '1.csv')];
    for (const source of [path, files]) {
      const { statistics } = await baseline(source, BINARY);
      expect(statistics).toEqual(whole.statistics);
      // Where every line becomes a record, a wrong name is a column without values.
      await expect(baseline(source, { ...BINARY, label: 'lable' })).rejects.toThrow(
        'expected a column `lable` as label',
      );
    }
    await writeFile(join(path, '2.jsonl'), toLines(TRAIN));
    await expect(baseline(path, BINARY)).rejects.toThrow('2.jsonl');
  });

  it('joins capture records with their labels', async () => {
    const captured = SAME.map(({ score }, row) => ({
      captureData: {
        endpointInput: { data: '1,2', encoding: 'CSV', observedContentType: 'text/csv', mode: 'INPUT' },
        endpointOutput: { data: String(score), encoding: 'CSV', observedContentType: 'text/csv', mode: 'OUTPUT' },
      },
      eventMetadata: { eventId: `e${row}`, inferenceTime: '2026-11-22T08:00:00Z' },
      eventVersion: '0',
    }));
    const labels = SAME.slice(300).map(({ label }, row) => ({
      groundTruthData: { data: String(label), encoding: 'CSV' },
      eventMetadata: { eventId: `e${row + 300}` },
      eventVersion: '0',
    }));
    const base = await baseline(TRAIN, BINARY);
    const result = await check(toLines(captured), base, { ...MONITOR, groundTruth: toLines(labels) });
    expect(result.groundTruth).toMatchObject({ records: 1500, joined: 1200, recordsWithoutLabel: 300 });
    expect(result.statistics.itemCount).toBe(1200);
    expect(result.toText()).toContain('1,200 of 1,500 capture records with a label (80%).');
  });

  it('reads a window of rows as the baseline was told to, and counts the rows that it leaves out', async () => {
    const base = await openBaseline(await savedBaseline(), MONITOR);
    const window = [...SAME, { label: '', score: 0.7, prediction: 1, region: 'south' }];
    const result = await check(window, base, MONITOR);
    expect(result.statistics).toMatchObject({ itemCount: SAME.length, tidemark: { incomplete: 1 } });
    expect(result.toText()).toContain('1 row without a label or an answer left out.');
    const file = join(folder, 'window.csv');
    await writeFile(file, toCsv(window));
    const streamed = await check(file, base, MONITOR);
    expect(streamed.statistics.metrics).toEqual(result.statistics.metrics);
    await writeFile(file, toCsv(SAME.map(({ score, prediction, region }) => ({ score, prediction, region }))));
    const unlabelled = await check(file, base, MONITOR);
    expect(unlabelled.statistics.itemCount).toBe(0);
    expect(unlabelled.estimates?.count).toBe(SAME.length);
  });

  it('estimates around scores that are no numbers', async () => {
    const base = await baseline(TRAIN, {
      ...MONITOR,
      problem: 'BinaryClassification',
      label: 'label',
      probability: 'score',
    });
    const window = SAME.map(({ score }, row) => ({ score: row === 0 ? 'nan' : score }));
    const { estimates } = await check(window, base, MONITOR);
    expect(estimates).toMatchObject({ count: SAME.length - 1, skipped: 1, reason: null });
  });

  it('predicts by the threshold of the baseline where a check names none', async () => {
    const scores = { ...MONITOR, problem: 'BinaryClassification', label: 'label', probability: 'score' } as const;
    const base = await baseline(TRAIN, { ...scores, probabilityThreshold: 0.7 });
    expect((await check(TRAIN, base, scores)).violations).toEqual([]);
    const other = await check(TRAIN, base, { ...scores, probabilityThreshold: 0.3 });
    expect(other.violations.map(({ metric_name: name }) => name)).toContain('precision');
  });

  it('knows which label is positive where it is told', async () => {
    const name = (rows: typeof TRAIN) =>
      rows.map((row) => ({ ...row, label: row.label ? 'bad' : 'good', prediction: row.prediction ? 'bad' : 'good' }));
    await writeFile(join(folder, 'named.csv'), toCsv(name(TRAIN)));
    await writeFile(join(folder, 'worse.csv'), toCsv(name(WORSE)));
    const words = ['--monitor', 'model-quality', '--label', 'label', '--prediction', 'prediction'];
    const named = [...words, '--probability', 'score', '--problem', 'BinaryClassification', '-o', 'named'];
    expect(tidemark('baseline', 'named.csv', ...named)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('name the positive class with `positive`') as string,
    });
    expect(tidemark('baseline', 'named.csv', ...named, '--positive', 'Bad')).toMatchObject({
      status: 64,
      stderr: expect.stringContaining('found Bad, which no row has as its label') as string,
    });
    await writeFile(
      join(folder, 'mixed.csv'),
      toCsv(name(TRAIN))
        .replaceAll(/,bad,/g, ',1,')
        .replaceAll(/,good,/g, ',0,'),
    );
    expect(tidemark('baseline', 'mixed.csv', ...named, '--positive', 'bad')).toMatchObject({
      status: 64,
      stderr: expect.stringContaining('found bad, which no row has as its prediction') as string,
    });
    expect(tidemark('baseline', 'named.csv', ...named, '--positive', 'bad').status).toBe(0);
    await writeFile(join(folder, 'positive.yaml'), 'model: { positive: bad }\n');
    expect(tidemark('baseline', 'named.csv', ...named, '--config', 'positive.yaml').status).toBe(0);
    const numbers = await baseline(TRAIN, BINARY);
    const base = await openBaseline(join(folder, 'named'), MONITOR);
    expect(base.statistics?.tidemark?.positive).toBe('bad');
    expect(base.statistics?.metrics).toEqual(numbers.statistics?.metrics);
    expect(base.statistics?.confusion_matrix?.['bad']?.['bad']).toBe(
      numbers.statistics?.confusion_matrix?.['1']?.['1'],
    );
    // A check has it from the baseline, whether rows are streamed or held.
    const streamed = tidemark(
      'check',
      'worse.csv',
      ...words,
      '--probability',
      'score',
      '--baseline',
      'named',
      '--json',
    );
    const found = JSON.parse(streamed.stdout) as { readonly violations: readonly { readonly metric_name: string }[] };
    expect(found.violations.map(({ metric_name: metric }) => metric)).toContain('accuracy');
    const held = await check(name(WORSE), base, { ...MONITOR, ...COLUMNS });
    expect(held.violations.map(({ metric_name: metric }) => metric)).toEqual(
      found.violations.map(({ metric_name: metric }) => metric),
    );
    await expect(baseline(name(TRAIN), { ...BINARY, positive: 'bad', compat: 'sagemaker' })).rejects.toThrow(
      'Model Monitor knows the labels 0 and 1 alone',
    );
    await expect(baseline(TRAIN, { ...BINARY, problem: 'Regression', positive: 1 })).rejects.toThrow(
      'Regression has no positive class',
    );
  });

  it('knows numbers and several classes too', async () => {
    const random = new Random(7);
    const numbers = Array.from({ length: 500 }, () => {
      const label = random.uniform() * 10;
      return {
        label,
        answer: label + random.uniform() - 0.5,
        far: label + 3 * random.uniform(),
        kind: `k${random.below(3)}`,
      };
    });
    const regression = { ...MONITOR, problem: 'Regression', label: 'label', prediction: 'answer' } as const;
    const base = await baseline(numbers, regression);
    expect(Object.keys(base.constraints.metrics)).toEqual(['mae', 'mse', 'rmse', 'r2']);
    expect((await check(numbers, base, regression)).violations).toEqual([]);
    const { violations } = await check(numbers, base, { ...regression, prediction: 'far' });
    expect(violations.map(({ metric_name: name }) => name)).toContain('mae');

    const classes = { ...MONITOR, problem: 'MulticlassClassification', label: 'kind', prediction: 'guess' } as const;
    const guess = (share: number) =>
      numbers.map(({ kind }) => ({ kind, guess: random.uniform() < share ? kind : 'k0' }));
    const several = await baseline(guess(0.9), classes);
    expect(Object.keys(several.constraints.metrics)).toHaveLength(6);
    expect(Object.keys(several.statistics?.confusion_matrix ?? {})).toEqual(['k0', 'k1', 'k2']);
    const worse = await check(guess(0.5), several, classes);
    expect(worse.violations.map(({ metric_name: name }) => name)).toContain('accuracy');
    const page = join(folder, 'several.html');
    await worse.save(page);
    expect(await readFile(page, 'utf8')).toContain('Confusion matrix, current');
  });

  it('knows the order of items', async () => {
    const random = new Random(9);
    const items = Array.from({ length: 900 }, (_, row) => {
      const relevance = random.below(3);
      return { query: `q${row % 150}`, relevance, score: relevance + random.uniform(), blind: random.uniform() };
    });
    const ranking = {
      ...MONITOR,
      problem: 'Ranking',
      query: 'query',
      label: 'relevance',
      prediction: 'score',
    } as const;
    const base = await baseline(items, ranking);
    expect(Object.keys(base.constraints.metrics)).toEqual(['ndcg', 'average_precision', 'reciprocal_rank']);
    expect((await check(items, base, ranking)).violations).toEqual([]);
    const worse = await check(items, base, { ...ranking, prediction: 'blind' });
    expect(worse.violations.map(({ metric_name: name }) => name)).toContain('ndcg');
    await expect(baseline(items, { ...ranking, query: undefined })).rejects.toThrow('expected `query`');
  });

  it("opens Model Monitor's documents, and keeps what is not defined apart from what holds", async () => {
    const metric = { value: 0.5, standard_deviation: 'NaN' };
    const statistics = {
      version: 0,
      dataset: { item_count: 4 },
      binary_classification_metrics: { accuracy: metric, f1: { ...metric, value: 'NaN' } },
    };
    const constraint = { threshold: 0.6, comparison_operator: 'LessThanThreshold' };
    const constraints = {
      version: 0,
      binary_classification_constraints: { accuracy: constraint, f0_5: constraint, f1: constraint },
    };
    const base = await openBaseline({ constraints }, MONITOR);
    const window = Buffer.from(JSON.stringify(statistics));
    const { violations, notEvaluated } = await check(window, base, { ...MONITOR, compat: 'sagemaker' });
    expect(violations).toEqual([
      {
        constraint_check_type: 'LessThanThreshold',
        description: "Metric accuracy with 0.5 +/- NaN was LessThanThreshold '0.6'",
        metric_name: 'accuracy',
      },
    ]);
    expect(notEvaluated.map((each) => each.metric)).toEqual(['f0_5', 'f1']);
    const ours = await check(window, base, MONITOR);
    expect(ours.violations).toEqual([]);
    expect(ours.notEvaluated.map(({ metric: name }) => name)).toEqual(['accuracy', 'f0_5', 'f1']);
    expect(ours.toText()).toContain('accuracy: nothing says how far its value can be trusted');
  });

  it('takes data, and the statistics of data, as baseline too', async () => {
    const bytes = new TextEncoder().encode(
      ['label,score', ...TRAIN.map(({ label, score }) => `${label},${score}`)].join('\n'),
    );
    const scores = { ...MONITOR, problem: 'BinaryClassification', label: 'label', probability: 'score' } as const;
    const made = await check(bytes, bytes, scores);
    expect(made).toMatchObject({ violations: [], baselineStatistics: { itemCount: 2000 } });
    const { statistics } = (await baseline(bytes, scores)).toJSON() as { readonly statistics: object };
    const opened = await check(bytes, new TextEncoder().encode(JSON.stringify(statistics)), scores);
    expect(opened.violations).toEqual([]);
    await expect(check(SAME, bytes, { ...BINARY, group: ['region'], compat: 'sagemaker' })).rejects.toThrow(
      'no `group`',
    );
  });

  it('refuses calls that cannot be meant', async () => {
    const base = await baseline(TRAIN, BINARY);
    await expect(check(SAME, base as never)).rejects.toThrow(
      'expected a baseline of data-quality, found one of model-quality',
    );
    await expect(baseline(TRAIN, { label: 'label' } as object)).rejects.toThrow(
      'expected only options that the monitor data-quality has, found `label`, which is one of model-quality',
    );
    await expect(baseline(TRAIN, { ...BINARY, analysisConfig: {} } as typeof BINARY)).rejects.toThrow(
      'found `analysisConfig`',
    );
    await expect(baseline(TRAIN, { monitor: 'modelquality' } as object)).rejects.toThrow('found modelquality');
    await expect(baseline(TRAIN, { ...MONITOR, ...COLUMNS })).rejects.toThrow('expected `problem` to be one of');
    await expect(baseline(TRAIN, { ...BINARY, label: 'lable' })).rejects.toThrow('expected `label`');
    await expect(baseline(TRAIN, { ...MONITOR, problem: 'Regression' })).rejects.toThrow('expected `label`');
    await expect(baseline(TRAIN, { ...MONITOR, problem: 'Regression', label: 'label' })).rejects.toThrow(
      'expected `prediction` or `probability`',
    );
    await expect(check(SAME, base, { ...BINARY, problem: 'Regression' })).rejects.toThrow('as the baseline is');
  });

  it('raises no more alarms about groups with few positives of an unchanged model than it may', async () => {
    const random = new Random(9);
    const draw = (rows: number) => {
      const score = Array.from({ length: rows }, () => random.uniform() ** 6);
      return {
        score,
        label: score.map((chance) => Number(random.uniform() < chance * 0.2)),
        region: score.map(() => `r${random.below(5)}`),
      };
    };
    const options = {
      ...MONITOR,
      problem: 'BinaryClassification',
      label: 'label',
      probability: 'score',
      probabilityThreshold: 0.3,
      group: ['region'],
    } as const;
    const windows = 30;
    let alarms = 0;
    for (let window = 0; window < windows; window++) {
      const { violations } = await check(draw(600), await baseline(draw(2000), options), options);
      alarms += Number(violations.length > 0);
    }
    // 0.3 are expected at a rate of 0.01.
    expect(alarms).toBeLessThanOrEqual(2);
  });
});

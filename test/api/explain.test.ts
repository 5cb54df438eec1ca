/** Explanations of models whose Shapley values are known, by a function and over HTTP. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Explanation, explain } from 'tidemark';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The numbers of all rows for each feature. */
function toLists(explanation: Explanation, label = 0): number[][] {
  return Object.values(explanation.labels[label]?.rows ?? {}).map((values) => [...values]);
}

function expectNear(found: readonly number[][], expected: readonly number[][], digits: number): void {
  expect(found.length).toBe(expected.length);
  for (const [index, list] of expected.entries()) {
    for (const [row, value] of list.entries()) expect(found[index]?.[row]).toBeCloseTo(value, digits);
  }
}

/** A small tree over four numbers. */
function predictTree([a = 0, b = 0, c = 0, d = 0]: readonly number[]): number {
  if (a > 2.5) return c <= 20 ? 5 : b <= 1.5 ? 9 : 3;
  if (c <= 10) return b <= 0.5 ? 1 : 4;
  return d <= 0 ? 2 : 7;
}

const TREE_BASELINE = [
  [1, 0, 5, 1],
  [3, 1, 25, -1],
  [2, 2, 15, 1],
  [4, 0, 12, 0],
];
const TREE_ROWS = [
  [3, 2, 30, 1],
  [1, 1, 8, -1],
  [2, 0, 40, 2],
];

describe('explaining a model', () => {
  it('gives a linear model its closed form, weight times distance from the mean of the baseline', async () => {
    const weights = [2, -1, 0.5, 0, 3];
    const predict = (rows: readonly number[][]) =>
      rows.map((row) => row.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 1));
    const baseline = [
      [0, 0, 0, 0, 0],
      [2, 4, -2, 6, 1],
    ];
    const rows = [
      [1, 2, 3, 4, 5],
      [5, 4, 3, 2, 1],
    ];
    const found = await explain(rows, { predict, baseline });
    const expected = weights.map((weight, index) =>
      rows.map((row) => weight * ((row[index] ?? 0) - ((baseline[0]?.[index] ?? 0) + (baseline[1]?.[index] ?? 0)) / 2)),
    );
    expectNear(toLists(found), expected, 12);
    // 1 + 2 * 1 - 2 - 0.5 + 3 * 0.5
    expect(found.labels[0]?.expectedValue).toBeCloseTo(2, 12);
    expect(found).toMatchObject({ isExact: true, predictionCount: 2 + 2 + 2 * 30 * 2 });
  });

  it('stays close to it where sets of features are drawn', async () => {
    const rows = [Array.from({ length: 30 }, (_, index) => index - 10)];
    const found = await explain(rows, {
      predict: (asked: readonly number[][]) =>
        asked.map((row) => row.reduce((sum, value, index) => sum + value * (index % 4), 0)),
      baseline: [rows[0]?.map(() => 0) ?? []],
      seed: 5,
    });
    expect(found.isExact).toBe(false);
    expectNear(toLists(found), rows[0]?.map((value, index) => [value * (index % 4)]) ?? [], 9);
  });

  it('agrees with the shap package on a tree', async () => {
    // shap 0.51.0, KernelExplainer and Exact, and enumeration of all sets in Python give the same.
    const found = await explain(TREE_ROWS, {
      predict: (rows: readonly number[][]) => rows.map(predictTree),
      baseline: TREE_BASELINE,
    });
    const expected = [
      [-0.625, -1.625, -1.75],
      [-2.5, 1, 0],
      [0.625, -0.25, 2],
      [0, -0.625, 1.25],
    ];
    expectNear(toLists(found), expected, 12);
    expect(found.labels[0]?.expectedValue).toBe(5.5);
    expect(found.labels[0]?.global['1']).toBeCloseTo(3.5 / 3, 12);
  });

  it('agrees with it on log-odds and several outputs', async () => {
    // shap 0.51.0, KernelExplainer with link="logit".
    const found = await explain(TREE_ROWS, {
      predict: (rows: readonly number[][]) =>
        rows.map((row) => {
          const positive = 1 / (1 + Math.exp(1 - predictTree(row) / 4));
          return [1 - positive, positive];
        }),
      baseline: TREE_BASELINE,
      useLogit: true,
      labels: ['no', 'yes'],
    });
    const expected = [
      [-0.15670810758842113, -0.38870122337089524, -0.41699750421379017],
      [-0.5913034484886964, 0.24344609747932267, 0],
      [0.1552174258146771, -0.04351914548294276, 0.5106532268508032],
      [0, -0.15401985888792522, 0.3135501471005464],
    ];
    expectNear(toLists(found, 1), expected, 11);
    expectNear(
      toLists(found, 0),
      expected.map((list) => list.map((value) => -value)),
      11,
    );
    expect(found.labels.map(({ label }) => label)).toEqual(['no', 'yes']);
    expect(found.labels[1]?.expectedValue).toBeCloseTo(0.34279413, 8);
  });

  it('takes named rows with texts, and chooses a baseline of its own', async () => {
    const rows = Array.from({ length: 40 }, (_, index) => ({
      size: index < 20 ? index / 20 : 100 + index / 20,
      colour: index % 4 === 0 ? 'blue' : 'red',
    }));
    const found = await explain(rows, {
      predict: (asked) => asked.map(({ size, colour }) => size + (colour === 'blue' ? 10 : 0)),
      baseline: 2,
      seed: 3,
    });
    expect(found.baseline).toHaveLength(2);
    expect(found.baseline.every(({ colour }) => colour === 'red')).toBe(true);
    expect(found.labels[0]?.rows['colour']?.[0]).toBeCloseTo(10, 12);
    expect(found.labels[0]?.global['colour']).toBeCloseTo(2.5, 12);
    expect(found.toJSON()).toEqual({
      version: '1.0',
      explanations: {
        kernel_shap: {
          label0: {
            global_shap_values: found.labels[0]?.global,
            expected_value: found.labels[0]?.expectedValue,
            tidemark: { aggregate: 'mean_abs', rows: 40 },
          },
        },
      },
    });
  });

  it('refuses what is no prediction', async () => {
    const rows = [[1, 2]];
    const ask = (predict: (rows: readonly number[][]) => never) => explain(rows, { predict, baseline: [[0, 0]] });
    await expect(ask(() => [] as never)).rejects.toThrow('expected a prediction for each of 1 rows, found 0');
    await expect(ask((asked) => asked.map(() => Number.NaN) as never)).rejects.toThrow('expected finite predictions');
    await expect(explain([] as number[][], { predict: () => [] })).rejects.toThrow('expected at least one row');
  });
});

describe('asking a model over HTTP', () => {
  let server: Server;
  let url: string;
  const seen: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        seen.push(String(request.headers['content-type']));
        const lines = body.trimEnd().split('\n');
        const isJson = request.headers['content-type'] === 'application/jsonlines';
        const answers = lines.map((line) => {
          if (!isJson) return line.split(',').reduce((sum, cell) => sum + Number(cell), 0);
          const { features } = JSON.parse(line) as { features: number[] };
          return JSON.stringify({ score: features.reduce((sum, value) => sum + value, 0) });
        });
        response.statusCode = request.url === '/broken' ? 500 : 200;
        response.end(`${answers.join('\n')}\n`);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });

  afterAll(() => {
    server.close();
  });

  it('writes rows as CSV or as lines of JSON', async () => {
    const rows = [[1, 2]];
    for (const contentType of ['text/csv', 'application/jsonlines'] as const) {
      const found = await explain(rows, { predict: { url, contentType }, baseline: [[0, 0]] });
      expectNear(toLists(found), [[1], [2]], 12);
      expect(seen.at(-1)).toBe(contentType);
    }
  });

  it('says what the model answered instead', async () => {
    await expect(explain([[1, 2]], { predict: `${url}broken`, baseline: [[0, 0]] })).rejects.toMatchObject({
      code: 'invalid-data',
      message: expect.stringContaining('found status 500'),
    });
  });
});

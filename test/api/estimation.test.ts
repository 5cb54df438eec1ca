/** Estimates of every kind of model through the face: numbers, several classes, a few labels, and what is refused. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { estimateQuality } from 'tidemark';
import { describe, expect, it } from 'vitest';
import { Random } from '../support/random.ts';

/** Prices by a model that errs more in the south. */
function drawPrices(seed: number, count: number, southShare: number): Record<string, unknown>[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const region = random.uniform() < southShare ? 'south' : random.pick(['north', 'west']);
    const area = 30 + random.below(120);
    const price = 900 * area;
    const error = (region === 'south' ? 30_000 : 6000) * (random.uniform() + random.uniform() - 1);
    return { region, area, estimate: price, paid: price + error };
  });
}

const PRICES = {
  problem: 'Regression',
  label: 'paid',
  prediction: 'estimate',
  features: ['region', 'area'],
} as const;

function drawKinds(seed: number, count: number): Record<string, unknown>[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const weights = [random.uniform(), random.uniform(), random.uniform()];
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const [cat = 0, dog = 0, bird = 0] = weights.map((weight) => weight / sum);
    const point = random.uniform();
    return { cat, dog, bird, kind: point < cat ? 'cat' : point < cat + dog ? 'dog' : 'bird' };
  });
}

function place(rows: readonly Record<string, unknown>[], name: string): Record<string, unknown>[] {
  return rows.map((row) => ({ ...row, place: name }));
}

describe('estimated quality', () => {
  it('of a regression follows the rows on which it errs more, before any label is there', async () => {
    const hard = drawPrices(2, 1500, 0.6);
    const windows = [
      { name: 'as before', data: drawPrices(3, 1500, 0.1).map(({ paid: _paid, ...row }) => row) },
      { name: 'more south', data: hard.map(({ paid: _paid, ...row }) => row) },
      { name: 'more south, known', data: hard },
    ];
    const { windows: found } = await estimateQuality(drawPrices(1, 4000, 0.1), windows, PRICES);
    const [before, south, known] = found.map(({ metrics }) => metrics.find(({ id }) => id === 'mae'));
    expect(south?.value).toBeGreaterThan(2 * (before?.value ?? 0));
    expect(south?.isAlert).toBe(true);
    expect(Math.abs((south?.value ?? 0) / (known?.realised ?? 1) - 1)).toBeLessThan(0.05);
    expect(known).toMatchObject({ value: south?.value, verdict: 'inside' });
    expect(before?.verdict).toBe('unchecked');
  });

  it('of several classes lies within its band, and names what it has never seen', async () => {
    const model = {
      problem: 'MulticlassClassification',
      label: 'kind',
      score: { cat: 'cat', dog: 'dog', bird: 'bird' },
      features: ['place'],
    } as const;
    const windows = [
      { name: 'home', data: place(drawKinds(5, 700), 'home') },
      { name: 'away', data: place(drawKinds(6, 700), 'away') },
    ];
    const reference = [...place(drawKinds(4, 3000), 'home'), ...place(drawKinds(7, 3000), 'park')];
    const result = await estimateQuality(reference, windows, { ...model, metrics: ['accuracy', 'auc', 'f1'] });
    const [home, away] = result.windows;
    expect(home?.metrics.map(({ verdict }) => verdict)).toEqual(['inside', 'inside', 'inside']);
    expect(home?.confusion.flat().reduce((sum, rows) => sum + rows, 0)).toBeCloseTo(700, 8);
    expect(away?.reason).toContain(
      'Cannot tell: 100% of the rows have a value of `place` that the reference has hardly',
    );
    expect(result.toText()).toContain('away: Cannot tell');
  });

  it('is put right by a few labels', async () => {
    const labelled = drawPrices(8, 1200, 0.1).map((row, index) => ({
      ...row,
      paid: index % 4 === 0 ? (row['paid'] as number) + 20_000 : null,
    }));
    const result = await estimateQuality(drawPrices(1, 3000, 0.1), [{ name: 'now', data: labelled }], PRICES);
    const metric = result.windows[0]?.metrics.find(({ id }) => id === 'mae');
    const [assisted = 0, error = 0] = metric?.assisted ?? [];
    expect(Math.abs(assisted - (metric?.realised ?? 0))).toBeLessThan(4 * error);
    expect(assisted).toBeGreaterThan(3 * (metric?.value ?? 0));
    expect(result.toText()).toContain('put right by its labels so far');
    expect(result.trust[0]?.state).toBe('unchecked');
  });

  it('is saved as a page, as text and as data, and as nothing else', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tidemark-estimates-'));
    const name = '<script>alert(1)</script>\u001b[2J';
    const result = await estimateQuality(drawPrices(1, 400, 0.1), [{ name, data: drawPrices(2, 50, 0.1) }], PRICES);
    for (const file of ['page.html', 'text.txt', 'data.json']) await result.save(join(folder, file));
    expect(await readFile(join(folder, 'page.html'), 'utf8')).not.toContain('<script>');
    expect(await readFile(join(folder, 'text.txt'), 'utf8')).not.toContain('\u001b');
    expect(JSON.parse(await readFile(join(folder, 'data.json'), 'utf8'))).toEqual(JSON.parse(JSON.stringify(result)));
    await expect(result.save(join(folder, 'data.xml'))).rejects.toThrow('ends in .html, .json, .txt, found');
    await rm(folder, { recursive: true });
  });

  it.each([
    [{ ...PRICES, prediction: 'price' }, 'expected a column `price`, found region, area, estimate, paid'],
    [{ ...PRICES, metrics: ['auc'] }, 'expected a metric that can be estimated (mae, mse'],
    [{ ...PRICES, problem: 'BinaryClassification' as const }, 'expected one column as `score`'],
  ])('refuses %j', async (options, message) => {
    await expect(estimateQuality(drawPrices(1, 100, 0.1), [], options)).rejects.toThrow(message);
  });
});

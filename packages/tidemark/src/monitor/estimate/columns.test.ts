import { describe, expect, it } from 'vitest';
import { type ModelColumns, planColumns, toRows } from './columns.js';

const BINARY: ModelColumns = { problem: 'BinaryClassification', label: 'bad', score: 'risk' };

function list(values: ArrayLike<number> | undefined) {
  return values && Array.from(values);
}

function read(model: ModelColumns, columns: Readonly<Record<string, readonly unknown[]>>, isReference = false) {
  const { rows, skipped, names } = toRows(planColumns(model, columns), columns, isReference);
  const { scores = [], predicted, labels, features = [] } = rows;
  return {
    scores: scores.map(list),
    predicted: list(predicted),
    labels: list(labels),
    features: features.map(list),
    skipped,
    names,
  };
}

describe('columns of a model', () => {
  it('a score above the threshold predicts the positive label; labels that are wanting are not known', () => {
    const found = read(BINARY, { risk: [0.5, '0.6', 0.1], bad: [true, null, 0] });
    expect(found).toMatchObject({ scores: [[0.5, 0.6, 0.1]], predicted: [0, 1, 0], labels: [1, Number.NaN, 0] });
  });

  it('rows without a score are left out, in a reference those without a label too', () => {
    const columns = { risk: [0.5, null, 0.1], bad: [null, 1, 0] };
    expect(read(BINARY, columns)).toMatchObject({ skipped: 1, predicted: [0, 0] });
    expect(read(BINARY, columns, true)).toMatchObject({ skipped: 2, labels: [0] });
  });

  it('the positive label can have a name', () => {
    const columns = { risk: [0.9, 0.2], bad: ['default', 'paid'] };
    expect(() => read(BINARY, columns)).toThrow('say which one is positive with `positive`');
    expect(read({ ...BINARY, positive: 'default' }, columns)).toMatchObject({ labels: [1, 0] });
  });

  it('of several classes the highest score predicts, and labels are classes', () => {
    const model: ModelColumns = {
      problem: 'MulticlassClassification',
      label: 'kind',
      score: { cat: 'p_cat', dog: 'p_dog' },
    };
    const columns = { p_cat: [0.4, 0.7], p_dog: [0.6, 0.3], kind: ['dog', 'dog'] };
    expect(read(model, columns)).toMatchObject({ predicted: [1, 0], labels: [1, 1], names: ['p_cat', 'p_dog'] });
    expect(() => read(model, { ...columns, kind: ['cow', 'dog'] })).toThrow('(cat, dog), found cow');
  });

  it('features that are text are numbered, and one that the reference did not have is a number it did not have', () => {
    const model: ModelColumns = { problem: 'Regression', label: 'y', prediction: 'p', features: ['city', 'age'] };
    const reference = { y: [1, 2], p: [1, 2], city: ['Ulm', 'Bonn'], age: [30, null] };
    const plan = planColumns(model, reference);
    expect(plan.categories).toEqual({ city: ['Bonn', 'Ulm'] });
    const { rows, names } = toRows(plan, { p: [3, 4], city: ['Ulm', 'Rome'], age: [31, 32] }, false);
    expect(rows.features).toEqual([Float64Array.of(1, 3), Float64Array.of(31, 32)]);
    expect(rows.labels).toBeUndefined();
    expect(names).toEqual(['city', 'age', 'p']);
  });

  it('columns that are not there, or do not fit the problem, are refused', () => {
    expect(() => read(BINARY, { bad: [1] })).toThrow('expected a column `risk`, found bad');
    expect(() => read({ ...BINARY, problem: 'Regression' }, {})).toThrow('expected `prediction`, and no `score`');
    expect(() => read(BINARY, { risk: [0.1], bad: [1, 0] })).toThrow('expected 1 values in each column, found 2');
    expect(() => read(BINARY, { risk: ['high'], bad: [1] })).toThrow('expected a finite number, found high');
  });
});

/** What a model answered about one instance: a class or a number, and a score. Lists, one entry a class, become these. */
import { unfitRecord } from './errors.js';
import { toValueText } from './value-text.js';

export interface Answer {
  readonly prediction: unknown;
  /** Of a list: of the positive class, which is 1 where it has no name, else of the second of two; null of more classes. */
  readonly probability: unknown;
}

/** The class with the highest score is the prediction: by name where classes are listed, else by its place. */
export function toAnswer(prediction: unknown, probability: unknown, positive: string | undefined): Answer {
  const classes = toList(prediction);
  const scores = toList(probability);
  if (scores === null) {
    if (classes !== null && classes.length > 1) {
      throw unfitRecord(`expected one prediction or a score for each, found ${classes.length} and no scores`);
    }
    return { prediction: classes === null ? prediction : (classes[0] ?? null), probability };
  }
  if (classes !== null && classes.length !== scores.length) {
    throw unfitRecord(`expected a score for each class, found ${classes.length} classes and ${scores.length} scores`);
  }
  if (classes === null && scores.length === 1) return { prediction, probability: scores[0] };
  const numbers = scores.map(Number);
  const highest = numbers.reduce((best, score, place) => (score > (numbers[best] ?? Number.NaN) ? place : best), 0);
  const isPositive = (each: unknown): boolean =>
    positive === undefined ? Number(each) === 1 : toValueText(each) === positive;
  const place = classes === null ? (numbers.length === 2 ? 1 : -1) : classes.findIndex(isPositive);
  // A place is no answer where classes have names.
  const unnamed = positive === undefined ? highest : null;
  return {
    prediction: prediction === null ? unnamed : classes === null ? prediction : (classes[highest] ?? null),
    probability: numbers[place] ?? null,
  };
}

/** A list, also one that stands as JSON in a cell. */
function toList(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'string' || !value.startsWith('[')) return null;
  try {
    const list: unknown = JSON.parse(value);
    return Array.isArray(list) ? list : null;
  } catch {
    return null;
  }
}

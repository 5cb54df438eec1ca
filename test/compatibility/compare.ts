/** Compares an expected document with the one that came out; says at which JSON paths they differ. */
import type { Comparison } from './case.ts';

/** Members that name an item of an array whose order carries no meaning, or which may be listed in part. */
const IDENTITIES = [
  ['feature_name', 'constraint_check_type'],
  ['metric_name', 'constraint_check_type'],
  ['name'],
  ['value'],
];

/** Arrays whose items may come in any order. */
const UNORDERED = new Set(['violations', 'buckets', 'domains']);

type Rules = Omit<Comparison, 'partial'> & { readonly isPartial: boolean };

/** One line for each difference, none when the documents agree. */
export function findDifferences(expected: unknown, actual: unknown, rules: Rules, path = '$'): string[] {
  if (Array.isArray(expected) && Array.isArray(actual)) return compareArrays(expected, actual, rules, path);
  if (isObject(expected) && isObject(actual)) return compareObjects(expected, actual, rules, path);
  return isEqual(expected, actual, rules.tolerance ?? 0)
    ? []
    : [`${path}: expected ${show(expected)}, found ${show(actual)}`];
}

function compareObjects(expected: Members, actual: Members, rules: Rules, path: string): string[] {
  const ignored = new Set(rules.ignore);
  const keys = new Set([...Object.keys(expected), ...(rules.isPartial ? [] : Object.keys(actual))]);
  return [...keys].flatMap((key) => {
    if (ignored.has(key)) return [];
    if (!Object.hasOwn(actual, key)) return [`${path}.${key}: expected ${show(expected[key])}, found nothing`];
    if (!Object.hasOwn(expected, key)) return [`${path}.${key}: expected nothing, found ${show(actual[key])}`];
    return findDifferences(expected[key], actual[key], rules, `${path}.${key}`);
  });
}

function compareArrays(expected: readonly unknown[], actual: readonly unknown[], rules: Rules, path: string): string[] {
  const identity = IDENTITIES.find((keys) =>
    expected.every((item) => isObject(item) && keys.every((key) => key in item)),
  );
  const isUnordered =
    UNORDERED.has(path.slice(path.lastIndexOf('.') + 1)) || (rules.isPartial && identity !== undefined);
  if (!rules.isPartial && expected.length !== actual.length) {
    return [`${path}: expected ${expected.length} items, found ${actual.length}${missing(expected, actual, identity)}`];
  }
  if (!isUnordered || identity === undefined) {
    const [left, right] = isUnordered ? [toOrdered(expected), toOrdered(actual)] : [expected, actual];
    return left.flatMap((item, index) => findDifferences(item, right[index], rules, `${path}[${index}]`));
  }
  const found = new Map(actual.map((item) => [toKey(item, identity), item]));
  return expected.flatMap((item) => {
    const key = toKey(item, identity);
    return found.has(key)
      ? findDifferences(item, found.get(key), rules, `${path}[${key}]`)
      : [`${path}[${key}]: expected an entry, found none`];
  });
}

/** Texts in one fixed order; items of any other kind stay where they are, for their order is their only name. */
function toOrdered(items: readonly unknown[]): readonly unknown[] {
  const isText = items.every((item) => typeof item === 'string');
  return isText ? items.toSorted((a, b) => (a < b ? -1 : Number(a > b))) : items;
}

/** The items that only one side has, to explain a difference in number. */
function missing(
  expected: readonly unknown[],
  actual: readonly unknown[],
  identity: readonly string[] = ['name'],
): string {
  const wanted = new Set(expected.map((item) => toKey(item, identity)));
  const had = new Set(actual.map((item) => toKey(item, identity)));
  const lacking = [...wanted].filter((key) => !had.has(key)).slice(0, 3);
  const surplus = [...had].filter((key) => !wanted.has(key)).slice(0, 3);
  return `; lacking ${lacking.join(' | ') || 'none'}; surplus ${surplus.join(' | ') || 'none'}`;
}

function isEqual(expected: unknown, actual: unknown, tolerance: number): boolean {
  if (typeof expected === 'number' && typeof actual === 'number') return isClose(expected, actual, tolerance);
  if (typeof expected !== 'string' || typeof actual !== 'string') return expected === actual;
  if (expected === actual || tolerance === 0) return expected === actual;
  const number = /-?\d+(?:\.\d+)?(?:[Ee][-+]?\d+)?/g;
  if (expected.replaceAll(number, '#') !== actual.replaceAll(number, '#')) return false;
  const found = actual.match(number) ?? [];
  return (expected.match(number) ?? []).every((text, index) => isClose(Number(text), Number(found[index]), tolerance));
}

function isClose(a: number, b: number, tolerance: number): boolean {
  return a === b || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));
}

type Members = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toKey(item: unknown, identity: readonly string[]): string {
  return isObject(item) ? identity.map((key) => String(item[key])).join(' ') : show(item);
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

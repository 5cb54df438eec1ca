/** Small data sets for tests of the public API: a baseline, and a window in which incomes are halved. */

export const ROW_COUNT = 200;

export function toCsv(income: (index: number) => number): string {
  const rows = Array.from({ length: ROW_COUNT }, (_, index) => `${20 + (index % 40)},${income(index)}`);
  return ['age,income', ...rows, ''].join('\n');
}

export const TRAIN: string = toCsv((index) => 1000 + 2 * index);
export const TODAY: string = toCsv((index) => 500 + index);

export function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

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

/** The rows as an endpoint captures them: requests alone, each record an event of its own. */
export function toCapture(csv: string, hour: number): string {
  const [, ...rows] = csv.trimEnd().split('\n');
  const inferenceTime = `2026-11-01T${String(hour).padStart(2, '0')}:30:00Z`;
  const records = rows.map((row, index) => ({
    captureData: {
      endpointInput: { observedContentType: 'text/csv', mode: 'INPUT', data: row, encoding: 'CSV' },
    },
    eventMetadata: { eventId: `${hour}-${index}`, inferenceTime },
    eventVersion: '0',
  }));
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

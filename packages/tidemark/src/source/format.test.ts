import { describe, expect, it } from 'vitest';
import { requireCsvBytes, requireCsvName } from './format.js';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('recognising a format', () => {
  it.each(['a.csv', 'a.tsv', 'a.txt', 'a', 'dir.json/a', 'A.CSV'])('%s may be csv', (name) => {
    expect(() => requireCsvName(name)).not.toThrow();
  });

  it.each([
    ['a.parquet', 'parquet'],
    ['a.JSONL', 'jsonl'],
    ['a.csv.gz', 'gzip'],
    ['a.tide', 'a profile'],
  ])('%s is refused as %s', (name, format) => {
    expect(() => requireCsvName(name)).toThrow(`expected csv in ${name}, found ${format}`);
  });

  it.each(['x,y\n1,2\n', '', '"a",b\n', '[x],y\n', '{x},y\n'])('%j may be csv', (text) => {
    expect(() => requireCsvBytes('bytes', bytes(text))).not.toThrow();
  });

  it.each([
    ['PAR1\u0000', 'parquet'],
    ['ARROW1\u0000\u0000', 'arrow'],
    ['\ufeff{ "a": 1}', 'json'],
    ['[\n {"a": 1}]', 'json'],
  ])('%j is refused as %s', (text, format) => {
    expect(() => requireCsvBytes('bytes', bytes(text))).toThrow(
      expect.objectContaining({ code: 'unsupported', details: { source: 'bytes', format } }) as Error,
    );
  });

  it('gzip is refused by its first two bytes', () => {
    expect(() => requireCsvBytes('bytes', Uint8Array.of(0x1f, 0x8b, 8))).toThrow('found gzip');
  });
});

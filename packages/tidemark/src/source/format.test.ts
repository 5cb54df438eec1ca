import { describe, expect, it } from 'vitest';
import { recogniseFormat } from './format.js';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('recognising a format', () => {
  it.each([
    ['a.csv', 'x,y\n1,2\n', 'csv'],
    ['a.tsv', '', 'csv'],
    ['a', '"a",b\n', 'csv'],
    ['dir.json/a', '[x],y\n', 'csv'],
    ['a.csv', '{x},y\n', 'csv'],
    ['a.JSONL', '', 'jsonl'],
    ['a.ndjson.gz', '{"a":1}', 'jsonl'],
    ['a.json', '[[1],[2]]', 'json'],
    ['a.jsonl', '[\n {"a": 1}]', 'json'],
    ['bytes', '\ufeff{ "a": 1}', 'json'],
    ['bytes', '{"eventMetadata":{},"captureData":{"endpointInput":{}}}', 'capture'],
    ['a.json', '{\n  "captureData" : {\n', 'capture'],
    ['bytes', 'TIDE\u0001', 'profile'],
    ['a.json', '{"version":0.0,"dataset":{"item_count":5},"features":[]}', 'statistics'],
    ['uuid.json', '[{"prefix":"s3://bucket/out/"},"a.csv.out"]', 'manifest'],
  ])('%s that begins with %j is %s', (name, text, format) => {
    expect(recogniseFormat(name, bytes(text))).toBe(format);
  });

  it('text in UTF-16 is recognised by its mark', () => {
    const units = Array.from(`\ufeff{"a":1}`, (character) => character.charCodeAt(0));
    const little = new Uint8Array(Uint16Array.from(units).buffer);
    expect(recogniseFormat('bytes', little)).toBe('json');
  });

  it.each([
    ['a.parquet', '', 'parquet'],
    ['a', 'PAR1\u0000', 'parquet'],
    ['a', 'ARROW1\u0000\u0000', 'arrow'],
    ['a.xlsx', '', 'a workbook'],
  ])('%s that begins with %j is refused as %s', (name, text, format) => {
    expect(() => recogniseFormat(name, bytes(text))).toThrow(
      expect.objectContaining({ code: 'unsupported', details: { source: name, format } }) as Error,
    );
  });
});

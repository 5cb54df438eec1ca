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
    ['a.parquet', '', 'parquet'],
    ['a.csv', 'PAR1\u0000', 'parquet'],
    ['a', 'ARROW1\u0000\u0000', 'arrow'],
    ['a.feather', '', 'arrow'],
    ['a.ipc.gz', '', 'arrow'],
    ['uuid.json', '[{"prefix":"s3://bucket/out/"},"a.csv.out"]', 'manifest'],
  ])('%s that begins with %j is %s', (name, text, format) => {
    expect(recogniseFormat(name, bytes(text))).toBe(format);
  });

  it('text in UTF-16 is recognised by its mark', () => {
    const units = Array.from(`\ufeff{"a":1}`, (character) => character.charCodeAt(0));
    const little = new Uint8Array(Uint16Array.from(units).buffer);
    expect(recogniseFormat('bytes', little)).toBe('json');
  });

  it("the mark of Arrow's stream is recognised in any file", () => {
    expect(recogniseFormat('a.csv', Uint8Array.of(0xff, 0xff, 0xff, 0xff, 8))).toBe('arrow');
  });

  it.each([
    ['a.xlsx', '', 'a workbook'],
    ['a', 'PK\u0003\u0004', 'zip'],
  ])('%s that begins with %j is refused as %s', (name, text, format) => {
    expect(() => recogniseFormat(name, bytes(text))).toThrow(
      expect.objectContaining({ code: 'unsupported', details: { source: name, format } }) as Error,
    );
  });
});

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../engine/entry/node.js';
import type { Engine } from '../engine/port.js';
import { joinLabels, type JoinSources } from './join-labels.js';
import type { ReadingOptions } from './options.js';

let engine: Engine;
let folder = '';
beforeAll(async () => {
  engine = await createEngine();
  folder = await mkdtemp(join(tmpdir(), 'tidemark-join-'));
});
afterAll(() => rm(folder, { recursive: true }));

const toLines = (records: readonly object[]) => Buffer.from(records.map((each) => JSON.stringify(each)).join('\n'));

const toLabel = (eventId: string, data: string) => ({
  groundTruthData: { data, encoding: 'CSV' },
  eventMetadata: { eventId },
  eventVersion: '0',
});

const toCapture = (ids: { readonly eventId: string; readonly inferenceId?: string }, score: string, hour = 8) => ({
  captureData: {
    endpointInput: { data: '1', encoding: 'CSV', mode: 'INPUT', observedContentType: 'text/csv' },
    endpointOutput: { data: score, encoding: 'CSV', mode: 'OUTPUT', observedContentType: 'text/csv' },
  },
  eventMetadata: { ...ids, inferenceTime: `2026-11-22T${String(hour).padStart(2, '0')}:30:00Z` },
  eventVersion: '0',
});

/** What was joined, as `score=label`. */
async function run(sources: JoinSources, options: ReadingOptions = {}) {
  const rows: string[] = [];
  const { order, ...joined } = await joinLabels(engine, sources, options, (record) => {
    const { captureData, groundTruthData } = record as ReturnType<typeof toCapture> & ReturnType<typeof toLabel>;
    rows.push(`${captureData.endpointOutput.data}=${groundTruthData.data}`);
    return 1;
  });
  return { ...joined, rows: order === null ? rows : order.map((row) => rows[row]) };
}

describe('labels and capture records', () => {
  it('meet by inference id where there is one, else by event id, in any order', async () => {
    const source = toLines([
      toCapture({ eventId: 'e1', inferenceId: 'i1' }, '0.1'),
      toCapture({ eventId: 'e2' }, '0.2'),
      toCapture({ eventId: 'e3', inferenceId: 'i3' }, '0.3'),
    ]);
    const groundTruth = toLines([toLabel('e3', '9'), toLabel('e2', '0'), toLabel('i1', '1')]);
    const { rows, summary } = await run({ source, groundTruth });
    expect(rows).toEqual(['0.1=1', '0.2=0']);
    expect(summary).toMatchObject({ records: 3, joined: 2, recordsWithoutLabel: 1, labels: 3, labelsWithoutRecord: 1 });
  });

  it('of several labels the last one counts, and what is no label record is named', async () => {
    const source = toLines([toCapture({ eventId: 'a' }, '0.5')]);
    const groundTruth = toLines([toLabel('a', '0'), { no: 'label' }, toLabel('a', '1')]);
    const { rows, summary } = await run({ source, groundTruth });
    expect(rows).toEqual(['0.5=1']);
    expect(summary).toMatchObject({ labels: 2, duplicateLabels: 1, unreadableLabels: 1, labelsWithoutRecord: 0 });
  });

  it('say how many of the records of each age have their label', async () => {
    const source = toLines([
      toCapture({ eventId: 'a' }, '1', 1),
      toCapture({ eventId: 'b' }, '2', 1),
      toCapture({ eventId: 'c' }, '3', 9),
      toCapture({ eventId: 'd' }, '4', 11),
    ]);
    const groundTruth = toLines([toLabel('a', '0'), toLabel('b', '0'), toLabel('c', '0')]);
    const { summary } = await run({ source, groundTruth }, { to: '2026-11-22T12:00:00Z' });
    expect(summary.maturity).toEqual([
      { ageHours: 0, records: 1, joined: 0 },
      { ageHours: 1, records: 1, joined: 1 },
      { ageHours: 6, records: 2, joined: 2 },
    ]);
  });

  it('give the same in several passes, which hold a part of the labels each', async () => {
    const places = Array.from({ length: 500 }, (_, place) => place);
    const source = toLines(places.map((place) => toCapture({ eventId: `e${place}` }, String(place))));
    const groundTruth = toLines([
      ...places.filter((place) => place % 3 > 0).map((place) => toLabel(`e${499 - place}`, String(place % 2))),
      toLabel('e7', '5'),
      toLabel('elsewhere', '1'),
    ]);
    const once = await run({ source, groundTruth });
    const often = await run({ source, groundTruth, mostLabels: 50 });
    expect(often).toEqual(once);
    expect(once.summary.joined).toBeGreaterThan(300);
    expect(once.rows).toContain('7=5');
  });

  it('are written together as the merge job lays them out', async () => {
    const hour = join(folder, 'capture/churn/AllTraffic/2026/11/22/08');
    await mkdir(hour, { recursive: true });
    await writeFile(join(hour, '30-00-000-a.jsonl'), toLines([toCapture({ eventId: 'a' }, '0.5')]));
    const bytes = toLines([toCapture({ eventId: 'b' }, '0.6', 9)]);
    const groundTruth = toLines([toLabel('a', '1'), toLabel('b', '0')]);
    const merged = join(folder, 'merge');
    const { rows } = await run({ source: [join(folder, 'capture'), bytes], groundTruth, merged });
    expect(rows).toEqual(['0.5=1', '0.6=0']);
    const files = (await readdir(merged, { recursive: true })).filter((name) => name.endsWith('.jsonl')).toSorted();
    expect(files).toEqual(['2026/11/22/09/part-00000.jsonl', 'churn/AllTraffic/2026/11/22/08/part-00000.jsonl']);
    const record: unknown = JSON.parse(await readFile(join(merged, files[1] ?? ''), 'utf8'));
    expect(record).toEqual({ ...toCapture({ eventId: 'a' }, '0.5'), groundTruthData: { data: '1', encoding: 'CSV' } });
  });

  it('meet in the output of a transform too, by the id at the end of its rows or among its members', async () => {
    const source = Buffer.from('5,"a, b",0.25,id-1,2026-11-22T08:00:00Z\n6,c,0.75,id-2,2026-11-22T08:00:00Z\n');
    const groundTruth = toLines([toLabel('id-1', '1')]);
    const taken: object[] = [];
    const take = (record: object): number => taken.push(record);
    await joinLabels(engine, { source, groundTruth }, { header: false, format: 'csv' }, take);
    expect(taken).toMatchObject([
      {
        captureData: { batchTransformOutput: { data: '5,"a, b",0.25', encoding: 'CSV' } },
        eventMetadata: { eventId: 'id-1' },
      },
    ]);
    const json = toLines([{ x: 1, SageMakerOutput: { p: 0.5 }, SageMakerInferenceId: 'id-1' }]);
    await joinLabels(engine, { source: json, groundTruth }, {}, take);
    expect(taken[1]).toMatchObject({
      captureData: { batchTransformOutput: { data: '{"x":1,"SageMakerOutput":{"p":0.5}}', encoding: 'JSON' } },
    });
  });

  it('that are no capture records are set aside and named', async () => {
    const { report } = await run({ source: toLines([{ a: 1 }]), groundTruth: toLines([toLabel('a', '1')]) });
    expect(report).toMatchObject({ rows: 0, quarantined: 1, complaints: [{ kind: 'unfit-record', count: 1 }] });
  });
});

/** The three lines that the library is about, over everything that data may come from. */
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { baseline, check, openBaseline, openResult, type Source } from 'tidemark';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TODAY, TRAIN, toBytes } from './rows.ts';

let folder = '';
const path = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-api-'));
  await writeFile(path('train.csv'), TRAIN);
  await writeFile(path('today.csv'), TODAY);
});
afterAll(() => rm(folder, { recursive: true }));

function toStream(text: string, chunkSize: number): ReadableStream<Uint8Array> {
  const bytes = toBytes(text);
  let offset = 0;
  return new ReadableStream({
    pull(controller) {
      if (offset >= bytes.length) controller.close();
      else controller.enqueue(bytes.subarray(offset, (offset += chunkSize)));
    },
  });
}

/** Three values that many rows share, and one that four do. */
function toRows(rare: string): Uint8Array {
  const values = Array.from({ length: 300 }, (_, index) => (index < 4 ? rare : `v${index % 3}`));
  return toBytes(['x', ...values, ''].join('\n'));
}

function keepYoung(record: unknown): Record<string, unknown>[] {
  const [age] = record as readonly string[];
  return Number(age) < 40 ? [{ age }] : [];
}

describe('baseline and check', () => {
  it('find what changed in a file, and save it in every form', async () => {
    const base = await baseline(path('train.csv'));
    const result = await check(path('today.csv'), base);
    expect(result.toText()).toContain('income   baseline_drift_check');
    for (const name of ['report.txt', 'report.json', 'result']) await result.save(path(name));
    expect(await readFile(path('report.txt'), 'utf8')).toBe(result.toText());
    expect(JSON.parse(await readFile(path('report.json'), 'utf8'))).toMatchObject({ schema: 'check-result/v1' });
    expect(await readdir(path('result'))).toEqual([
      'baseline_statistics.json',
      'constraint_violations.json',
      'constraints.json',
      'profile.tide',
      'report.html',
      'statistics.json',
      'verdict.json',
    ]);
    expect(result.violations[0]?.reproduce).toBe(`tidemark check ${path('today.csv')} --baseline ${path('train.csv')}`);
  });

  it('refuse to save in a form that does not exist, and name those that do', async () => {
    const result = await check(toBytes(TRAIN), toBytes(TRAIN));
    await expect(result.save(path('report.pdf'))).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringMatching(/\.html.*\.json/u) as string,
    });
  });

  it('read the same profile from every kind of source, however it is chunked', async () => {
    const bytes = toBytes(TRAIN);
    const sources: Source[] = [
      path('train.csv'),
      pathToFileURL(path('train.csv')),
      bytes,
      bytes.slice().buffer,
      new Blob([TRAIN]),
      toStream(TRAIN, 1),
      toStream(TRAIN, 1000),
      [path('train.csv')],
    ];
    const profiles = await Promise.all(sources.map(async (source) => (await baseline(source)).profile));
    for (const profile of profiles) expect(profile).toEqual(profiles[0]);
  });

  it('read several sources as one data set', async () => {
    const both = await baseline([toBytes(TRAIN), toBytes(TODAY)]);
    expect(both.report).toMatchObject({ sources: 2, rows: 400 });
  });

  it('take a baseline that was saved, as a directory or opened', async () => {
    const base = await baseline(path('train.csv'));
    await base.save(path('base'));
    const fresh = await check(toBytes(TODAY), base);
    const stored = await check(toBytes(TODAY), path('base'));
    const opened = await check(toBytes(TODAY), await openBaseline({ profile: base.profile }));
    expect(stored.violations).toEqual(fresh.violations);
    expect(opened.violations).toEqual(fresh.violations);
  });

  it('name in what they print and write only values that ten rows share, and know the others from the profile', async () => {
    const base = await baseline(toRows('Ada'));
    await base.save(path('named'));
    const result = await check(toRows('Bob'), base);
    await result.save(path('named-result'));
    const files = [
      'named/statistics.json',
      'named/constraints.json',
      'named-result/statistics.json',
      'named-result/report.html',
    ];
    const texts = await Promise.all(files.map((name) => readFile(path(name), 'utf8')));
    for (const text of [...texts, base.toText(), JSON.stringify(base), result.toText(), JSON.stringify(result)]) {
      expect(text).not.toMatch(/Ada|Bob/u);
    }
    expect(base.toText()).toMatch(/one of v., v., v. or 1 rare value/u);
    const opened = await openBaseline(path('named'));
    expect(opened).toMatchObject({ statistics: base.statistics, constraints: base.constraints });
    expect((await check(toRows('Ada'), opened)).notEvaluated).toEqual([]);
    const compatible = await baseline(toRows('Ada'), { compat: 'sagemaker' });
    expect(JSON.stringify(compatible)).toContain('Ada');
  });

  it('take a baseline that is only documents, as AWS leaves them', async () => {
    const { statistics, constraints } = await baseline(toBytes(TRAIN), { compat: 'sagemaker' });
    const base = await openBaseline({ statistics: JSON.stringify(statistics), constraints });
    expect(base.toJSON()).toMatchObject({ statistics, constraints });
    const kinds = (await check(toBytes(TODAY), base)).violations.map((each) => each.constraint_check_type);
    expect(kinds).toContain('baseline_drift_check');
  });

  it('open a result that is only documents, as AWS leaves them, and draw the window alone', async () => {
    const result = await check(toBytes(TODAY), toBytes(TRAIN), { compat: 'sagemaker' });
    await result.save(path('full'));
    await mkdir(path('aws'));
    for (const name of ['statistics.json', 'constraints.json', 'constraint_violations.json']) {
      await copyFile(path(`full/${name}`), path(`aws/${name}`));
    }
    const opened = await openResult(path('aws'));
    expect(opened).toMatchObject({ baselineStatistics: null, report: null, profile: null });
    expect(opened.violations).toEqual(result.violations);
    await opened.save(path('aws.html'));
    expect(await readFile(path('aws.html'), 'utf8')).toContain('of the current data');
  });

  it('decide as Model Monitor does when asked to, with its keys only', async () => {
    const compat = { compat: 'sagemaker' } as const;
    const result = await check(toBytes(TODAY), await baseline(toBytes(TRAIN), compat), compat);
    for (const violation of result.violations) {
      expect(Object.keys(violation)).toEqual(['feature_name', 'constraint_check_type', 'description']);
    }
    expect(JSON.stringify([result.statistics, result.constraints])).not.toContain('tidemark');
  });

  it('take a profile or statistics.json as the baseline, and a profile as the window', async () => {
    const base = await baseline(path('train.csv'));
    await base.save(path('sides'));
    const fresh = await check(toBytes(TODAY), base);
    const kinds = ({ violations }: typeof fresh) => violations.map((each) => each.constraint_check_type);
    for (const side of ['sides/profile.tide', 'sides/statistics.json']) {
      expect(kinds(await check(toBytes(TODAY), path(side)))).toEqual(kinds(fresh));
    }
    const again = await check(fresh.profile, base);
    expect(again.violations).toEqual(fresh.violations.map((each) => ({ ...each, reproduce: null })));
    await expect(check(path('sides/statistics.json'), base)).rejects.toThrow('found statistics');
  });

  it('make rows of records by a function', async () => {
    const made = await baseline(toBytes(TRAIN), { preprocess: keepYoung });
    expect(made.statistics).toMatchObject({ dataset: { item_count: 100 }, features: [{ name: 'age' }] });
  });

  it('report how far they have come', async () => {
    const counts: number[] = [];
    await baseline(toStream(TRAIN, 1000), { onProgress: ({ byteCount }) => counts.push(byteCount) });
    expect(counts.at(-1)).toBe(toBytes(TRAIN).length);
  });

  it.each([
    ['nothing.csv', 'not-found'],
    ['s3://bucket/x.csv', 'unsupported'],
  ])('say that %s is %s', async (address, code) => {
    await expect(baseline(address)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(address) as string,
    });
  });

  it('refuse another format by its name', async () => {
    await writeFile(path('x.xlsx'), 'PK');
    await expect(baseline(path('x.xlsx'))).rejects.toThrow('found a workbook');
  });

  it('take names of the prototype as plain names', async () => {
    const odd = toBytes(TRAIN.replace('age,income', '__proto__,constructor'));
    const result = await check(odd, await baseline(odd));
    expect(result.violations).toEqual([]);
    expect(result.statistics.features.map(({ name }) => name)).toEqual(['__proto__', 'constructor']);
  });
});

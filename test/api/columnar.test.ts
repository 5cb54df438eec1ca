/** Arrow and Parquet through the public face and the command line. */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  type Table,
  tableFromIPC,
  tableToIPC,
  Table as ArrowTable,
  vectorFromArray,
  Utf8,
  Float64,
} from 'apache-arrow';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { baseline, check, measure, openResult, statisticsToArrow } from '../../packages/tidemark/src/index.js';

const TIDEMARK = resolve('packages/tidemark/dist/cli/main.js');
const ROWS = 400;

let folder = '';
const path = (name: string): string => join(folder, name);

function toColumns(shift: number): { readonly age: number[]; readonly city: (string | null)[] } {
  return {
    age: Array.from({ length: ROWS }, (_, row) => 20 + ((row * 7) % 40) + shift),
    city: Array.from({ length: ROWS }, (_, row) =>
      row % 20 === 0 ? null : (['Ulm', 'Bonn', 'Köln'][row % 3] ?? null),
    ),
  };
}

function toParquet({ age, city }: ReturnType<typeof toColumns>): Uint8Array {
  const columnData = [
    { name: 'age', data: age, type: 'DOUBLE' as const },
    { name: 'city', data: city as never, type: 'STRING' as const },
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

function toTable({ age, city }: ReturnType<typeof toColumns>): ArrowTable {
  return new ArrowTable({ age: vectorFromArray(age, new Float64()), city: vectorFromArray(city, new Utf8()) });
}

/** Makes Node behave as if this package was not installed. */
const WITHOUT_ARROW = `
import { registerHooks } from 'node:module';
registerHooks({
  resolve(specifier, context, next) {
    if (!/^apache-arrow/.test(specifier)) return next(specifier, context);
    throw Object.assign(new Error('not installed'), { code: 'ERR_MODULE_NOT_FOUND' });
  },
});`;

function run(
  args: readonly string[],
  input?: Uint8Array,
  flags: readonly string[] = [],
): { readonly status: number | null; readonly stdout: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, TIDEMARK, ...args], {
    cwd: folder,
    ...(input && { input }),
  });
  return { status, stdout: `${stdout.toString()}${stderr.toString()}` };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-columnar-'));
  await mkdir(path('days'));
  await writeFile(path('train.parquet'), toParquet(toColumns(0)));
  await writeFile(path('days/1.parquet'), toParquet(toColumns(0)));
  await writeFile(path('days/2.parquet'), toParquet(toColumns(0)));
  await writeFile(path('later.arrow'), tableToIPC(toTable(toColumns(25)), 'file'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('Arrow and Parquet', () => {
  it('are baselines and windows, whichever is which', async () => {
    const base = await baseline(path('train.parquet'));
    expect(base.profile).toEqual((await baseline(toColumns(0))).profile);
    expect((await check(toTable(toColumns(0)), base)).violations).toEqual([]);
    expect((await check(path('days'), base)).violations).toEqual([]);
    const later = await check(path('later.arrow'), base);
    expect(later.violations.map(({ feature_name: name }) => name)).toContain('age');
    const { columns } = await measure('ks', path('train.parquet'), toTable(toColumns(25)));
    expect(columns.map(({ column, result }) => [column, (result?.value ?? 0) > 0.5])).toEqual([
      ['age', true],
      ['city', false],
    ]);
  });

  it('are read by the command line, an Arrow stream from standard input too', () => {
    expect(run(['baseline', 'train.parquet', '-o', 'base']).status).toBe(0);
    expect(run(['check', 'days', '--baseline', 'base']).status).toBe(0);
    expect(run(['check', '-', '--baseline', 'base'], tableToIPC(toTable(toColumns(0)), 'stream')).status).toBe(0);
    const named = run(['check', '-', '--format', 'parquet', '--baseline', 'base'], toParquet(toColumns(25)));
    expect(named.status).toBe(2);
    const wrong = run(['check', 'days', '--format', 'arrow', '--baseline', 'base']);
    expect(wrong.status).toBe(1);
    expect(wrong.stdout).toContain('expected arrow in');
  }, 60_000);

  it('name the package that is missing, and need none for other data', async () => {
    await writeFile(path('without.mjs'), WITHOUT_ARROW);
    await writeFile(path('rows.csv'), 'x\n1\n2\n');
    const without = ['--import', join(folder, 'without.mjs')];
    const arrow = run(['baseline', 'later.arrow', '-o', 'none'], undefined, without);
    expect(arrow).toMatchObject({ status: 1, stdout: expect.stringContaining('npm install apache-arrow@') as string });
    expect(run(['baseline', 'train.parquet', '-o', 'other'], undefined, without).status).toBe(0);
    expect(run(['baseline', 'rows.csv', '-o', 'some'], undefined, without).status).toBe(0);
  }, 60_000);

  it('are read and written where no code may be made from text', () => {
    const flags = ['--disallow-code-generation-from-strings'];
    expect(run(['check', 'later.arrow', '--baseline', 'train.parquet', '-o', 'strict'], undefined, flags).status).toBe(
      2,
    );
    expect(run(['report', 'strict', '-o', 'strict.arrow'], undefined, flags).status).toBe(0);
  }, 60_000);

  it('give statistics as an Arrow table with a row a feature', async () => {
    const base = await baseline(path('train.parquet'));
    const table = (await base.toArrow()) as unknown as Table;
    expect(table.numRows).toBe(2);
    expect(table.toArray().map((row) => (row as { toJSON(): unknown }).toJSON())).toMatchObject([
      {
        name: 'age',
        type: 'Integral',
        present: 400n,
        missing: 0n,
        completeness: 1,
        distinct: 40n,
        min: 20,
        p50: 39,
        max: 59,
      },
      {
        name: 'city',
        type: 'String',
        present: 380n,
        missing: 20n,
        completeness: 0.95,
        distinct: 3n,
        mean: null,
        p50: null,
      },
    ]);
    expect(base.statistics && ((await statisticsToArrow(base.statistics)) as unknown as Table).numCols).toBe(
      table.numCols,
    );
  });

  it('write a result as a file of Arrow, which can be profiled itself', async () => {
    const result = await check(path('later.arrow'), path('train.parquet'));
    await result.save(path('result'));
    await (await openResult(path('result'))).save(path('statistics.arrow'));
    expect(run(['report', 'result', '-o', 'again.arrow']).status).toBe(0);
    const bytes = await readFile(path('statistics.arrow'));
    expect(await readFile(path('again.arrow'))).toEqual(bytes);
    expect(tableFromIPC(bytes).getChild('name')?.toArray()).toEqual(['age', 'city']);
    const names = (await baseline(path('statistics.arrow'))).statistics?.features.map(({ name }) => name);
    expect(names?.slice(0, 4)).toEqual(['name', 'type', 'present', 'missing']);
  }, 60_000);
});

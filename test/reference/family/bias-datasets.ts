/** Families `bias-metrics-dataset` and `bias-drift-check`: reports of published data sets, and what a run flagged. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Engine } from 'tidemark/engine';
import { isDrift } from '../../../packages/tidemark/dist/monitor/bias/judge-sagemaker.js';
import { computed, type ReferenceCase } from '../reference-case.ts';
import type { Numeric, ReferenceFile } from '../reference-file.ts';
import { clarify, type ExpectedReport, findMetric, metricCase, reportCases } from './bias-case.ts';

/** What a report is about. */
interface Choice {
  readonly facet: string;
  readonly values_or_threshold: readonly (string | number)[] | null;
  readonly group_variable: string;
  readonly features?: readonly string[];
}

interface Setup extends Choice {
  readonly id?: string;
  readonly expected: Readonly<Record<'pre_training_bias_metrics' | 'post_training_bias_metrics', unknown>>;
}

interface DatasetFile extends ReferenceFile {
  readonly path: string;
  readonly data: string;
  readonly label: string;
  readonly positive_label: readonly number[];
  readonly predicted: string;
  readonly production?: Setup;
  readonly more?: readonly Setup[];
  readonly cases?: readonly Setup[];
}

/** The columns that no report may see. */
const SCORES = 'score';

export function readBiasDatasets(file: DatasetFile): ReferenceCase[] {
  const columns = readColumns(file);
  const tolerance = file.tolerance ?? 0;
  const setups = [...(file.production ? [file.production] : []), ...(file.more ?? []), ...(file.cases ?? [])];
  return setups.flatMap((setup) => {
    const name = setup.id ?? `${setup.facet} by ${setup.group_variable}`;
    const run = (engine: Engine) => report(engine, file, columns, setup);
    return Object.values(setup.expected).flatMap((expected) =>
      Array.isArray(expected)
        ? reportCases(name, expected as ExpectedReport, tolerance, run)
        : Object.entries(expected as Readonly<Record<string, Numeric>>).map(([metric, value]) =>
            metricCase(`${name}: ${metric}`, value, tolerance, (engine) => findMetric(run(engine), 0, metric)),
          ),
    );
  });
}

interface RunFile extends DatasetFile, Choice {
  readonly baseline: Readonly<Record<string, Numeric>>;
  readonly runs: readonly {
    readonly id: string;
    readonly current: Readonly<Record<string, Numeric>>;
    readonly published_violations: readonly string[];
  }[];
}

export function readBiasRuns(file: RunFile): ReferenceCase[] {
  const columns = readColumns(file);
  const find = (engine: Engine, metric: string) => findMetric(report(engine, file, columns, file), 0, metric);
  return file.runs.flatMap(({ id, current, published_violations: published }) => {
    return Object.entries(current).flatMap(([metric, value]) => [
      metricCase(`${id}: ${metric}`, value, file.tolerance ?? 0, (engine) => find(engine, metric)),
      computed(`${id}: ${metric} flagged`, Number(published.includes(metric)), 0, (engine) =>
        Number(isDrift(file.baseline[metric] as number, find(engine, metric).value as number)),
      ),
    ]);
  });
}

function report(engine: Engine, file: DatasetFile, columns: ReturnType<typeof readColumns>, setup: Choice) {
  const config = {
    label: file.label,
    label_values_or_threshold: file.positive_label,
    facet: [
      {
        name_or_index: setup.facet,
        ...(setup.values_or_threshold && { value_or_threshold: setup.values_or_threshold }),
      },
    ],
    predicted_label: file.predicted,
    group_variable: setup.group_variable,
  };
  return clarify(engine, columns, config, setup.features ? { flipTestFeatures: setup.features } : {});
}

/** A file without quotes: numbers where all are, texts elsewhere. */
function readColumns(file: {
  readonly path: string;
  readonly data: string;
}): Readonly<Record<string, readonly (string | number)[]>> {
  const text = readFileSync(join(dirname(file.path), file.data), 'utf8');
  const [header = [], ...rows] = text
    .trim()
    .split(/\r?\n/u)
    .map((line) => line.split(','));
  return Object.fromEntries(
    header.flatMap((name, place) => {
      if (name === SCORES) return [];
      const cells = rows.map((row) => row[place] ?? '');
      const isNumeric = cells.every((cell) => cell !== '' && Number.isFinite(Number(cell)));
      return [[name, isNumeric ? cells.map(Number) : cells]];
    }),
  );
}

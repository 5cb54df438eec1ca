/** Families `bias-report`, `bias-report-quirks` and `bias-type-inference`: whole reports, and what they read a column as. */
import type { BiasOptions } from 'tidemark/engine';
import { computed, type ReferenceCase } from '../reference-case.ts';
import type { ReferenceFile } from '../reference-file.ts';
import {
  type Cell,
  clarify,
  type ExpectedReport,
  type FloatCell,
  reportCases,
  toColumn,
  toPlain,
  withFloats,
} from './bias-case.ts';

type Values = readonly (Cell | FloatCell)[] | null;

interface ReportCase {
  readonly id: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (Cell | FloatCell)[])[];
  readonly facet: string;
  readonly facet_values_or_threshold: Values;
  readonly label: string;
  readonly label_values_or_threshold: Values;
  readonly stage: 'pre_training' | 'post_training';
  readonly predicted_label: string | null;
  readonly group_variable: string | null;
  readonly methods: readonly string[];
  readonly column_types?: Readonly<Record<string, 'category'>>;
  readonly expected: unknown;
}

export function readBiasReports(
  file: ReferenceFile & { readonly cases: readonly { readonly expected: ExpectedReport }[] },
): ReferenceCase[] {
  const { cases } = withFloats(file) as { readonly cases: readonly ReportCase[] };
  return cases.flatMap((test, index) =>
    reportCase(
      test,
      file.cases[index]?.expected ?? [],
      file,
      Object.fromEntries(test.columns.map((name, place) => [name, test.rows.map((row) => row[place] ?? null)])),
    ),
  );
}

interface QuirkCase
  extends Pick<
    ReportCase,
    'id' | 'facet_values_or_threshold' | 'label_values_or_threshold' | 'stage' | 'group_variable' | 'methods'
  > {
  readonly columns: Readonly<Record<string, readonly (Cell | FloatCell)[]>>;
}

export function readBiasQuirks(
  file: ReferenceFile & { readonly cases: readonly { readonly expected: ExpectedReport }[] },
): ReferenceCase[] {
  const { cases } = withFloats(file) as { readonly cases: readonly QuirkCase[] };
  return cases.flatMap((test, index) => {
    const predicted = 'p' in test.columns ? 'p' : null;
    const call = { ...test, facet: 'f', label: 'y', predicted_label: predicted };
    return reportCase(call, file.cases[index]?.expected ?? [], file, test.columns);
  });
}

function reportCase(
  test: Omit<ReportCase, 'columns' | 'rows' | 'expected'>,
  expected: ExpectedReport,
  file: ReferenceFile,
  columns: Readonly<Record<string, readonly (Cell | FloatCell)[]>>,
): ReferenceCase[] {
  const [methods] = test.methods;
  const method = { methods: methods === 'all' ? ('all' as const) : test.methods };
  const isPost = test.stage === 'post_training';
  const config = {
    label: test.label,
    label_values_or_threshold: toList(test.label_values_or_threshold),
    facet: [{ name_or_index: test.facet, value_or_threshold: toList(test.facet_values_or_threshold) }],
    ...(test.predicted_label !== null && isPost && { predicted_label: test.predicted_label }),
    ...(test.group_variable !== null && { group_variable: test.group_variable }),
    methods: isPost ? { post_training_bias: method } : { pre_training_bias: method },
  };
  const kinds = Object.fromEntries(Object.keys(test.column_types ?? {}).map((name) => [name, 'categorical' as const]));
  const data = Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name, toColumn(cells)]));
  return reportCases(test.id, expected, file.tolerance ?? 0, (engine) => clarify(engine, data, config, { kinds }));
}

interface KindCase {
  readonly id: string;
  readonly values: readonly (Cell | FloatCell)[];
  readonly declared_type: 'category' | null;
  readonly given_values?: Values;
  readonly positive_values?: Values;
  readonly expected: string;
}

export function readBiasKinds(file: ReferenceFile): ReferenceCase[] {
  const { series_datatype: kinds, label_value_or_threshold: texts } = withFloats(file) as {
    readonly series_datatype: readonly KindCase[];
    readonly label_value_or_threshold: readonly KindCase[];
  };
  return [
    ...kinds.map((test) => {
      const given = (test.given_values ?? []).length > 1 ? test.given_values : test.values.slice(0, 1);
      return computed(`${test.id}: kind`, 1, 0, (engine) => {
        const label = { y: test.values.map((_, row) => (row % 2 === 0 ? 'yes' : 'no')) };
        const values = toList(given);
        const config = {
          label: 'y',
          label_values_or_threshold: ['yes'],
          facet: [{ name_or_index: 'x', value_or_threshold: values }],
        };
        const report = clarify(engine, { ...label, x: toColumn(test.values) }, config, toKinds(test));
        return Number(report.facets[0]?.kind.toUpperCase() === test.expected);
      });
    }),
    ...texts.map((test) =>
      computed(`${test.id}: text`, 1, 0, (engine) => {
        const config = {
          label: 'x',
          label_values_or_threshold: toList(test.positive_values),
          facet: [{ name_or_index: 'f' }],
        };
        const columns = { f: test.values.map(() => 'a'), x: toColumn(test.values) };
        return Number(clarify(engine, columns, config, toKinds(test)).labelValueOrThreshold === test.expected);
      }),
    ),
  ];
}

function toKinds({ declared_type: declared }: KindCase): BiasOptions {
  return declared === null ? {} : { kinds: { x: 'categorical' } };
}

function toList(values: Values | undefined): (string | number | boolean)[] {
  return (values ?? []).map(toPlain).filter((value) => value !== null);
}

/** What the families of bias share: columns as pandas would hold them, and metrics by name. */
import type { AnalysisConfig, BiasColumns, BiasOptions, BiasReport, Engine } from 'tidemark/engine';
import { computed, type ReferenceCase } from '../reference-case.ts';
import type { Numeric, ReferenceFile, Tolerance } from '../reference-file.ts';

/** A value of a cell. */
export type Cell = string | number | boolean | null;

/** A number that the file writes with a point: pandas holds its column as floating. */
export class FloatCell {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** A metric as files expect it: its number, or the error in its place. */
export type Expected = Numeric | null | { readonly error: string };

/** A report as files expect it: metrics by name for each value of the facet, or why there is none. */
export type ExpectedReport =
  | { readonly error: string }
  | readonly {
      readonly value_or_threshold: string;
      readonly metrics:
        | Readonly<Record<string, Expected>>
        | readonly { readonly name: string; readonly value: Numeric | null; readonly error?: string }[];
    }[];

/** The file again, with numbers that have a point in it marked. */
export function withFloats(file: ReferenceFile): unknown {
  return JSON.parse(file.text, markFloat);
}

function markFloat(_: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' && /[.eE]/u.test(context?.source ?? '') ? new FloatCell(value) : value;
}

/** A column as pandas would hold it. */
export function toColumn(cells: readonly (Cell | FloatCell)[]): Float64Array | Cell[] {
  const plain = cells.map(toPlain);
  const isFloat = cells.some((cell) => cell instanceof FloatCell || cell === 'NaN');
  return isFloat ? Float64Array.from(plain, (cell) => (cell === null ? Number.NaN : Number(cell))) : plain;
}

export function toPlain(cell: Cell | FloatCell): Cell {
  return cell instanceof FloatCell ? cell.value : cell;
}

/** A case for each metric of a report, its texts and its errors. */
export function reportCases(
  name: string,
  expected: ExpectedReport,
  tolerance: Tolerance,
  compute: (engine: Engine) => BiasReport,
): ReferenceCase[] {
  if ('error' in expected) return [refusedCase(name, expected.error, compute)];
  return expected.flatMap(({ value_or_threshold: text, metrics }, index) => {
    const title = `${name} ${text}`;
    const list = Array.isArray(metrics)
      ? (metrics as readonly { name: string; value: Numeric | null; error?: string }[]).map(
          (metric) => [metric.name, metric.error === undefined ? metric.value : { error: metric.error }] as const,
        )
      : Object.entries(metrics as Readonly<Record<string, Expected>>);
    return [
      computed(`${title}: text`, 1, 0, (engine) =>
        Number(compute(engine).facets[0]?.entries[index]?.valueOrThreshold === text),
      ),
      ...list.map(([metric, value]) =>
        metricCase(`${title}: ${metric}`, value, tolerance, (engine) => findMetric(compute(engine), index, metric)),
      ),
    ];
  });
}

/** A metric that has its number, or its error. */
export function metricCase(
  name: string,
  expected: Expected,
  tolerance: Tolerance,
  find: (engine: Engine) => { readonly value: Numeric | null; readonly error?: string },
): ReferenceCase {
  if (typeof expected === 'object' && expected !== null) {
    return computed(name, 1, 0, (engine) => Number(isSameError(find(engine).error, expected.error)));
  }
  return computed(name, expected ?? 'NaN', tolerance, (engine) => Number(find(engine).value ?? 'NaN'));
}

function refusedCase(name: string, error: string, compute: (engine: Engine) => BiasReport): ReferenceCase {
  return computed(`${name}: error`, 1, 0, (engine) => {
    try {
      return Number(isSameError(compute(engine).postTrainingError, error));
    } catch (found) {
      return Number(isSameError(found instanceof Error ? found.message : '', error));
    }
  });
}

/** Clarify is not of one mind about capitals and the full stop. */
function isSameError(found: string | undefined, expected: string): boolean {
  return found !== undefined && toComparable(found) === toComparable(expected);
}

function toComparable(text: string): string {
  return text.toLowerCase().replace(/\.$/u, '');
}

export function findMetric(
  report: BiasReport,
  entry: number,
  metric: string,
): { readonly value: Numeric | null; readonly error?: string } {
  const { preTraining = [], postTraining = [] } = report.facets[0]?.entries[entry] ?? {};
  const found = [...preTraining, ...postTraining].find(({ name }) => name === metric);
  return found ?? { value: null, error: report.postTrainingError ?? `no ${metric}` };
}

/** As Clarify computes, without intervals. */
export function clarify(
  engine: Engine,
  columns: BiasColumns,
  config: AnalysisConfig,
  options: BiasOptions = {},
): BiasReport {
  return engine.bias(columns, config, { rules: 'clarify', confidence: null, ...options });
}

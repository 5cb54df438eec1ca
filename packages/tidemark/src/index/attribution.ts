/** The monitor of what a model listens to: the attributions of features now against those of a baseline. */
import { invalidArgument } from '../engine/errors.js';
import type { Engine, IngestReport } from '../engine/port.js';
import { createKindResult, type KindDrawing } from './create-kind-result.js';
import { type AskOptions, explain, type ExplainOptions, type Explanation } from './explain.js';
import type { Kind, KindBaseline, KindResult, StoredDocuments } from './kind.js';
import {
  isAnalysis,
  type LabelAttributions,
  readAnalysis,
  toAnalysisDocument,
  withoutRows,
} from '../monitor/attribution/analysis.js';
import { checkAttributions, type LabelWindow } from '../monitor/attribution/check.js';
import { toBaselineFiles, toResultDocument, toResultFiles } from '../monitor/attribution/files.js';
import type { AttributionCheck } from '../monitor/attribution/result.js';
import { readShapConfig } from '../monitor/attribution/shap-config.js';
import { type AttributionVerdictDocument, readVerdict } from '../monitor/attribution/verdict-document.js';
import { isAttributionViolations, readAttributionViolations } from '../monitor/attribution/violations.js';
import { toCommandLine, toOptionWords } from '../monitor/check/command-line.js';
import { parseDocument } from '../monitor/document/parse.js';
import type { ModelOptions, ReadingOptions } from './options.js';
import { type FeatureTable, readAnalysisSource, readFeatureTable } from './read-attributions.js';
import {
  toAttributionCsv,
  toAttributionHtmlPieces,
  toAttributionMarkdown,
  toAttributionsText,
  toAttributionText,
  toAttributionViolationsText,
} from '../report/index.js';
import { toNames } from '../source/parts.js';
import { saveDirectory } from '../source/save.js';
import type { Source } from '../source/source.js';

export interface AttributionOptions
  extends ReadingOptions,
    Pick<ModelOptions, 'features' | 'analysisConfig' | 'explain'> {
  readonly monitor: 'attribution';
  /** How often a window may raise an alarm although nothing changed. Default 0.01. */
  readonly falseAlarmRate?: number | undefined;
}

export interface AttributionBaselineData {
  readonly monitor: 'attribution';
  readonly labels: readonly LabelAttributions[];
  /** Of the attributions of rows, where there is one label. */
  readonly profile: Uint8Array | null;
  /** What stood for features that are not known, where a model was asked. */
  readonly baselineRows: Explanation['baseline'] | null;
  readonly report: IngestReport | null;
  readonly names: readonly string[] | null;
}

export interface AttributionBaseline extends AttributionBaselineData, KindBaseline {
  readonly monitor: 'attribution';
}

export interface AttributionResult extends AttributionCheck, KindResult {
  readonly monitor: 'attribution';
  readonly violations: AttributionCheck['violations'];
}

export type Attribution = Kind<AttributionOptions, AttributionBaseline, AttributionResult>;

export const attribution: Attribution = {
  options: ['features', 'analysisConfig', 'explain'],
  baselineFiles: { analysis: 'analysis.json', profile: 'attributions.tide', baselineRows: 'baseline_rows.json' },
  resultFiles: {
    analysis: 'analysis.json',
    violations: 'constraint_violations.json',
    baselineAnalysis: 'baseline_analysis.json',
    verdict: 'verdict.json',
  },
  async makeBaseline(engine, source, options) {
    const { labels, report, baselineRows } = await readWindow(engine, source, null, options);
    const [first, ...others] = labels;
    const rows = others.length === 0 ? (first?.rows ?? null) : null;
    const attributions = labels.map(withoutRows);
    return createBaseline(
      {
        monitor: 'attribution',
        labels: attributions,
        profile: rows && profileRows(engine, rows),
        baselineRows,
        report,
        names: toNames(source),
      },
      options,
    );
  },
  async openBaseline(_engine, documents, names, options) {
    const { analysis, profile, baselineRows } = documents;
    if (!analysis) throw noAnalysis();
    const data: AttributionBaselineData = {
      monitor: 'attribution',
      labels: readAnalysis(analysis),
      profile: profile instanceof Uint8Array ? profile : null,
      baselineRows: baselineRows ? readBaselineRows(baselineRows) : null,
      report: null,
      names,
    };
    return createBaseline(data, options);
  },
  async check(engine, source, base, options) {
    const { labels, report } = await readWindow(engine, source, base, options);
    const { compat = 'tidemark', falseAlarmRate } = options;
    const call = { sources: toNames(source), baseline: base.names, options: toOptionWords(options) };
    const result = checkAttributions({
      engine,
      baseline: base,
      current: labels,
      report,
      reading: compat,
      falseAlarmRate,
      seed: toAskOptions(options).seed,
      reproduce: options.preprocess || options.explain ? null : toCommandLine(call),
    });
    return createKindResult(result, DRAWING);
  },
  async openResult(_engine, documents) {
    return createKindResult(readResult(documents), DRAWING);
  },
  toDocumentText(document) {
    if (isAnalysis(document)) return toAttributionsText(readAnalysis(document.value as object));
    return isAttributionViolations(document) ? toAttributionViolationsText(readAttributionViolations(document)) : null;
  },
};

const DRAWING: KindDrawing<AttributionCheck> = {
  toText: toAttributionText,
  toMarkdown: toAttributionMarkdown,
  toCsv: ({ violations }) => toAttributionCsv(violations),
  toHtml: toAttributionHtmlPieces,
  toDocument: toResultDocument,
  toFiles: toResultFiles,
};

interface Window {
  readonly labels: readonly LabelWindow[];
  readonly report: IngestReport | null;
  readonly baselineRows: Explanation['baseline'] | null;
}

/** The attributions of a source: as a document has them, row by row, or by asking the model. */
async function readWindow(
  engine: Engine,
  source: Source,
  base: AttributionBaseline | null,
  options: AttributionOptions,
): Promise<Window> {
  const asked = toAskOptions(options);
  const analysis = await readAnalysisSource(source);
  if (analysis !== null) {
    return { labels: analysis.map((label) => ({ ...label, rows: null })), report: null, baselineRows: null };
  }
  const aggregate = asked.aggregate ?? base?.labels[0]?.origin?.aggregate ?? 'mean_abs';
  const { predict } = asked;
  if (predict !== undefined) return askModel(engine, source, base, { ...asked, predict, aggregate }, options);
  const known = base && [...new Set(base.labels.flatMap(({ global }) => Object.keys(global)))];
  const { columns, report } = await readFeatureTable(engine, source, options, { only: known, isNumeric: true });
  const rows = columns as Readonly<Record<string, Float64Array>>;
  const label = asked.labels?.[0] ?? (base?.labels.length === 1 ? base.labels[0]?.label : undefined) ?? 'label0';
  const origin = options.compat === 'sagemaker' ? null : { aggregate, rows: report.rows };
  const global = engine.aggregateAttributions(rows, aggregate);
  return { labels: [{ label, global, expectedValue: null, origin, rows }], report, baselineRows: null };
}

async function askModel(
  engine: Engine,
  source: Source,
  base: AttributionBaseline | null,
  asked: AskOptions & Pick<ExplainOptions, 'predict'>,
  options: AttributionOptions,
): Promise<Window> {
  const { columns, report }: FeatureTable = await readFeatureTable(engine, source, options, {
    only: null,
    isNumeric: false,
  });
  const baseline = asked.baseline ?? base?.baselineRows ?? undefined;
  const labels = asked.labels ?? (base && base.labels.map(({ label }) => label)) ?? undefined;
  const { signal } = options;
  const found = await explain(columns, {
    ...asked,
    engine,
    ...(baseline !== undefined && { baseline }),
    ...(labels && { labels }),
    ...(signal && { signal }),
  });
  const isCompat = options.compat === 'sagemaker';
  return {
    labels: found.labels.map((label) => (isCompat ? { ...label, origin: null } : label)),
    report,
    baselineRows: found.baseline,
  };
}

/** What Clarify's configuration says, and what the caller does, which wins. */
function toAskOptions({ explain: asked, analysisConfig }: AttributionOptions): AskOptions {
  return { ...(analysisConfig && readShapConfig(analysisConfig)), ...asked };
}

function profileRows(engine: Engine, rows: Readonly<Record<string, Float64Array | readonly number[]>>): Uint8Array {
  using profiler = engine.openProfiler({ format: 'columns' });
  profiler.pushColumns(Object.entries(rows).map(([name, values]) => ({ name, values: Float64Array.from(values) })));
  using profile = profiler.finish().profile;
  return profile.toBytes();
}

function createBaseline(data: AttributionBaselineData, { compat }: AttributionOptions): AttributionBaseline {
  const { labels, profile, baselineRows, report } = data;
  const stored = compat === 'sagemaker' ? labels.map((label) => ({ ...label, origin: null })) : labels;
  return {
    ...data,
    toText: () => toAttributionsText(stored),
    toJSON: () => ({ schema: 'attribution-baseline/v1', analysis: toAnalysisDocument(stored), baselineRows, report }),
    save: (directory) => saveDirectory(directory, toBaselineFiles(stored, profile, baselineRows)),
  };
}

function readBaselineRows(input: NonNullable<StoredDocuments[string]>): Explanation['baseline'] {
  const rows = parseDocument(input, 'baseline_rows.json').member('rows').items();
  return rows.map((row) => (row.keys().length > 0 ? (row.value as Record<string, unknown>) : row.fail('a row')));
}

function readResult(documents: StoredDocuments): AttributionCheck {
  const { analysis, violations, baselineAnalysis, verdict } = documents;
  if (!violations) throw noAnalysis();
  return {
    ...(verdict ? readVerdict(verdict) : UNKNOWN_VERDICT),
    violations: readAttributionViolations(parseDocument(violations, 'constraint_violations.json')),
    attributions: analysis ? readAnalysis(analysis) : [],
    baselineAttributions: baselineAnalysis ? readAnalysis(baselineAnalysis, 'baseline_analysis.json') : null,
  };
}

/** Of a result that Model Monitor wrote. */
const UNKNOWN_VERDICT: AttributionVerdictDocument = {
  monitor: 'attribution',
  reading: 'sagemaker',
  falseAlarmRate: null,
  notEvaluated: [],
  drifts: [],
  report: null,
  reproduce: null,
};

function noAnalysis(): Error {
  return invalidArgument(
    'expected analysis.json of attributions, and of a result its constraint_violations.json, found none',
  );
}

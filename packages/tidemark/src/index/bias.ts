/** The monitor of bias: labels and predictions of a group against those of the rest, facet by facet. */
import type { BiasReport } from '../engine/bias.js';
import type { Engine, IngestReport } from '../engine/port.js';
import { type BiasAnalysis, STAGES, toAnalysis } from '../monitor/bias/analysis.js';
import { checkBias } from '../monitor/bias/check.js';
import { listPassedOver, type MonitorConfig, readAnalysisConfig } from '../monitor/bias/config.js';
import { noAnalysis, noConfig, notOfClarify } from '../monitor/bias/errors.js';
import { toBaselineFiles, toResultDocument, toResultFiles } from '../monitor/bias/files.js';
import { toBaselineGroups, toBiasGroups } from '../monitor/bias/groups.js';
import { measureBias } from '../monitor/bias/measure.js';
import { readAnalysis } from '../monitor/bias/read-analysis.js';
import { readBiasViolations } from '../monitor/bias/read-violations.js';
import type { BiasCheck } from '../monitor/bias/result.js';
import { type BiasVerdictDocument, readVerdict } from '../monitor/bias/verdict-document.js';
import { toCommandLine, toOptionWords } from '../monitor/check/command-line.js';
import type { Field } from '../monitor/document/field.js';
import { type DocumentInput, parseDocument } from '../monitor/document/parse.js';
import type { Reading } from '../monitor/reading.js';
import {
  toBiasAnalysisText,
  toBiasBaselineText,
  toBiasCsv,
  toBiasHtmlPieces,
  toBiasMarkdown,
  toBiasText,
  toBiasViolationsText,
} from '../report/index.js';
import { toNames, toParts } from '../source/parts.js';
import { readWhole } from '../source/read-bytes.js';
import { saveDirectory } from '../source/save.js';
import type { Source } from '../source/source.js';
import { createKindResult, type KindDrawing } from './create-kind-result.js';
import type { Kind, KindBaseline, KindResult, StoredDocuments } from './kind.js';
import type { ModelOptions, ReadingOptions } from './options.js';
import { readInstances } from './read-instances.js';

/** The options that this monitor has besides those of reading. */
const OPTIONS = [
  'label',
  'prediction',
  'probability',
  'probabilityThreshold',
  'features',
  'groundTruth',
  'merged',
  'analysisConfig',
  'oneSided',
  'kinds',
] as const;

type Option = (typeof OPTIONS)[number];

export interface BiasMonitorOptions extends ReadingOptions, Pick<ModelOptions, Option> {
  readonly monitor: 'bias';
  /** How often a window may raise an alarm although nothing changed. Default 0.01. */
  readonly falseAlarmRate?: number | undefined;
}

export interface BiasBaseline extends KindBaseline {
  readonly monitor: 'bias';
  readonly analysis: BiasAnalysis;
  /** What was asked; null for documents that were stored without it. */
  readonly config: MonitorConfig | null;
  /** Parts of the configuration that were not looked at, such as `predictor`. */
  readonly passedOver: readonly string[];
}

export interface BiasResult extends BiasCheck, KindResult {
  readonly monitor: 'bias';
  readonly violations: BiasCheck['violations'];
}

export type BiasMonitor = Kind<BiasMonitorOptions, BiasBaseline, BiasResult>;

export const bias: BiasMonitor = {
  options: OPTIONS,
  baselineFiles: { analysis: 'analysis.json', config: 'analysis_config.json' },
  resultFiles: {
    analysis: 'analysis.json',
    violations: 'constraint_violations.json',
    baselineAnalysis: 'baseline_analysis.json',
    verdict: 'verdict.json',
  },
  async makeBaseline(engine, source, options) {
    const config = requireConfig(options, null);
    const { measured, report, names } = await measureRows(engine, source, config, options);
    const passedOver = options.analysisConfig === undefined ? [] : listPassedOver(options.analysisConfig);
    const analysis = toAnalysis(measured, options.compat === 'sagemaker');
    return createBaseline({ analysis, config, passedOver, report, names });
  },
  async openBaseline(_engine, documents, names) {
    const { analysis, config } = documents;
    return createBaseline({
      analysis: readBias(analysis, 'analysis.json'),
      config: config ? readAnalysisConfig(config) : null,
      passedOver: [],
      report: null,
      names,
    });
  },
  async check(engine, source, base, options) {
    const { compat = 'tidemark', falseAlarmRate, oneSided: isOneSided } = options;
    const reading: Reading = compat;
    const judged = { engine, baseline: base.analysis, reading, falseAlarmRate, isOneSided };
    const stored = await readStored(source);
    if (stored !== null) {
      return createKindResult(checkBias({ ...judged, current: stored, report: null, reproduce: null }), DRAWING);
    }
    const config = requireConfig(options, base.config);
    const { measured, report, names } = await measureRows(engine, source, config, options);
    const { analysisConfig, groundTruth, ...words } = options;
    const canRepeat = options.preprocess === undefined && groundTruth === undefined && analysisConfig === undefined;
    const call = { sources: names, baseline: base.names, options: toOptionWords(words) };
    const reproduce = canRepeat ? toCommandLine(call) : null;
    return createKindResult(checkBias({ ...judged, current: measured, report, reproduce }), DRAWING);
  },
  async openResult(_engine, documents) {
    return createKindResult(readResult(documents), DRAWING);
  },
  toDocumentText,
};

const DRAWING: KindDrawing<BiasCheck> = {
  toText: (data) => toBiasText(data, toBiasGroups(data)),
  toMarkdown: (data) => toBiasMarkdown(data, toBiasGroups(data)),
  toCsv: ({ violations }) => toBiasCsv(violations),
  toHtml: (data) => toBiasHtmlPieces(data, toBiasGroups(data)),
  toDocument: toResultDocument,
  toFiles: toResultFiles,
};

type BaselineData = Pick<BiasBaseline, 'analysis' | 'config' | 'passedOver' | 'report' | 'names'>;

function createBaseline(data: BaselineData): BiasBaseline {
  const { analysis, config, passedOver, report } = data;
  return {
    monitor: 'bias',
    ...data,
    toText: () => toBiasBaselineText(toBaselineGroups(analysis), passedOver, report),
    toJSON: () => ({ schema: 'bias-baseline/v1', analysis, config, passedOver, report }),
    save: (directory) => saveDirectory(directory, toBaselineFiles(analysis, config)),
  };
}

interface Measured {
  readonly measured: BiasReport;
  readonly report: IngestReport;
  readonly names: readonly string[] | null;
}

async function measureRows(
  engine: Engine,
  source: Source,
  config: MonitorConfig,
  options: BiasMonitorOptions,
): Promise<Measured> {
  // Which columns are features is decided here: records are read whole.
  const { columns: chosen, exclude, ...reading } = options;
  const { compat = 'tidemark', probability, probabilityThreshold } = reading;
  const label = options.label ?? String(config.label);
  const prediction =
    options.prediction ?? (config.predicted_label === undefined ? undefined : String(config.predicted_label));
  const labelName = typeof config.label === 'number' ? config.headers?.[config.label] : config.label;
  const names = options.names ?? config.headers?.filter((name) => name !== labelName);
  const attributes = {
    label,
    prediction,
    probability,
    features: options.features ?? true,
    output: 'probability',
    ...(names && { names }),
  } as const;
  const read = await readInstances(engine, source, attributes, reading);
  const { columns, report } = read;
  for (const name of columns.features.keys()) {
    if (exclude?.includes(name) || (chosen && !chosen.includes(name))) columns.features.delete(name);
  }
  const { quarantined } = report;
  const measured = measureBias({
    engine,
    config,
    columns,
    reading: compat,
    probabilityThreshold,
    quarantined,
  });
  return { measured, report, names: read.names };
}

function requireConfig(
  { analysisConfig, kinds, oneSided, compat }: BiasMonitorOptions,
  known: MonitorConfig | null,
): MonitorConfig {
  if (compat === 'sagemaker' && (kinds || oneSided)) throw notOfClarify(kinds ? 'kinds' : 'oneSided');
  const config = analysisConfig === undefined ? known : readAnalysisConfig(analysisConfig);
  if (config === null) throw noConfig();
  return kinds === undefined ? config : { ...config, tidemark: { kinds } };
}

/** A source that is called analysis.json is the document of a window. */
async function readStored(source: Source): Promise<BiasAnalysis | null> {
  const names = toNames(source) ?? [];
  if (names.length !== 1 || !/(?:^|[/\\])analysis\.json$/u.test(names[0] ?? '')) return null;
  const [part] = await toParts(source);
  return part !== undefined && 'open' in part ? readBias(await readWhole(part.open()), part.name) : null;
}

function readBias(input: DocumentInput | null | undefined, name: string): BiasAnalysis {
  const analysis = input ? readAnalysis(parseDocument(input, name)) : null;
  if (analysis === null) throw noAnalysis(name);
  return analysis;
}

/** analysis.json and the violations of bias; null for any other document. */
function toDocumentText(document: Field): string | null {
  const { value } = document;
  if (typeof value !== 'object' || value === null) return null;
  if (STAGES.some((stage) => stage in value)) {
    const analysis = readAnalysis(document);
    return analysis && toBiasAnalysisText(toBaselineGroups(analysis));
  }
  const { violations } = value as { readonly violations?: unknown };
  const [first] = Array.isArray(violations) ? (violations as readonly unknown[]) : [];
  const { constraint_check_type: check } = Object(first) as { readonly constraint_check_type?: unknown };
  return check === 'bias_drift_check' ? toBiasViolationsText(readBiasViolations(document)) : null;
}

function readResult(documents: StoredDocuments): BiasCheck {
  const { violations, verdict, baselineAnalysis } = documents;
  const analysis = readBias(documents['analysis'], 'analysis.json');
  const found = violations ? readBiasViolations(parseDocument(violations, 'constraint_violations.json')) : [];
  return {
    ...(verdict ? readVerdict(verdict) : UNKNOWN_VERDICT),
    violations: found,
    analysis,
    baselineAnalysis: baselineAnalysis ? readBias(baselineAnalysis, 'baseline_analysis.json') : { version: '1.0' },
  };
}

/** Of a result that Clarify wrote. */
const UNKNOWN_VERDICT: BiasVerdictDocument = {
  monitor: 'bias',
  reading: 'sagemaker',
  falseAlarmRate: null,
  testCount: 0,
  notEvaluated: [],
  bias: null,
  report: null,
  reproduce: null,
};

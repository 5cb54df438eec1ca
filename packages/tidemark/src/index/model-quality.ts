/** The monitor of a model's quality: answers against labels, metric by metric. */
import { isTidemarkError } from '../engine/errors.js';
import type { Engine, IngestReport } from '../engine/port.js';
import { createKindResult, type KindDrawing } from './create-kind-result.js';
import type { Kind, KindBaseline, KindResult, StoredDocuments } from './kind.js';
import { isKnown } from '../monitor/attribute/is-known.js';
import type { Attributes, Instance } from '../monitor/attribute/instances.js';
import { toCommandLine, toOptionWords } from '../monitor/check/command-line.js';
import { type DocumentInput, parseDocument } from '../monitor/document/parse.js';
import { toFeatureAttribute } from '../monitor/estimate/features.js';
import { fitMonitoredEstimator } from '../monitor/estimate/monitored-estimator.js';
import { isEstimator, readMonitoredEstimator } from '../monitor/estimate/read-estimator.js';
import { RowSample } from '../monitor/estimate/row-sample.js';
import { assembleBaseline, type QualityBaselineData } from '../monitor/quality/baseline.js';
import { checkQuality } from '../monitor/quality/check.js';
import type { Told } from '../monitor/quality/from-result.js';
import {
  noDocuments,
  noGroups,
  noLabel,
  noPlaceForPositive,
  noPositive,
  noProblem,
  noQuery,
  noWeights,
  otherProblem,
} from '../monitor/quality/errors.js';
import { estimateQualityOf } from '../monitor/quality/estimates.js';
import { toBaselineFiles, toFileContents, toResultFiles, toResultDocument } from '../monitor/quality/files.js';
import { measureQuality, readMeasured, toClass } from '../monitor/quality/measure.js';
import { PROBLEMS, type Problem } from '../monitor/quality/metrics.js';
import { findProblem, readQualityConstraints, readQualityStatistics } from '../monitor/quality/read-documents.js';
import { isQualityViolations, readQualityViolations } from '../monitor/quality/read-violations.js';
import type { QualityCheck } from '../monitor/quality/result.js';
import { type QualityStatistics, ROLES } from '../monitor/quality/statistics.js';
import { type QualityVerdictDocument, readVerdict } from '../monitor/quality/verdict-document.js';
import { type QualityConstraints, suggestConstraints } from '../monitor/quality/constraints.js';
import type { ModelOptions, ReadingOptions } from './options.js';
import { readInstances, type InstancesRead, readSample } from './read-instances.js';
import {
  toQualityBaselineText,
  toQualityConstraintsText,
  toQualityEstimatorText,
  toQualityCsv,
  toQualityHtmlPieces,
  toQualityMarkdown,
  toQualityStatisticsText,
  toQualityText,
  toQualityViolationsText,
} from '../report/index.js';
import { findFormat } from '../source/find-format.js';
import { toNames } from '../source/parts.js';
import { saveDirectory } from '../source/save.js';
import type { Source } from '../source/source.js';
import { readWhole } from '../source/read-bytes.js';
import { isReadOnce, readSide, type RowsSide } from '../source/stored-side.js';
import { noRows } from '../source/errors.js';
import { streamQuality } from './stream-quality.js';

/** The options that this monitor has besides those of reading. */
const OPTIONS = [
  'problem',
  'label',
  'prediction',
  'probability',
  'probabilityThreshold',
  'positive',
  'query',
  'features',
  'weighted',
  'group',
  'groundTruth',
  'merged',
] as const;

type Option = (typeof OPTIONS)[number];

export interface ModelQualityOptions extends ReadingOptions, Pick<ModelOptions, Option> {
  readonly monitor: 'model-quality';
  /** How often a window may raise an alarm although nothing changed. Default 0.01. */
  readonly falseAlarmRate?: number | undefined;
}

export interface ModelQualityBaseline extends QualityBaselineData, KindBaseline {
  readonly monitor: 'model-quality';
}

export interface ModelQualityResult extends QualityCheck, KindResult {
  readonly monitor: 'model-quality';
  readonly violations: QualityCheck['violations'];
}

export type ModelQuality = Kind<ModelQualityOptions, ModelQualityBaseline, ModelQualityResult>;

export const modelQuality: ModelQuality = {
  options: OPTIONS,
  baselineFiles: { statistics: 'statistics.json', constraints: 'constraints.json', estimator: 'estimator.json' },
  resultFiles: {
    statistics: 'statistics.json',
    constraints: 'constraints.json',
    violations: 'constraint_violations.json',
    baselineStatistics: 'baseline_statistics.json',
    baselineConstraints: 'baseline_constraints.json',
    verdict: 'verdict.json',
  },
  async makeBaseline(engine, source, options) {
    const problem = requireProblem(options.problem);
    const side = await readSide(source, options);
    if (side.format !== 'rows') throw noRows(side.name, `a stored ${side.format}`);
    const sample = options.compat === 'sagemaker' ? null : new RowSample();
    const { statistics, ...read } = await measureRowsOf(engine, side, problem, options, sample);
    if (statistics.itemCount === 0) throw noLabel();
    requirePositive(statistics, options);
    const { label, prediction, probability, features, probabilityThreshold } = options;
    const attributes = { label, prediction, probability, features };
    const positive = statistics.tidemark?.positive;
    const found =
      sample === null
        ? NO_ESTIMATOR
        : fitMonitoredEstimator({ engine, problem, sample, attributes, probabilityThreshold, positive });
    return createBaseline(assembleBaseline(statistics, null, found, { ...read, names: toNames(source) }));
  },
  async openBaseline(_engine, documents, names) {
    const statistics = readStatistics(documents['statistics'], 'statistics.json');
    const constraints = readConstraints(documents['constraints'], 'constraints.json');
    const { estimator } = documents;
    const found = estimator ? { estimator: readMonitoredEstimator(estimator), noEstimator: null } : NO_ESTIMATOR;
    const read = { report: null, groundTruth: null, names };
    return createBaseline(assembleBaseline(statistics, constraints, found, read));
  },
  async check(engine, source, base, options) {
    const problem = options.problem === undefined ? base.problem : requireProblem(options.problem);
    if (problem !== base.problem) throw otherProblem(base.problem, problem);
    const { probabilityThreshold = base.statistics?.tidemark?.probabilityThreshold } = options;
    const { positive = base.statistics?.tidemark?.positive } = options;
    const { compat = 'tidemark', falseAlarmRate } = options;
    const estimator = compat === 'sagemaker' ? null : base.estimator;
    const sample = estimator && new RowSample();
    const { weighted: isWeighted = false } = options;
    if (isWeighted && (!estimator?.joint || estimator.plan.problem === 'Regression')) throw noWeights();
    const usual = base.statistics?.tidemark?.attributes ?? estimator?.attributes;
    const { features = estimator?.attributes.features, query = base.statistics?.tidemark?.attributes?.query } = options;
    const read = { ...options, probabilityThreshold, positive, features, query, usual };
    const { statistics, report, groundTruth, names } = await measureWindow(engine, source, problem, read, sample);
    const labels = options.groundTruth === undefined ? [] : toNames(options.groundTruth);
    const call = { sources: names, baseline: base.names, options: toOptionWords({ ...options, groundTruth: labels }) };
    const result = checkQuality({
      engine,
      baseline: base,
      current: statistics,
      estimates:
        estimator && sample && sample.count > 0
          ? estimateQualityOf(engine, estimator, { sample, probabilityThreshold, isWeighted })
          : null,
      report,
      groundTruth,
      reading: compat,
      falseAlarmRate,
      reproduce: options.preprocess || labels === null ? null : toCommandLine(call),
    });
    return createKindResult(result, DRAWING);
  },
  async openResult(_engine, documents) {
    return createKindResult(readResult(documents), DRAWING);
  },
  toDocumentText(document) {
    if (isEstimator(document)) return toQualityEstimatorText(readMonitoredEstimator(document.value as object));
    if (findProblem(document, 'metrics') !== null) return toQualityStatisticsText(readQualityStatistics(document));
    if (findProblem(document, 'constraints') !== null)
      return toQualityConstraintsText(readQualityConstraints(document));
    return isQualityViolations(document) ? toQualityViolationsText(readQualityViolations(document)) : null;
  },
};

const DRAWING: KindDrawing<QualityCheck> = {
  toText: toQualityText,
  toMarkdown: toQualityMarkdown,
  toCsv: ({ violations }) => toQualityCsv(violations),
  toHtml: toQualityHtmlPieces,
  toDocument: toResultDocument,
  toFiles: toResultFiles,
};

function createBaseline(data: QualityBaselineData | null): ModelQualityBaseline {
  if (data === null) throw noDocuments();
  const files = toBaselineFiles(data);
  return {
    ...data,
    toText: () => toQualityBaselineText(data),
    toJSON: () => ({
      schema: 'quality-baseline/v1',
      ...Object.fromEntries(files.map(({ name, document }) => [name.replace(/\.json$/, ''), document])),
      report: data.report,
      groundTruth: data.groundTruth,
    }),
    save: (directory) => saveDirectory(directory, toFileContents(files)),
  };
}

const NO_ESTIMATOR = { estimator: null, noEstimator: null } as const;

/** `usual`: where label and answers of rows are when the options do not say it. */
interface MeasureOptions extends Omit<ModelQualityOptions, 'monitor'> {
  readonly usual?: Attributes['usual'];
}

/** A window, and what is known of how it was read. */
interface Measured extends Pick<InstancesRead, 'groundTruth' | 'names'> {
  readonly statistics: QualityStatistics;
  readonly report: IngestReport | null;
}

/** A source is rows, or the statistics.json of them, which is taken as it is. */
async function measureWindow(
  engine: Engine,
  source: Source,
  problem: Problem,
  options: MeasureOptions,
  sample: RowSample | null,
): Promise<Measured> {
  const names = toNames(source);
  const side = await readSide(source, options);
  if (side.format === 'rows') return { ...(await measureRowsOf(engine, side, problem, options, sample)), names };
  const statistics = readStatistics(await readWhole(side.chunks), side.name);
  if (statistics === null) throw noDocuments();
  return { statistics, report: null, groundTruth: null, names };
}

/** Delimited text whose columns are named is streamed; of all else records are made. The sample takes what it needs. */
async function measureRowsOf(
  engine: Engine,
  { source, rowFormat }: RowsSide,
  problem: Problem,
  options: MeasureOptions,
  sample: RowSample | null,
): Promise<Measured> {
  const { query, probabilityThreshold, group = [], groundTruth, compat, preprocess, usual = {} } = options;
  const { label = usual.label } = options;
  const isTold = options.prediction !== undefined || options.probability !== undefined;
  const { prediction, probability } = isTold ? options : usual;
  const positive = toPositive(problem, options);
  const isBinary = problem === 'BinaryClassification';
  const roles = { label, prediction, ...(isBinary && { probability }), ...(problem === 'Ranking' && { query }) };
  const named = Object.entries(roles).filter((role): role is [string, string] => role[1] !== undefined);
  const isPlain = !compat && !preprocess && group.length === 0 && groundTruth === undefined;
  const isNamed = label !== undefined && named.length > 1 && named.every(([, name]) => !/^\d+$/.test(name));
  const isSampledAlone = sample !== null && isReadOnce(source);
  const canStream = isPlain && isNamed && !isSampledAlone;
  if (!canStream || (rowFormat ?? (await findFormat(source, options))) !== 'csv') {
    return measureRows(engine, source, problem, options, sample);
  }
  const input = { problem, roles: Object.fromEntries(named), probabilityThreshold, positive };
  // Where nothing could be used, the other way says why, finds lists in cells, or does without the usual columns.
  const isUsual = label !== options.label || !isTold;
  const read = streamQuality(engine, source, input, options);
  const streamed = isReadOnce(source) || !isUsual ? await read : await read.catch(toNothing);
  if (streamed === null || (streamed.result.count === 0 && !isReadOnce(source))) {
    return measureRows(engine, source, problem, options, sample);
  }
  const { result, report } = streamed;
  if (sample !== null) await readSample(engine, source, toAttributes(problem, options), options, sample);
  const { quarantined } = report;
  const statistics = readMeasured(problem, result, { ...toTold(options), positive, quarantined });
  return { statistics, report, groundTruth: null, names: toNames(source) };
}

async function measureRows(
  engine: Engine,
  source: Source,
  problem: Problem,
  options: MeasureOptions,
  sample: RowSample | null,
): Promise<Measured> {
  const { query, group = [], compat = 'tidemark' } = options;
  if (problem === 'Ranking' && query === undefined) throw noQuery();
  if (options.compat === 'sagemaker' && group.length > 0) throw noGroups();
  const positive = toPositive(problem, options);
  const attributes = toAttributes(problem, options);
  const read = await readInstances(engine, source, attributes, { ...options, sample });
  if (sample?.instances.some(hasAnswer) && !read.columns.label.some(isKnown)) {
    return { ...read, statistics: { problem, version: 0, itemCount: 0, metrics: {} } };
  }
  const statistics = measureQuality({
    engine,
    problem,
    columns: read.columns,
    reading: compat,
    ...toTold(options),
    positive,
    groups: group,
    quarantined: read.report.quarantined,
  });
  return { statistics, report: read.report, groundTruth: read.groundTruth, names: read.names };
}

function toAttributes(problem: Problem, options: MeasureOptions): Attributes {
  const { label, prediction, probability, query, group = [], features, usual, names } = options;
  return {
    label,
    prediction,
    probability,
    features: toFeatureAttribute(features),
    usual,
    groups: query === undefined ? group : [...group, query],
    output: problem === 'BinaryClassification' ? 'probability' : 'prediction',
    positive: toPositive(problem, options),
    names,
  };
}

/** Null where the data is not what was expected of it. */
function toNothing(error: unknown): null {
  if (isTidemarkError(error) && (error.code === 'invalid-argument' || error.code === 'invalid-data')) return null;
  throw error;
}

/** What the statistics keep of the options, so that later windows need not be told again. */
function toTold(options: MeasureOptions): Pick<Told, 'probabilityThreshold' | 'attributes'> {
  const told = ROLES.flatMap((role) => {
    const attribute = options[role] ?? (role === 'query' ? undefined : options.usual?.[role]);
    return attribute === undefined ? [] : [[role, attribute] as const];
  });
  return {
    probabilityThreshold: options.probabilityThreshold,
    ...(told.length > 0 && { attributes: Object.fromEntries(told) }),
  };
}

function hasAnswer({ prediction, probability }: Instance): boolean {
  return isKnown(prediction) || isKnown(probability);
}

/** The positive class as classes are spelled. Model Monitor knows 0 and 1 alone. */
function toPositive(problem: Problem, { positive, compat }: MeasureOptions): string | undefined {
  if (positive === undefined) return undefined;
  if (compat === 'sagemaker') throw noPlaceForPositive('Model Monitor knows the labels 0 and 1 alone');
  if (problem !== 'BinaryClassification') throw noPlaceForPositive(`${problem} has no positive class`);
  return toClass(positive);
}

/** A class that no row is of is misspelled, and everything would be negative without a word. */
function requirePositive(
  { tidemark, confusion_matrix: matrix = {} }: QualityStatistics,
  { prediction }: ModelQualityOptions,
): void {
  const positive = tidemark?.positive;
  if (positive === undefined) return;
  const predicted = Object.values(matrix).map((counts) => counts[positive]);
  if (!Object.values(matrix[positive] ?? {}).some(Boolean)) throw noPositive(positive, 'label');
  if (prediction !== undefined && !predicted.some(Boolean)) throw noPositive(positive, 'prediction');
}

function requireProblem(problem: ModelOptions['problem']): Problem {
  const known = PROBLEMS.find((each) => each === problem);
  if (known !== undefined) return known;
  throw noProblem(problem);
}

function readStatistics(input: DocumentInput | null | undefined, name: string): QualityStatistics | null {
  return input ? readQualityStatistics(parseDocument(input, name)) : null;
}

function readConstraints(input: DocumentInput | null | undefined, name: string): QualityConstraints | null {
  return input ? readQualityConstraints(parseDocument(input, name)) : null;
}

function readResult(documents: StoredDocuments): QualityCheck {
  const statistics = readStatistics(documents['statistics'], 'statistics.json');
  const { violations } = documents;
  if (statistics === null || !violations) throw noDocuments();
  const verdict = documents['verdict'] ? readVerdict(documents['verdict']) : UNKNOWN_VERDICT;
  return {
    ...verdict,
    violations: readQualityViolations(parseDocument(violations, 'constraint_violations.json')),
    statistics,
    baselineStatistics: readStatistics(documents['baselineStatistics'], 'baseline_statistics.json'),
    baselineConstraints: readConstraints(documents['baselineConstraints'], 'baseline_constraints.json'),
    constraints: readConstraints(documents['constraints'], 'constraints.json') ?? suggestConstraints(statistics),
  };
}

/** Of a result that Model Monitor wrote. */
const UNKNOWN_VERDICT: QualityVerdictDocument = {
  monitor: 'model-quality',
  reading: 'sagemaker',
  falseAlarmRate: null,
  testCount: 0,
  notEvaluated: [],
  estimates: null,
  report: null,
  groundTruth: null,
  reproduce: null,
};

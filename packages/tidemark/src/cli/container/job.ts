/** A processing job as SageMaker describes it: environment variables in, what to read, compare and write out. */
import { type KindOptionsOf, TidemarkError } from '../../index.js';
import { type DatasetFormat, toDatasetFormat } from './dataset-format.js';

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the variables ask for. */
export interface Job {
  readonly dataset: string;
  readonly format: DatasetFormat;
  readonly output: string;
  readonly messageFile: string;
  /** Files of the baseline; without any the job makes one. */
  readonly constraints: string | undefined;
  readonly statistics: string | undefined;
  readonly driftMethod: 'LInfinity' | 'ChiSquared' | undefined;
  /** What the monitor of a model's quality is told; null for data quality. */
  readonly model: KindOptionsOf<'model-quality'> | null;
  readonly preprocessor: string | undefined;
  readonly postprocessor: string | undefined;
  /** The time of the records to be read, ISO 8601; for capture records only. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Whether files of our own are written beside those of Model Monitor. */
  readonly hasReport: boolean;
  readonly publishesMetrics: boolean;
}

const DRIFT_METHODS = ['LInfinity', 'ChiSquared'] as const;

export function readJob(environment: Environment): Job {
  const read = (name: string) => environment[name]?.trim() || undefined;
  return {
    dataset: read('dataset_source') ?? '/opt/ml/processing/input/endpoint',
    format: toDatasetFormat(read('dataset_format')),
    output: read('output_path') ?? '/opt/ml/processing/output',
    messageFile: toMessageFile(environment),
    constraints: read('baseline_constraints'),
    statistics: read('baseline_statistics'),
    driftMethod: toDriftMethod(read('categorical_drift_method')),
    model: isModelQuality(read('analysis_type')) ? toModelOptions(read) : null,
    preprocessor: read('record_preprocessor_script'),
    postprocessor: read('post_analytics_processor_script'),
    from: read('start_time'),
    to: read('end_time'),
    hasReport: isOn(read('report_enabled')),
    publishesMetrics: isOn(read('publish_cloudwatch_metrics')),
  };
}

/** Where the closing message belongs, also when the rest of the variables is wrong. */
export function toMessageFile(environment: Environment): string {
  return environment['output_message_file']?.trim() || '/opt/ml/output/message';
}

function isOn(value = ''): boolean {
  return /^(enabled|true|1)$/i.test(value);
}

function isModelQuality(type = 'DATA_QUALITY'): boolean {
  if (type === 'DATA_QUALITY' || type === 'MODEL_QUALITY') return type === 'MODEL_QUALITY';
  const message = `expected analysis_type to be absent, DATA_QUALITY or MODEL_QUALITY, found ${type}`;
  throw new TidemarkError('unsupported', message);
}

/** In a check the labels are those of merged records, and `ground_truth_attribute` is absent. */
function toModelOptions(read: (name: string) => string | undefined): KindOptionsOf<'model-quality'> {
  const threshold = read('probability_threshold_attribute');
  if (threshold !== undefined && !Number.isFinite(Number(threshold))) {
    const message = `expected probability_threshold_attribute to be a number, found ${threshold}`;
    throw new TidemarkError('invalid-argument', message);
  }
  return {
    monitor: 'model-quality',
    problem: read('problem_type') as KindOptionsOf<'model-quality'>['problem'],
    label: read('ground_truth_attribute'),
    prediction: read('inference_attribute'),
    probability: read('probability_attribute'),
    probabilityThreshold: threshold === undefined ? undefined : Number(threshold),
  };
}

function toDriftMethod(value: string | undefined): Job['driftMethod'] {
  const method = DRIFT_METHODS.find((known) => known === value);
  if (value === undefined || method !== undefined) return method;
  const message = `expected categorical_drift_method to be one of ${DRIFT_METHODS.join(', ')}, found ${value}`;
  throw new TidemarkError('invalid-argument', message);
}

/** A processing job as SageMaker describes it: environment variables in, what to read, compare and write out. */
import { TidemarkError } from '../../index.js';
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
  requireDataQuality(read('analysis_type'));
  return {
    dataset: read('dataset_source') ?? '/opt/ml/processing/input/endpoint',
    format: toDatasetFormat(read('dataset_format')),
    output: read('output_path') ?? '/opt/ml/processing/output',
    messageFile: toMessageFile(environment),
    constraints: read('baseline_constraints'),
    statistics: read('baseline_statistics'),
    driftMethod: toDriftMethod(read('categorical_drift_method')),
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

function requireDataQuality(type: string | undefined): void {
  if (type === undefined || type === 'DATA_QUALITY') return;
  const message = `expected analysis_type to be absent or DATA_QUALITY, found ${type}; other monitors are not there yet`;
  throw new TidemarkError('unsupported', message);
}

function toDriftMethod(value: string | undefined): Job['driftMethod'] {
  const method = DRIFT_METHODS.find((known) => known === value);
  if (value === undefined || method !== undefined) return method;
  const message = `expected categorical_drift_method to be one of ${DRIFT_METHODS.join(', ')}, found ${value}`;
  throw new TidemarkError('invalid-argument', message);
}

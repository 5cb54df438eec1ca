/** Reads a source into instances: label, prediction, score, features and groups, joined with labels that lie elsewhere. */
import type { Engine, IngestReport } from '../engine/port.js';
import { joinLabels } from './join-labels.js';
import { type Attributes, InstanceReader } from '../monitor/attribute/instances.js';
import { InstanceColumns } from '../monitor/attribute/instance-columns.js';
import type { JoinSummary } from '../monitor/join/join-summary.js';
import type { RowSample } from '../monitor/estimate/row-sample.js';
import type { ModelOptions, ReadingOptions } from './options.js';
import { readRecords } from './read-records.js';
import type { Source } from '../source/source.js';

/** What was read, and how a command line names where it came from. */
export interface InstancesRead {
  readonly columns: InstanceColumns;
  readonly report: IngestReport;
  readonly names: readonly string[] | null;
  /** Null where the labels came with the data. */
  readonly groundTruth: JoinSummary | null;
}

export interface InstanceOptions extends ReadingOptions, Pick<ModelOptions, 'groundTruth' | 'merged'> {
  /** Gets every instance, those without a label too. */
  readonly sample?: RowSample | null | undefined;
}

export async function readInstances(
  engine: Engine,
  source: Source,
  attributes: Attributes,
  options: InstanceOptions,
): Promise<InstancesRead> {
  const { groundTruth, merged, sample } = options;
  const reader = new InstanceReader(attributes);
  const columns = new InstanceColumns(attributes.groups?.length ?? 0);
  const add = (record: unknown, names: readonly string[]): number => {
    const instances = reader.read(record, names);
    for (const instance of instances) {
      columns.add(sample ? { ...instance, features: {} } : instance);
      sample?.add(instance);
    }
    return instances.length;
  };
  if (groundTruth === undefined) {
    const read = await readRecords(engine, source, options, ({ value, names }) => add(value, names));
    columns.finish(null);
    return { columns, ...read, groundTruth: null };
  }
  const takeUnlabelled = sample
    ? (record: object): void => {
        for (const instance of reader.read(record, [])) sample.add(instance);
      }
    : undefined;
  const sources = { source, groundTruth, merged, takeUnlabelled };
  const joined = await joinLabels(engine, sources, options, (record) => add(record, []));
  columns.finish(joined.order);
  return { columns, report: joined.report, names: joined.names, groundTruth: joined.summary };
}

/** Reads instances into a sample alone, which takes the same memory for any number of them. */
export async function readSample(
  engine: Engine,
  source: Source,
  attributes: Attributes,
  options: ReadingOptions,
  sample: RowSample,
): Promise<void> {
  const reader = new InstanceReader(attributes);
  await readRecords(engine, source, options, ({ value, names }) => {
    const instances = reader.read(value, names);
    for (const instance of instances) sample.add(instance);
    return instances.length;
  });
}

/** Reads a source into instances: label, prediction, score, features and groups, joined with labels that lie elsewhere. */
import type { Engine, IngestReport } from '../engine/port.js';
import { joinLabels } from './join-labels.js';
import { type Attributes, InstanceReader } from '../monitor/attribute/instances.js';
import { InstanceColumns } from '../monitor/attribute/instance-columns.js';
import type { JoinSummary } from '../monitor/join/join-summary.js';
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

export type InstanceOptions = ReadingOptions & Pick<ModelOptions, 'groundTruth' | 'merged'>;

export async function readInstances(
  engine: Engine,
  source: Source,
  attributes: Attributes,
  options: InstanceOptions,
): Promise<InstancesRead> {
  const { groundTruth, merged } = options;
  const reader = new InstanceReader(attributes);
  const columns = new InstanceColumns(attributes.groups?.length ?? 0);
  const add = (record: unknown, names: readonly string[]): number => {
    const instances = reader.read(record, names);
    for (const instance of instances) columns.add(instance);
    return instances.length;
  };
  if (groundTruth === undefined) {
    const read = await readRecords(engine, source, options, ({ value, names }) => add(value, names));
    columns.finish(null);
    return { columns, ...read, groundTruth: null };
  }
  const joined = await joinLabels(engine, { source, groundTruth, merged }, options, (record) => add(record, []));
  columns.finish(joined.order);
  return { columns, report: joined.report, names: joined.names, groundTruth: joined.summary };
}

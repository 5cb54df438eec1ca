/** Measures the bias of instances: a configuration by names, columns as a data frame would hold them. */
import type { AnalysisConfig, BiasColumns, BiasReport } from '../../engine/bias.js';
import type { Engine } from '../../engine/port.js';
import type { InstanceColumns } from '../attribute/instance-columns.js';
import { emptyWindow } from '../errors.js';
import type { Reading } from '../reading.js';
import { toTypedColumn } from './columns.js';
import type { MonitorConfig } from './config.js';
import { noHeaders } from './errors.js';

export interface MeasureInput {
  readonly engine: Engine;
  readonly config: MonitorConfig;
  readonly columns: InstanceColumns;
  readonly reading: Reading;
  readonly probabilityThreshold?: number | undefined;
  readonly quarantined: number;
}

/** The columns of predictions and of scores, where the configuration has no name for them. */
const PREDICTION = 'predicted_label';
const PROBABILITY = 'probability';

/** `invalid-data` without a row. */
export function measureBias(input: MeasureInput): BiasReport {
  const { engine, columns, reading, quarantined } = input;
  if (columns.count === 0) throw emptyWindow(quarantined);
  const { tidemark, ...clarify } = input.config;
  const config = toNamedConfig(clarify);
  const threshold = input.probabilityThreshold ?? config.probability_threshold;
  const { predicted_label: predicted = PREDICTION, ...asked } = config;
  const [hasPrediction, hasProbability] = [columns.prediction, columns.probability].map((values) =>
    values.some(isKnown),
  );
  const data: BiasColumns = {
    ...Object.fromEntries(Array.from(columns.features, ([name, cells]) => [name, toTypedColumn(cells)])),
    [config.label]: toTypedColumn(columns.label),
    ...(hasPrediction
      ? { [predicted]: toTypedColumn(columns.prediction) }
      : hasProbability && { [PROBABILITY]: toTypedColumn(columns.probability) }),
  };
  const options = {
    ...(reading === 'sagemaker' ? ({ rules: 'clarify', confidence: null } as const) : {}),
    ...(hasPrediction ? {} : hasProbability && { probability: PROBABILITY }),
    ...(tidemark && reading === 'tidemark' && { kinds: tidemark.kinds }),
  };
  const { headers: _, ...named } = asked;
  return engine.bias(
    data,
    {
      ...named,
      ...(hasPrediction && { predicted_label: predicted }),
      ...(threshold !== undefined && { probability_threshold: threshold }),
    },
    options,
  );
}

/** A configuration whose columns have names. */
export interface NamedConfig extends Omit<AnalysisConfig, 'label' | 'group_variable' | 'predicted_label'> {
  readonly label: string;
  readonly group_variable?: string;
  readonly predicted_label?: string;
}

export function toNamedConfig(config: AnalysisConfig): NamedConfig {
  const toName = (column: string | number): string => {
    if (typeof column === 'string') return column;
    const name = config.headers?.[column];
    if (name === undefined) throw noHeaders(column);
    return name;
  };
  const { label, group_variable: group, predicted_label: predicted, facet, ...rest } = config;
  const facets = Array.isArray(facet) ? facet : [facet];
  return {
    ...rest,
    label: toName(label),
    facet: facets.map((each) => ({ ...each, name_or_index: toName(each.name_or_index) })),
    ...(group !== undefined && { group_variable: toName(group) }),
    ...(predicted !== undefined && { predicted_label: toName(predicted) }),
  };
}

function isKnown(value: unknown): boolean {
  return value !== null && value !== undefined;
}

/** How sources are read and judged, as callers say it. */
import type { Engine } from '../engine/port.js';
import type { CategoricalDriftMethod } from '../monitor/document/constraints.js';
import type { ReadOptions } from '../source/read-source.js';

/** How a source is read. `compat: 'sagemaker'` reads and decides exactly as SageMaker Model Monitor does. */
export interface BaselineOptions extends Omit<ReadOptions, 'sagemaker'> {
  readonly compat?: 'sagemaker' | undefined;
  /** The engine that does the work. Default: the one of this process, which is made when it is first needed. */
  readonly engine?: Engine | undefined;
  /** How `compat: 'sagemaker'` compares text; written into the constraints of a baseline. */
  readonly categoricalDriftMethod?: CategoricalDriftMethod | undefined;
}

/** How a source is read and judged. */
export interface CheckOptions extends BaselineOptions {
  /** How often a window may raise an alarm although nothing changed. Default 0.01. */
  readonly falseAlarmRate?: number | undefined;
}

export function toReadOptions(options: BaselineOptions): ReadOptions {
  return options.compat === 'sagemaker' ? { ...options, sagemaker: true } : options;
}

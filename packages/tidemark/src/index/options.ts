/** How sources are read and judged, as callers say it. */
import type { AskOptions } from './explain.js';
import type { Engine } from '../engine/port.js';
import type { CategoricalDriftMethod } from '../monitor/document/constraints.js';
import type { DocumentInput } from '../monitor/document/parse.js';
import type { ReadOptions } from '../source/read-source.js';
import type { Source } from '../source/source.js';

/** How a source is read. `compat: 'sagemaker'` reads and decides exactly as SageMaker Model Monitor does. */
export interface ReadingOptions extends Omit<ReadOptions, 'sagemaker'> {
  readonly compat?: 'sagemaker' | undefined;
  /** The engine that does the work. Default: the one of this process, which is made when it is first needed. */
  readonly engine?: Engine | undefined;
}

/** How a source is read. */
export interface BaselineOptions extends ReadingOptions {
  readonly monitor?: 'data-quality' | undefined;
  /** How `compat: 'sagemaker'` compares text; written into the constraints of a baseline. */
  readonly categoricalDriftMethod?: CategoricalDriftMethod | undefined;
}

/** How a source is read and judged. */
export interface CheckOptions extends BaselineOptions {
  /** How often a window may raise an alarm although nothing changed. Default 0.01. */
  readonly falseAlarmRate?: number | undefined;
  /**
   * analysis.json, what features contribute to the model: violations are then listed by what they probably cost. Default:
   * that of the baseline's directory.
   */
  readonly attributions?: DocumentInput | undefined;
  /**
   * estimator.json of a baseline of model quality with `features`: what the drift of each does to the quality is then
   * estimated, and violations are listed by it.
   */
  readonly estimator?: DocumentInput | undefined;
}

/**
 * What kinds of monitor besides data quality are told of a model; each has some of these. An attribute is the name of a
 * column, its zero-based index, or a JMESPath: of a record of JSON into it, of a capture record into the body of the
 * ground truth, of the response or of the request.
 */
export interface ModelOptions {
  /** What the model is for. Default: what the baseline says. */
  readonly problem?: 'BinaryClassification' | 'MulticlassClassification' | 'Regression' | 'Ranking' | undefined;
  /** The attribute of the true value. */
  readonly label?: string | undefined;
  /** The attribute of the predicted value or class. */
  readonly prediction?: string | undefined;
  /** The attribute of the score, or of a list of scores, one a class. */
  readonly probability?: string | undefined;
  /** A score above it is a prediction of 1. Default 0.5. */
  readonly probabilityThreshold?: number | undefined;
  /** Of two classes the positive one, where these are not 0 and 1, or false and true. */
  readonly positive?: string | number | boolean | undefined;
  /** Ranking: the attribute of the query whose items are ordered; `label` is then how relevant an item is. */
  readonly query?: string | undefined;
  /**
   * The attribute of the features: of JSON their list, or an object of them. Model quality: their names, parted by commas,
   * or such an attribute; by them windows without labels are judged.
   */
  readonly features?: string | undefined;
  /**
   * Model quality, with `features`: windows without labels are estimated by the baseline's rows weighted to be as the
   * window. Default false; `docs/estimation.md` says when it helps.
   */
  readonly weighted?: boolean | undefined;
  /** Attributes by whose values rows are judged apart from each other as well. */
  readonly group?: readonly string[] | undefined;
  /** Label records, which are joined to capture records by inference id, else by event id. */
  readonly groundTruth?: Source | undefined;
  /** A directory into which capture records are written together with their labels. */
  readonly merged?: string | undefined;
  /** Clarify's analysis_config.json as text, bytes or an object. */
  readonly analysisConfig?: DocumentInput | undefined;
  /** Only what is worse for the sensitive group counts. Default false. */
  readonly oneSided?: boolean | undefined;
  /** What a column is, by its name, where the data shall not decide. */
  readonly kinds?: Readonly<Record<string, 'categorical' | 'continuous'>> | undefined;
  /** How the model is asked what features contribute. Without `predict`, sources hold attributions. */
  readonly explain?: AskOptions | undefined;
}

export const MODEL_OPTIONS: readonly (keyof ModelOptions)[] = [
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
  'analysisConfig',
  'oneSided',
  'kinds',
  'explain',
];

export function toReadOptions(options: ReadingOptions): ReadOptions {
  return options.compat === 'sagemaker' ? { ...options, sagemaker: true } : options;
}

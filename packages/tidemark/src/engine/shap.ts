/** Kernel SHAP: which sets of features to ask a model about, and the attributions that its answers come to. */
import { Buffers } from './buffers.js';
import type { EngineBackend, NumericArray } from './port.js';
import { callJson } from './profile.js';

export interface ShapPlanOptions {
  /** How many features there are, 1 to 2,048. */
  readonly features: number;
  /** About how many sets are asked about. Default 2 M + 2048 for M features; all 2^M - 2 where these are fewer. */
  readonly samples?: number;
  /** What the drawing of sets begins with. Default 0. */
  readonly seed?: number;
}

/** Sets of features. */
export interface ShapPlan {
  readonly options: ShapPlanOptions;
  /** Whether they are all there are, so that attributions are exact. */
  readonly isExact: boolean;
  /** How many there are; none for one feature. */
  readonly setCount: number;
  /** So many words of 32 bits a set: bit i of a set, counted through its words, says whether feature i is in it. */
  readonly wordCount: number;
  readonly masks: Uint32Array;
}

/** What the model said. Every output of a row follows the one before. */
export interface ShapPredictions {
  /** How many numbers the model gives for a row. Default 1. */
  readonly outputs?: number;
  /** `logit`: attributions add up on the scale of log-odds. Default `identity`. */
  readonly link?: 'identity' | 'logit';
  /** The mean over the baseline rows, a number an output. */
  readonly expected: NumericArray;
  /** Of the rows themselves. */
  readonly rows: NumericArray;
  /** Row by row and set by set: the mean over the baseline rows in which the features of the set are the row's. */
  readonly sets: NumericArray;
}

/** On the scale of the link: for each row and output, the attributions and the expected value add up to the prediction. */
export interface ShapAttributions {
  /** What is predicted when nothing of a row is known, a number an output. */
  readonly expected: readonly number[];
  /** For each output and feature, one number a row. */
  readonly attributions: readonly (readonly Float64Array[])[];
}

export function planShap(backend: EngineBackend, options: ShapPlanOptions): ShapPlan {
  const { features, samples, seed } = options;
  const found = callJson(backend, 'plan_shap', { features, samples, seed }) as { isExact: boolean; masks: number[] };
  const wordCount = Math.ceil(features / 32);
  const masks = Uint32Array.from(found.masks);
  return { options, isExact: found.isExact, setCount: masks.length / wordCount, wordCount, masks };
}

export function solveShap(backend: EngineBackend, plan: ShapPlan, predictions: ShapPredictions): ShapAttributions {
  const { features, samples, seed } = plan.options;
  const { outputs = 1, link, expected, rows, sets } = predictions;
  const buffers = new Buffers();
  const places = { expected: buffers.add(expected), rows: buffers.add(rows), sets: buffers.add(sets) };
  const input = { plan: { features, samples, seed }, outputs, link, ...places };
  const found = callJson(backend, 'solve_shap', input, buffers.list) as Record<'expected' | 'attributions', number[]>;
  const attributions = Float64Array.from(found.attributions);
  const rowCount = rows.length / outputs;
  const columns = Array.from({ length: outputs }, (_, output) =>
    Array.from({ length: features }, (_each, feature) => {
      const start = (output * features + feature) * rowCount;
      return attributions.subarray(start, start + rowCount);
    }),
  );
  return { expected: found.expected, attributions: columns };
}

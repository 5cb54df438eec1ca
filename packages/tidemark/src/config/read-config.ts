/** tidemark.yaml in, the options it gives out. */
import { parseDocument } from '../libraries/yaml.js';
import { notYaml } from './errors.js';
import { readSchema } from './schema.js';
import { validate } from './validate.js';

/** What tidemark.yaml may hold, null for a key with nothing after it; the schema says what each key means. */
export interface Config {
  readonly reading?: Options<{
    readonly format: 'csv' | 'jsonl' | 'json' | 'capture' | 'arrow' | 'parquet';
    readonly header: boolean;
    readonly delimiter: string;
    readonly outputPosition: 'START' | 'END';
    readonly preprocess: string;
    readonly missing: readonly string[];
    readonly columns: readonly string[];
    readonly exclude: readonly string[];
    readonly compat: 'sagemaker';
  }> | null;
  readonly model?: Options<{
    readonly monitor: 'data-quality' | 'model-quality' | 'bias' | 'attribution';
    readonly problem: 'BinaryClassification' | 'MulticlassClassification' | 'Regression' | 'Ranking';
    readonly label: string;
    readonly prediction: string;
    readonly probability: string;
    readonly probabilityThreshold: number;
    readonly positive: string;
    readonly query: string;
    readonly features: string;
    readonly weighted: boolean;
    readonly group: readonly string[];
    readonly groundTruth: string;
    readonly analysisConfig: string;
    readonly oneSided: boolean;
    readonly categorical: readonly string[];
    readonly continuous: readonly string[];
    readonly predict: string;
  }> | null;
  readonly check?: Options<{
    readonly baseline: string;
    readonly falseAlarmRate: number;
    readonly attributions: string;
    readonly estimator: string;
  }> | null;
}

type Options<T> = { readonly [Key in keyof T]?: T[Key] | null };

/** References such as `env:NAME` and `file:PATH` are text like any other: no key of today takes a secret. */
export function readConfig(text: string, file: string): Config {
  const value = parse(text, file);
  if (value === null || value === undefined) return {};
  validate(value, readSchema(), file);
  return value;
}

/**
 * Keys are texts: others would be written out as texts of texts, without bound. Besides the errors that it lists, the
 * parser throws where it runs out of stack, or aliases would make too much of it.
 */
function parse(text: string, file: string): unknown {
  try {
    const document = parseDocument(text, { stringKeys: true });
    const [error] = document.errors;
    if (error) throw error;
    return document.toJS() as unknown;
  } catch (cause) {
    if (cause instanceof RangeError) throw notYaml(file, 'it is nested too deep');
    const [reason = ''] = String(cause instanceof Error ? cause.message : cause).split('\n');
    throw notYaml(file, reason);
  }
}

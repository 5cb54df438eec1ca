/** tidemark.yaml in, the options it gives out. */
import { parseDocument } from 'yaml';
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
    readonly monitor: 'data-quality' | 'model-quality';
    readonly problem: 'BinaryClassification' | 'MulticlassClassification' | 'Regression';
    readonly label: string;
    readonly prediction: string;
    readonly probability: string;
    readonly probabilityThreshold: number;
    readonly features: string;
    readonly group: readonly string[];
    readonly groundTruth: string;
    readonly analysisConfig: string;
    readonly predict: string;
  }> | null;
  readonly check?: Options<{
    readonly baseline: string;
    readonly falseAlarmRate: number;
    readonly attributions: string;
  }> | null;
}

type Options<T> = { readonly [Key in keyof T]?: T[Key] | null };

/** References such as `env:NAME` and `file:PATH` are text like any other: no key of today takes a secret. */
export function readConfig(text: string, file: string): Config {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) throw notYaml(file, error.message.split('\n')[0] ?? error.code);
  const value: unknown = document.toJS();
  if (value === null || value === undefined) return {};
  validate(value, readSchema(), file);
  return value;
}

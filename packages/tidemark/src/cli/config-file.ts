/** tidemark.yaml as a source of options: it gives those that the command line did not. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command } from '../libraries/commander.js';
import { noConfig } from '../config/errors.js';
import { type Config, readConfig } from '../config/read-config.js';

export const CONFIG_FILE = 'tidemark.yaml';

/** Fills in the options of a command that takes `--config`. */
export async function applyConfig(command: Command): Promise<void> {
  const names = new Set(command.options.map((option) => option.attributeName()));
  if (!names.has('config')) return;
  const named: unknown = command.getOptionValue('config');
  const file = typeof named === 'string' ? named : CONFIG_FILE;
  const text = await readText(file);
  if (text === null && named === undefined) return;
  if (text === null) throw noConfig(file);
  for (const [name, value] of toOptionValues(readConfig(text, file), file)) {
    const source = command.getOptionValueSource(name);
    const isFree = source === undefined || source === 'default';
    if (names.has(name) && isFree && value !== null) command.setOptionValueWithSource(name, value, 'config');
  }
}

/** Options under the names that commander has for them; paths are relative to the file. */
function toOptionValues({ reading, model, check }: Config, file: string): [string, unknown][] {
  const toPath = (path: string): string => join(dirname(file), path);
  return Object.entries({
    ...reading,
    ...model,
    ...check,
    ...(model?.groundTruth != null && { groundTruth: [toPath(model.groundTruth)] }),
    ...(model?.analysisConfig != null && { analysisConfig: toPath(model.analysisConfig) }),
    ...(reading?.preprocess != null && { preprocess: toPath(reading.preprocess) }),
    ...(check?.attributions != null && { attributions: toPath(check.attributions) }),
    ...(check?.estimator != null && { estimator: toPath(check.estimator) }),
    ...(check?.baseline != null && { baseline: [toPath(check.baseline)] }),
  });
}

async function readText(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

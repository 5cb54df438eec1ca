/** The monitors whose cases can be run. */
import { runBias } from './bias.ts';
import { runAttribution } from './attribution.ts';
import type { Case } from './case.ts';
import { runDataQuality } from './data-quality.ts';
import type { Documents } from './documents.ts';
import { runModelQuality } from './model-quality.ts';
import { toFormat, toSpecs } from './sources.ts';

type Runner = (test: Case) => Promise<Documents>;

export const RUNNERS: Readonly<Record<string, Runner>> = {
  bias: runBias,
  attribution: runAttribution,
  'data-quality': runDataQuality,
  'model-quality': runModelQuality,
};

const FORMATS = ['csv', 'json', 'jsonl', 'capture'];

/** Why a case cannot be run yet, or null. */
export function findObstacle(test: Case): string | null {
  if (!Object.hasOwn(RUNNERS, test.monitor)) return `the monitor ${test.monitor} does not exist yet`;
  const formats = [test.baseline, test.current ?? {}].flatMap(toSpecs).map(toFormat);
  const unknown = formats.find((format) => !FORMATS.includes(format));
  return unknown === undefined ? null : `the format ${unknown} is not read yet`;
}

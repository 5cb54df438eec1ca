/** Family `multiple-testing`: adjusted p-values. */
import { computed, missing, type ReferenceCase } from '../reference-case.ts';
import type { ReferenceFile } from '../reference-file.ts';

interface FamilyCase {
  readonly id: string;
  readonly p_values: readonly number[];
  readonly bh: readonly number[];
}

/** Enough for the few operations of an adjustment, where a file names no tolerance. */
const ROUNDING = 1e-12;
const OTHERS = ['by', 'holm', 'bonferroni'];

export function readMultipleTesting(file: ReferenceFile & { readonly cases: readonly FamilyCase[] }): ReferenceCase[] {
  return file.cases.flatMap((test) => [
    computed(`${test.id}: bh`, test.bh, file.tolerance ?? ROUNDING, (engine) => engine.adjustPValues(test.p_values)),
    ...OTHERS.filter((name) => name in test).map((name) => missing(`${test.id}: ${name}`, name)),
  ]);
}

/** The closing message of a job, which SageMaker shows as its exit message. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isTidemarkError } from '../../index.js';

/** SageMaker keeps so many characters. */
const MOST_CHARACTERS = 1024;

/** Word for word as Model Monitor writes it. */
export function toCompletedMessage(violationCount: number): string {
  return violationCount === 0
    ? 'Completed: Job completed successfully with no violations.'
    : `CompletedWithViolations: Job completed successfully with ${violationCount} violations.`;
}

export function toFailedMessage(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `Failed: ${isTidemarkError(error) ? error.code : 'internal'}: ${reason}`.slice(0, MOST_CHARACTERS);
}

export async function writeMessage(file: string, message: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, message);
}

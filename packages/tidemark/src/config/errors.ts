/** The errors of tidemark.yaml. */
import { invalidArgument, type TidemarkError } from '../engine/errors.js';

/** A value that does not belong where it stands; `path` is empty for the whole file. */
export function invalidConfig(
  file: string,
  path: string,
  expected: string,
  found: string,
  advice: string | null = null,
): TidemarkError {
  const place = path === '' ? file : `${path} of ${file}`;
  return invalidArgument(`expected ${expected} in ${place}, found ${found}${advice === null ? '' : `; ${advice}`}`);
}

/** A file that is no YAML at all. */
export function notYaml(file: string, reason: string): TidemarkError {
  return invalidArgument(`expected YAML in ${file}, found something else: ${reason}`);
}

/** A file that was named and is not there. */
export function noConfig(file: string): TidemarkError {
  return invalidArgument(`expected a configuration at ${file}, found nothing there; \`tidemark init\` writes one`);
}

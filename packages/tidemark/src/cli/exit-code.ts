/** Exit codes, and which outcome has which. */
import type { ErrorCode } from '../index.js';

/** Nothing violated; the run failed; violations; the call is wrong. */
export const EXIT = { ok: 0, failed: 1, violations: 2, usage: 64 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_BY_ERROR: Readonly<Record<ErrorCode, ExitCode>> = {
  'invalid-argument': EXIT.usage,
  'not-found': EXIT.usage,
  'invalid-data': EXIT.failed,
  incompatible: EXIT.failed,
  unsupported: EXIT.failed,
  io: EXIT.failed,
  disposed: EXIT.failed,
  internal: EXIT.failed,
};

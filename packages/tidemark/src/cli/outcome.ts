/** How a command ended. */
import type { ExitCode } from './exit-code.js';

export interface Outcome {
  readonly exitCode: ExitCode;
  /** One line that says what came out, and why the exit code is what it is. */
  readonly reason: string;
}

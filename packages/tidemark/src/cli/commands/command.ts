/** What a command is given to run with. */
import type { Command } from '../../libraries/commander.js';
import type { Console } from '../console.js';
import type { Outcome } from '../outcome.js';

/** The options before every command's own. */
export interface GlobalValues {
  readonly quiet?: boolean;
}

export interface Context {
  /** The console as the command's `--quiet` asks for it. */
  console(values: GlobalValues): Console;
  /** Says how the command ended; called once. */
  end(outcome: Outcome): void;
}

/**
 * The value of an option that must be there. Commander would look for it before it looks for misspelled ones, and so
 * never suggest the right spelling.
 */
export function requireOption<T>(value: T | undefined, flags: string, command: Command): T {
  return value ?? command.error(`error: required option '${flags}' not specified`);
}

/** A directory as results are saved to it, whatever its name looks like. */
export function toDirectory(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}

export const QUIET = ['-q, --quiet', 'no progress and no messages, the closing line excepted'] as const;
export const JSON_OUTPUT = ['--json', 'one JSON document on stdout instead of text'] as const;

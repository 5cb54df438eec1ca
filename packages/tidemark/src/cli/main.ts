#!/usr/bin/env node
/** The command line's entry: runs a command, says on the last line of stderr how it ended and why, sets the exit code. */
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { CommanderError } from '../libraries/commander.js';
import { isTidemarkError } from '../index.js';
import { createConsole, ignoreBrokenPipe } from './console.js';
import { EXIT, EXIT_BY_ERROR } from './exit-code.js';
import type { Outcome } from './outcome.js';
import { createProgram } from './program.js';

const { stdout, stderr } = process;

async function run(argv: readonly string[]): Promise<Outcome | null> {
  let outcome: Outcome | null = null;
  const program = createProgram(readVersion(), {
    console: ({ quiet }) => createConsole(stdout, stderr, quiet === true),
    end: (ended) => {
      outcome = ended;
    },
  });
  try {
    await program.parseAsync(argv);
    return outcome;
  } catch (error) {
    return toOutcome(error);
  }
}

/** Null where help or the version was asked for: there is no outcome to speak of. */
function toOutcome(error: unknown): Outcome | null {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? null : { exitCode: EXIT.usage, reason: `the call is wrong: ${toReason(error)}` };
  }
  if (isTidemarkError(error)) return { exitCode: EXIT_BY_ERROR[error.code], reason: `${error.code}: ${error.message}` };
  return { exitCode: EXIT.failed, reason: `internal: ${error instanceof Error ? error.message : String(error)}` };
}

function toReason({ code, message }: CommanderError): string {
  return code === 'commander.help' ? 'expected a command' : (message.replace(/^error: /, '').split('\n')[0] ?? message);
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return (manifest as { version: string }).version;
}

// V8 lets the space of its youngest values grow to over 100 MB, which is more than most runs need for all else.
setFlagsFromString('--semi-space-growth-factor=1');
ignoreBrokenPipe(stdout);
ignoreBrokenPipe(stderr);
const outcome = await run(process.argv);
if (outcome !== null) {
  const line = outcome.reason.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
  stderr.write(`tidemark: ${line} (exit ${outcome.exitCode})\n`);
  process.exitCode = outcome.exitCode;
}

/** `tidemark show`: prints a profile or a document for people. */
import type { Command } from '../../libraries/commander.js';
import { openDocument } from '../../index.js';
import { EXIT } from '../exit-code.js';
import { toSource } from '../sources.js';
import { type Context, type GlobalValues, JSON_OUTPUT, QUIET } from './command.js';

interface Values extends GlobalValues {
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  tidemark show base/profile.tide
  tidemark show result/constraint_violations.json`;

export function addShowCommand(program: Command, context: Context): void {
  program
    .command('show')
    .summary('print a profile or a document for people')
    .description('Prints profile.tide, statistics.json, constraints.json or constraint_violations.json.')
    .argument('<file>', 'the file, or - for standard input')
    .option(...JSON_OUTPUT)
    .option(...QUIET)
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, values: Values) => {
      const opened = await openDocument(toSource([file]));
      await context.console(values).write(opened, values.json);
      context.end({ exitCode: EXIT.ok, reason: `${opened.kind} shown from ${file}` });
    });
}

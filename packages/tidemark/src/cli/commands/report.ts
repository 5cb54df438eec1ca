/** `tidemark report`: draws a stored result again. */
import type { Command } from '../../libraries/commander.js';
import { findResult } from '../../index.js';
import { EXIT } from '../exit-code.js';
import { type Context, type GlobalValues, QUIET, requireOption } from './command.js';

interface Values extends GlobalValues {
  readonly output?: string;
}

const REQUIRED = '-o, --output <file>';

const EXAMPLES = `
Examples:
  tidemark report result -o result.html
  tidemark report result -o violations.csv
  tidemark report result -o statistics.arrow`;

export function addReportCommand(program: Command, context: Context): void {
  const command = program
    .command('report')
    .summary('draw a stored result again')
    .description(
      "Reads a result directory, also one of Model Monitor's, and writes it in the form that the name asks for.",
    )
    .argument('<directory>', 'what `check -o` wrote')
    .option(REQUIRED, '(required) a file that ends in .html, .md, .csv, .json, .txt or .arrow');
  command
    .option(...QUIET)
    .addHelpText('after', EXAMPLES)
    .action(async (directory: string, values: Values) => {
      const output = requireOption(values.output, REQUIRED, command);
      const result = await findResult(directory);
      await result.save(output);
      context.end({ exitCode: EXIT.ok, reason: `result in ${directory} written to ${output}` });
    });
}

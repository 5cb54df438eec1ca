/** `tidemark baseline`: makes a baseline of data and writes it into a directory. */
import type { Command } from 'commander';
import { baseline, toJsonText } from '../../index.js';
import { EXIT } from '../exit-code.js';
import { addReadingOptions, type ReadingValues, toReadingOptions } from '../reading-options.js';
import { toSource } from '../sources.js';
import { type Context, type GlobalValues, JSON_OUTPUT, QUIET, requireOption, toDirectory } from './command.js';

interface Values extends GlobalValues, ReadingValues {
  readonly output?: string;
  readonly json?: boolean;
}

const REQUIRED = '-o, --output <directory>';

const EXAMPLES = `
Examples:
  tidemark baseline train.csv -o base
  tidemark baseline 'days/*.csv' --missing NA --exclude id -o base
  cat train.csv | tidemark baseline - -o base`;

export function addBaselineCommand(program: Command, context: Context): void {
  const command = program
    .command('baseline')
    .summary('make a baseline of data: statistics, suggested constraints and a profile')
    .description('Reads data and writes statistics.json, constraints.json and profile.tide into a directory.')
    .argument(
      '<source...>',
      'a file, a directory, a pattern, or - for standard input; several are read as one data set',
    )
    .option(REQUIRED, '(required) where the baseline is written');
  addReadingOptions(command)
    .option(...JSON_OUTPUT)
    .option(...QUIET)
    .addHelpText('after', EXAMPLES)
    .action(async (sources: string[], values: Values) => {
      const console = context.console(values);
      const output = requireOption(values.output, REQUIRED, command);
      const made = await baseline(toSource(sources), await toReadingOptions(values, console));
      await made.save(toDirectory(output));
      await console.write(values.json === true ? toJsonText(made) : made.toText());
      const { length } = made.constraints.features;
      context.end({
        exitCode: EXIT.ok,
        reason: `baseline of ${length} ${length === 1 ? 'feature' : 'features'} written to ${output}`,
      });
    });
}

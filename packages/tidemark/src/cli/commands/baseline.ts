/** `tidemark baseline`: makes a baseline of data and writes it into a directory. */
import type { Command } from '../../libraries/commander.js';
import { type Baseline, type BaselineOptions, baseline, type KindBaseline } from '../../index.js';
import { EXIT } from '../exit-code.js';
import { addModelOptions, type ModelValues, toModelOptions } from '../model-options.js';
import { addReadingOptions, type ReadingValues, toReadingOptions } from '../reading-options.js';
import { toSource } from '../sources.js';
import { type Context, type GlobalValues, JSON_OUTPUT, QUIET, requireOption, toDirectory } from './command.js';

interface Values extends GlobalValues, ReadingValues, ModelValues {
  readonly output?: string;
  readonly json?: boolean;
}

const REQUIRED = '-o, --output <directory>';

const EXAMPLES = `
Examples:
  tidemark baseline train.csv -o base
  tidemark baseline 'days/*.csv' --missing NA --exclude id -o base
  cat train.csv | tidemark baseline - -o base
  tidemark baseline validation.csv --monitor model-quality --problem BinaryClassification \\
    --label label --prediction prediction --probability probability -o quality`;

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
  addReadingOptions(addModelOptions(command))
    .option(...JSON_OUTPUT)
    .option(...QUIET)
    .addHelpText('after', EXAMPLES)
    .action(async (sources: string[], values: Values) => {
      const console = context.console(values);
      const output = requireOption(values.output, REQUIRED, command);
      const options = { ...(await toReadingOptions(values, console)), ...(await toModelOptions(values)) };
      // Which monitor it is, and so which baseline comes out, is known only now.
      const made: Baseline | KindBaseline = await baseline(toSource(sources), options as BaselineOptions);
      await made.save(toDirectory(output));
      await console.write(made, values.json);
      if (made.report?.rows === 0) console.say('The data holds no record: a check against this baseline finds little.');
      context.end({ exitCode: EXIT.ok, reason: `baseline of ${toSubject(made)} written to ${output}` });
    });
}

function toSubject(made: Baseline | KindBaseline): string {
  if ('monitor' in made) return made.monitor;
  const { length } = made.constraints.features;
  return `${length} ${length === 1 ? 'feature' : 'features'}`;
}

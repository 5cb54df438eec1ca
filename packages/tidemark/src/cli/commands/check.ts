/** `tidemark check`: checks data against a baseline. */
import { type Command, InvalidArgumentError } from '../../libraries/commander.js';
import { type CheckOptions, check } from '../../index.js';
import { EXIT } from '../exit-code.js';
import { addModelOptions, type ModelValues, readOptionFile, toModelOptions } from '../model-options.js';
import { addReadingOptions, collect, type ReadingValues, toReadingOptions } from '../reading-options.js';
import { toSource } from '../sources.js';
import { type Context, type GlobalValues, JSON_OUTPUT, QUIET, requireOption, toDirectory } from './command.js';

interface Values extends GlobalValues, ReadingValues, ModelValues {
  readonly baseline?: readonly string[];
  readonly output?: string;
  readonly falseAlarmRate?: number;
  readonly attributions?: string;
  readonly estimator?: string;
  readonly json?: boolean;
}

const REQUIRED = '-b, --baseline <path>';

const EXAMPLES = `
Examples:
  tidemark check today.csv --baseline base -o result
  tidemark check today.csv --baseline train.csv --false-alarm-rate 0.001
  tidemark check today.csv --baseline base --compat sagemaker --json
  tidemark check capture/endpoint/variant --ground-truth ground-truth --baseline quality --monitor model-quality

Exit codes: 0 nothing violated, 2 violations, 1 the run failed, 64 the call is wrong.`;

export function addCheckCommand(program: Command, context: Context): void {
  const command = program
    .command('check')
    .summary('check data against a baseline')
    .description('Compares data with a baseline and prints the violations as a table.')
    .argument(
      '<source...>',
      'a file, a directory, a pattern, or - for standard input; several are read as one data set',
    )
    .option(REQUIRED, '(required) a baseline directory, or data to make one of; may be repeated', collect)
    .option('-o, --output <directory>', 'where documents and report.html are written')
    .option('--false-alarm-rate <rate>', 'how often a window may raise an alarm although nothing changed', toRate)
    .option(
      '--attributions <file>',
      "analysis.json of what features contribute, by which violations are listed (the baseline's when absent)",
    )
    .option(
      '--estimator <file>',
      'estimator.json of a model-quality baseline with --features: what drift does to the quality is estimated',
    );
  addReadingOptions(addModelOptions(command))
    .option(...JSON_OUTPUT)
    .option(...QUIET)
    .addHelpText('after', EXAMPLES)
    .action(async (sources: string[], values: Values) => {
      const console = context.console(values);
      const base = requireOption(values.baseline, REQUIRED, command);
      const { falseAlarmRate, attributions, estimator, output } = values;
      const options = {
        ...(await toReadingOptions(values, console)),
        ...(await toModelOptions(values)),
        ...(falseAlarmRate !== undefined && { falseAlarmRate }),
        ...(attributions !== undefined && { attributions: await readOptionFile('--attributions', attributions) }),
        ...(estimator !== undefined && { estimator: await readOptionFile('--estimator', estimator) }),
      };
      const result = await check(toSource(sources), toSource(base), options as CheckOptions);
      if (output !== undefined) await result.save(toDirectory(output));
      await console.write(result, values.json);
      if (output !== undefined) console.say(`Documents and report.html are in ${output}.`);
      const exitCode = result.violations.length === 0 ? EXIT.ok : EXIT.violations;
      context.end({ exitCode, reason: result.toText().split('\n')[0] ?? '' });
    });
}

function toRate(text: string): number {
  const rate = Number(text);
  if (!(rate > 0 && rate < 1)) throw new InvalidArgumentError('Expected a number above 0 and below 1, such as 0.01.');
  return rate;
}

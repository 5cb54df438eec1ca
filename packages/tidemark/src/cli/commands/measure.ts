/** `tidemark measure`: computes a measure between two sets of data, or lists the measures. */
import { type Command, InvalidArgumentError, Option } from '../../libraries/commander.js';
import { listMeasures, type MeasureCall, measure } from '../../index.js';
import { EXIT } from '../exit-code.js';
import { addReadingOptions, type ReadingValues, toReadingOptions } from '../reading-options.js';
import { toSource } from '../sources.js';
import { type Context, type GlobalValues, JSON_OUTPUT, QUIET, requireOption } from './command.js';

type MeasureOptions = NonNullable<MeasureCall['measure']>;

interface Values extends GlobalValues, ReadingValues, MeasureOptions {
  readonly reference?: string;
  readonly current?: string;
  readonly column?: string;
  readonly list?: boolean;
  readonly json?: boolean;
}

const REFERENCE = '--reference <path>';
const CURRENT = '--current <path>';

const EXAMPLES = `
Examples:
  tidemark measure --list
  tidemark measure psi --reference train.csv --current today.csv --column age
  tidemark measure js-distance --reference base/profile.tide --current today.csv --base bits`;

export function addMeasureCommand(program: Command, context: Context): void {
  const command: Command = program
    .command('measure')
    .summary('compute a measure between two sets of data')
    .description('Computes one measure of each column that both sides have; docs/measures.md defines them.')
    .argument('[id]', 'the id of a measure; --list prints them')
    .option('--list', 'print the measures, one a line')
    .option(REFERENCE, 'data, a profile.tide file or a baseline directory')
    .option(CURRENT, 'the same, compared with the reference')
    .option('--column <name>', 'only this column')
    .option('--variant <name>', 'a variant of the measure')
    .addOption(new Option('--method <method>', 'as Model Monitor compares').choices(['Simple', 'Robust']))
    .option('--alpha <level>', 'Robust: the level whose null limit is taken off', toNumber)
    .option('--level <level>', 'also give the smallest shift that is significant at this level', toNumber)
    .option('--bins <bins>', 'a number of bins, inner edges separated by commas, or `values`', toBins)
    .addOption(new Option('--smoothing <kind>', 'for cells without values').choices(['none', 'laplace', 'epsilon']))
    .option('--smoothing-amount <number>', 'what laplace adds to counts, or the least share of epsilon', toNumber)
    .option('--renormalise', 'epsilon: divide the shares by their new sum')
    .addOption(new Option('--base <unit>', 'the unit of information').choices(['nats', 'bits']))
    .addOption(
      new Option('--p-method <method>', 'how a p-value is found').choices([
        'exact',
        'exact-untied',
        'asymptotic',
        'stephens',
      ]),
    );
  addReadingOptions(command)
    .option(...JSON_OUTPUT)
    .option(...QUIET)
    .addHelpText('after', EXAMPLES)
    .action(async (id: string | undefined, values: Values) => {
      const console = context.console(values);
      if (values.list === true) {
        const list = await listMeasures();
        await console.write(list, values.json);
        context.end({ exitCode: EXIT.ok, reason: `${list.measures.length} measures listed` });
        return;
      }
      if (id === undefined) command.error("error: expected the id of a measure; 'tidemark measure --list' prints them");
      const reference = toSource([requireOption(values.reference, REFERENCE, command)]);
      const current = toSource([requireOption(values.current, CURRENT, command)]);
      const { column } = values;
      const reading = await toReadingOptions(values, console);
      const measured = await measure(id, reference, current, {
        measure: toMeasureOptions(values),
        reading,
        ...(column !== undefined && { column }),
      });
      await console.write(measured, values.json);
      const found = measured.columns.filter(({ result }) => result !== null).length;
      context.end({ exitCode: EXIT.ok, reason: `${id} of ${found} of ${measured.columns.length} columns` });
    });
}

function toMeasureOptions(values: Values): MeasureOptions {
  const { variant, method, alpha, level, bins, smoothing, smoothingAmount, renormalise, base, pMethod } = values;
  return {
    ...(variant !== undefined && { variant }),
    ...(method !== undefined && { method }),
    ...(alpha !== undefined && { alpha }),
    ...(level !== undefined && { level }),
    ...(bins !== undefined && { bins }),
    ...(smoothing !== undefined && { smoothing }),
    ...(smoothingAmount !== undefined && { smoothingAmount }),
    ...(renormalise !== undefined && { renormalise }),
    ...(base !== undefined && { base }),
    ...(pMethod !== undefined && { pMethod }),
  };
}

function toNumber(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) throw new InvalidArgumentError('Expected a number.');
  return number;
}

function toBins(text: string): number | readonly number[] | 'values' {
  if (text === 'values') return text;
  return text.includes(',') ? text.split(',').map(toNumber) : toNumber(text);
}

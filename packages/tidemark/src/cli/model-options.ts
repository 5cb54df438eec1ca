/** The options that say which monitor is meant and what it is told of a model, shared by the commands that have one. */
import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError, Option } from '../libraries/commander.js';
import { type ModelOptions, MONITOR_NAMES, type MonitorName, TidemarkError } from '../index.js';
import { collect, toList } from './reading-options.js';
import { toSource } from './sources.js';

/** The values that commander gives for these options. */
export interface ModelValues {
  readonly monitor: MonitorName;
  readonly problem?: NonNullable<ModelOptions['problem']>;
  readonly label?: string;
  readonly prediction?: string;
  readonly probability?: string;
  readonly probabilityThreshold?: number;
  readonly positive?: string;
  readonly query?: string;
  readonly features?: string;
  readonly weighted?: boolean;
  readonly group?: readonly string[];
  readonly groundTruth?: readonly string[];
  readonly merged?: string;
  readonly analysisConfig?: string;
  readonly oneSided?: boolean;
  readonly categorical?: readonly string[];
  readonly continuous?: readonly string[];
  readonly predict?: string;
}

const PROBLEMS: readonly NonNullable<ModelValues['problem']>[] = [
  'BinaryClassification',
  'MulticlassClassification',
  'Regression',
  'Ranking',
];

export function addModelOptions(command: Command): Command {
  return command
    .addOption(new Option('--monitor <kind>', 'what is monitored').choices(MONITOR_NAMES).default('data-quality'))
    .addOption(new Option('--problem <problem>', 'what the model is for').choices(PROBLEMS))
    .option('--label <attribute>', 'the true value: a column, its zero-based index, or a JMESPath')
    .option('--prediction <attribute>', 'the predicted value or class')
    .option('--probability <attribute>', 'the score, or a list of scores, one a class')
    .option('--probability-threshold <number>', 'a score above it is a prediction of 1 (0.5 when absent)', toThreshold)
    .option('--positive <label>', 'of two labels the positive one, where they are not 0 and 1 or false and true')
    .option('--query <attribute>', 'Ranking: the query whose items are ordered')
    .option('--features <attribute>', 'the features of a record of JSON; model-quality: their names, parted by commas')
    .option('--weighted', 'model-quality: estimate windows without labels by a baseline weighted to be as the window')
    .option('--group <attribute>', 'judge by the values of this attribute as well; may be repeated', collect)
    .option('--ground-truth <path>', 'label records, joined to capture records by id; may be repeated', collect)
    .option('--merged <directory>', 'where capture records are written together with their labels')
    .option('--analysis-config <file>', "Clarify's analysis_config.json")
    .option('--one-sided', 'bias: only what is worse for the sensitive group counts')
    .option('--categorical <names>', 'bias: these columns hold categories, separated by commas', toList)
    .option('--continuous <names>', 'bias: these columns hold numbers to be cut, separated by commas', toList)
    .option('--predict <url>', 'where the model answers, to be asked what its features contribute');
}

/** `monitor` and the options of models that were given. */
export async function toModelOptions(values: ModelValues): Promise<ModelOptions & { monitor: MonitorName }> {
  const { monitor, problem, label, prediction, probability, probabilityThreshold, query, features } = values;
  const { positive, weighted, group, merged, groundTruth, analysisConfig, oneSided, predict } = values;
  return {
    monitor,
    ...(problem !== undefined && { problem }),
    ...(label !== undefined && { label }),
    ...(prediction !== undefined && { prediction }),
    ...(probability !== undefined && { probability }),
    ...(probabilityThreshold !== undefined && { probabilityThreshold }),
    ...(positive !== undefined && { positive }),
    ...(query !== undefined && { query }),
    ...(features !== undefined && { features }),
    ...(weighted !== undefined && { weighted }),
    ...(group && { group }),
    ...(groundTruth && { groundTruth: toSource(groundTruth) }),
    ...(merged !== undefined && { merged }),
    ...(analysisConfig !== undefined && { analysisConfig: await readOptionFile('--analysis-config', analysisConfig) }),
    ...(oneSided !== undefined && { oneSided }),
    ...toKinds(values),
    ...(predict !== undefined && { explain: { predict } }),
  };
}

/** The kinds of the columns that were named. */
function toKinds({ categorical = [], continuous = [] }: ModelValues): Pick<ModelOptions, 'kinds'> {
  if (categorical.length + continuous.length === 0) return {};
  const kinds = [
    ...categorical.map((name) => [name, 'categorical'] as const),
    ...continuous.map((name) => [name, 'continuous'] as const),
  ];
  return { kinds: Object.fromEntries(kinds) };
}

/** The file that an option names. */
export async function readOptionFile(option: string, path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TidemarkError('not-found', `expected a file at ${path} for ${option}, found: ${reason}`, {
      cause,
    });
  }
}

function toThreshold(text: string): number {
  const threshold = Number(text);
  if (text.trim() === '' || !Number.isFinite(threshold)) throw new InvalidArgumentError('Expected a number.');
  return threshold;
}

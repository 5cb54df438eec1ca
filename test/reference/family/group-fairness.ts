/** Family `group-fairness`: rates of groups under the names of fairlearn, AIF360 and aequitas. */
import type { Engine, GroupFairness, GroupRates } from 'tidemark/engine';
import { computed, type ReferenceCase } from '../reference-case.ts';
import type { Numeric, ReferenceFile } from '../reference-file.ts';

type Numbers = Readonly<Record<string, number | string>>;

interface FairnessCase {
  readonly id: string;
  readonly y_true: readonly number[];
  readonly y_pred: readonly number[];
  readonly group: readonly string[];
  readonly expected: Readonly<Record<string, unknown>> & {
    readonly by_group: Readonly<Record<string, Numbers>>;
    readonly overall: Numbers;
    readonly two_groups?: Numbers;
  };
}

interface FairnessFile extends ReferenceFile {
  readonly cases?: readonly FairnessCase[];
  readonly upstream?: readonly (Readonly<Record<'y_true' | 'y_pred', readonly number[]>> & {
    readonly metric: string;
    readonly expected: number;
  })[];
  readonly aequitas?: readonly {
    readonly id: string;
    readonly rows: readonly (readonly [number, number, string])[];
    readonly expected: readonly Numbers[];
  }[];
}

const CONFUSION = ['tp', 'fp', 'fn', 'tn'];
/** What is between groups, by rate. */
const BETWEEN: Readonly<Record<string, string>> = { demographic_parity: 'selection_rate', equal_opportunity: 'tpr' };
const PARTS: Readonly<Record<string, 'difference' | 'ratio' | 'differenceToOverall' | 'ratioToOverall'>> = {
  difference: 'difference',
  ratio: 'ratio',
  difference_to_overall: 'differenceToOverall',
  ratio_to_overall: 'ratioToOverall',
};
const COMBINED: Readonly<Record<string, string>> = {
  difference_worst: 'equalized_odds_difference',
  difference_mean: 'equalized_odds_mean_difference',
  ratio_worst: 'equalized_odds_ratio',
  generalized_entropy_alpha_2: 'generalized_entropy_index',
  generalized_entropy_index: 'generalized_entropy_index',
  theil_index: 'theil_index',
  coefficient_of_variation: 'coefficient_of_variation',
};
/** AIF360: unprivileged less privileged. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  statistical_parity_difference: 'selection_rate',
  equal_opportunity_difference: 'tpr',
  average_odds_difference: 'average_odds',
  average_abs_odds_difference: 'average_abs_odds',
  predictive_parity_difference: 'precision',
  false_omission_rate_difference: 'for',
  error_rate_difference: 'error_rate',
};
/** aequitas. */
const AEQUITAS: Readonly<Record<string, string>> = { ppr: 'predicted_positive_share', pprev: 'selection_rate' };

export function readGroupFairness(file: FairnessFile): ReferenceCase[] {
  const at = (name: string, expected: Numeric, find: (engine: Engine) => number | null | undefined): ReferenceCase =>
    computed(name, expected, file.tolerance ?? 0, (engine) => find(engine) ?? Number.NaN);
  return [
    ...(file.cases ?? []).flatMap((test) => readCase(test, at)),
    ...(file.upstream ?? []).map((test, index) => {
      const columns = { label: test.y_true, prediction: test.y_pred, group: test.y_true.map(() => 'all') };
      return at(
        `upstream ${index}: ${test.metric}`,
        test.expected,
        (engine) => engine.groupFairness(columns).combined[COMBINED[test.metric] ?? ''],
      );
    }),
    ...(file.aequitas ?? []).flatMap((test) => readAequitas(test, at)),
  ];
}

type At = (name: string, expected: Numeric, find: (engine: Engine) => number | null | undefined) => ReferenceCase;

function readCase({ id, y_true: label, y_pred: prediction, group, expected }: FairnessCase, at: At): ReferenceCase[] {
  const two = expected.two_groups;
  const reference = two?.['privileged'];
  const run = (engine: Engine): GroupFairness =>
    engine.groupFairness({ label, prediction, group }, typeof reference === 'string' ? { reference } : {});
  const { by_group: groups, overall, two_groups: _, ...rest } = expected;
  return [
    ...Object.entries({ ...groups, '': overall }).flatMap(([name, numbers]) =>
      Object.entries(numbers).map(([rate, value]) =>
        at(`${id} ${name}: ${rate}`, value as Numeric, (engine) => {
          const found = run(engine);
          return numberOf(name === '' ? found.overall : found.groups[name], rate);
        }),
      ),
    ),
    ...Object.entries(rest).flatMap(([name, value]) => {
      if (typeof value !== 'object')
        return [at(`${id}: ${name}`, value as Numeric, (engine) => run(engine).combined[COMBINED[name] ?? ''])];
      return Object.entries(value as Numbers).map(([part, number]) =>
        at(`${id}: ${name} ${part}`, number as Numeric, (engine) => {
          const rate = BETWEEN[name];
          const found = run(engine);
          return rate === undefined
            ? found.combined[COMBINED[part] ?? '']
            : found.between[rate]?.[PARTS[part] ?? 'ratio'];
        }),
      );
    }),
    ...Object.entries(two ?? {}).flatMap(([name, value]) => {
      if (name === 'privileged' || name === 'unprivileged') return [];
      return [
        at(`${id}: ${name}`, value as Numeric, (engine) => {
          const found = run(engine).groups[String(two?.['unprivileged'])];
          return name === 'disparate_impact'
            ? found?.disparity?.['selection_rate']
            : found?.difference?.[DIFFERENCES[name] ?? ''];
        }),
      ];
    }),
  ];
}

function numberOf(found: GroupRates | undefined, rate: string): number | null | undefined {
  const place = CONFUSION.indexOf(rate);
  if (place >= 0) return found?.confusion[place];
  return rate === 'size' ? found?.rows : found?.rates[rate];
}

function readAequitas({ id, rows, expected }: NonNullable<FairnessFile['aequitas']>[number], at: At): ReferenceCase[] {
  const columns = {
    label: rows.map(([label]) => label),
    prediction: rows.map(([, score]) => score),
    group: rows.map(([, , group]) => group),
  };
  return expected.flatMap((numbers) => {
    const { reference_group: reference, attribute_value: name } = numbers;
    const run = (engine: Engine) =>
      engine.groupFairness(columns, { reference: String(reference) }).groups[String(name)];
    return Object.entries(numbers).flatMap(([key, value]) => {
      if (key.endsWith('_ref') || typeof value === 'string') return [];
      return [at(`${id} ${name}: ${key}`, value, (engine) => aequitasNumber(run(engine), key))];
    });
  });
}

function aequitasNumber(found: GroupRates | undefined, key: string): number | null | undefined {
  const [tp = 0, fp = 0, fn = 0, tn = 0] = found?.confusion ?? [];
  const counts: Readonly<Record<string, number>> = {
    group_size: tp + fp + fn + tn,
    pp: tp + fp,
    pn: fn + tn,
    group_label_pos: tp + fn,
    group_label_neg: fp + tn,
  };
  if (key in counts) return counts[key];
  const rate = key.replace(/_disparity$/u, '');
  const name = AEQUITAS[rate] ?? rate;
  return key.endsWith('_disparity') ? found?.disparity?.[name] : numberOf(found, name);
}

/** The errors of model quality. */
import { invalidArgument, TidemarkError } from '../../engine/errors.js';
import { PROBLEMS, type Problem } from './metrics.js';

/** A baseline of another problem than the window's. */
export function otherProblem(expected: Problem, found: Problem): TidemarkError {
  const message = `expected a window of ${expected}, as the baseline is, found one of ${found}; leave \`problem\` out`;
  return new TidemarkError('incompatible', message);
}

/** No problem where none can be told from a baseline, or one that is not known. */
export function noProblem(found: string | undefined): TidemarkError {
  const known = PROBLEMS.join(', ');
  return invalidArgument(`expected \`problem\` to be one of ${known}, found ${found ?? 'none'}`);
}

/** Neither statistics nor constraints where one of them is needed. */
export function noDocuments(): TidemarkError {
  return invalidArgument(
    'expected statistics.json or constraints.json of model quality, and of a result its constraint_violations.json, found none',
  );
}

/** Rows of which nobody said what is true in them. */
export function noLabel(): TidemarkError {
  return invalidArgument(
    'expected `label`, the attribute of what is true, found none or no value of it in any record; only capture records need none',
  );
}

/** Groups, of which Model Monitor knows nothing. */
export function noGroups(): TidemarkError {
  return invalidArgument(
    "expected no `group` with `compat: 'sagemaker'`, found one; Model Monitor judges all rows together",
  );
}

/** A positive class where there cannot be one. */
export function noPlaceForPositive(reason: string): TidemarkError {
  return invalidArgument(`expected no \`positive\`, found one; ${reason}`);
}

/** A positive class that no row of a baseline is of. */
export function noPositive(positive: string, role: 'label' | 'prediction'): TidemarkError {
  return invalidArgument(
    `expected \`positive\` to be one of two labels and predictions spelled alike, found ${positive}, which no row has as its ${role}`,
  );
}

/** Items of which nobody said for which query they are. */
export function noQuery(): TidemarkError {
  return invalidArgument(
    'expected `query`, the attribute of what items are ordered for, found none; a ranking needs it',
  );
}

/** Weights where there is nothing to weight. */
export function noWeights(): TidemarkError {
  return invalidArgument(
    'expected a baseline of classes that was made with `features` for `weighted`, found another one; leave it out',
  );
}

/** Rows of which nobody said what was answered. */
export function noAnswer(): TidemarkError {
  return invalidArgument(
    'expected `prediction` or `probability`, the attribute of what the model answered, found neither or no value in any record; only capture records need none',
  );
}

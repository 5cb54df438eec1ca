/** The errors of attributes: wrong calls end a run, and a record that does not fit is set aside. */
import { invalidArgument, TidemarkError } from '../../engine/errors.js';

/** A record that does not have what was asked of it. */
export function unfitRecord(message: string): TidemarkError {
  return new TidemarkError('invalid-data', message);
}

/** A body that is no list of cells and has no attribute that says where in it the value stands. */
export function noAttribute(role: string): TidemarkError {
  return unfitRecord(`expected one ${role} in the record, found more or other JSON; name it with \`${role}\``);
}

/** An attribute that names no column. */
export function noColumn(attribute: string, names: readonly string[]): TidemarkError {
  const known = names.slice(0, 8).join(', ') + (names.length > 8 ? ', …' : '');
  return invalidArgument(
    `expected a column or a zero-based index, found ${JSON.stringify(attribute)}; there are ${known}`,
  );
}

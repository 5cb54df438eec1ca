/** Which of the features that were read an estimator knows: by name, or by their places in a request without names. */
import { TidemarkError } from '../../engine/errors.js';

type Found = ReadonlyMap<string, readonly unknown[]>;

/** As an instance is asked for them: names parted by commas, or one attribute, which may be a list or an object of them. */
export function toFeatureAttribute(text: string | undefined): string | readonly string[] | undefined {
  if (text === undefined || !text.includes(',') || /[[\]{}*.()|@?"'`]/.test(text)) return text;
  return toNames(text);
}

/** What was read of those that the attribute asks for; none where nothing was asked. `invalid-argument` for a name that is not there. */
export function findFeatures(read: Found, text: string | undefined): Found {
  if (text === undefined) return new Map();
  const attribute = toFeatureAttribute(text);
  const names = typeof attribute === 'string' && !read.has(attribute) ? [...read.keys()] : toNames(text);
  return pick(read, names);
}

/** The same by the names that a reference had: a request of cells has them by their places. */
export function findNamed(read: Found, names: readonly string[], inputs: readonly string[]): Found {
  const keys = [...read.keys()];
  if (names.every((name) => read.has(name)) || !keys.every((key) => /^_c\d+$/.test(key))) return pick(read, names);
  const places = [inputs, names].find(({ length }) => length === keys.length);
  if (places === undefined) {
    throw new TidemarkError(
      'invalid-argument',
      `expected requests of ${inputs.length} columns, as the reference has besides label and answers, found ${keys.length}; name them with \`names\``,
    );
  }
  return pick(new Map(places.map((name, place) => [name, read.get(keys[place] ?? '') ?? []])), names);
}

function pick(read: Found, names: readonly string[]): Found {
  return new Map(
    names.map((name) => {
      const values = read.get(name);
      if (values !== undefined) return [name, values];
      const known = [...read.keys()].slice(0, 8).join(', ') || 'none';
      throw new TidemarkError('invalid-argument', `expected a feature \`${name}\`, found ${known}`);
    }),
  );
}

function toNames(text: string): string[] {
  return text.split(',').map((name) => name.trim());
}

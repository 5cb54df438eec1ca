/** What is run, and how large: read from the command line of `npm run bench`. */
import { parseArgs } from 'node:util';

/** Everything by the full size; `quick` for a look, `tiny` to see that it runs. */
const sizes = {
  full: { share: 1, rounds: 5 },
  quick: { share: 1 / 10, rounds: 3 },
  tiny: { share: 1 / 1000, rounds: 1 },
};

const least = 1000;

/** `only`: the parts, all when absent. Tiny runs are for tests, which do not have the peers. */
export function readSettings(args, partNames) {
  const { values } = parseArgs({
    args,
    options: { only: { type: 'string' }, quick: { type: 'boolean' }, tiny: { type: 'boolean' } },
  });
  const size = values.tiny ? 'tiny' : values.quick ? 'quick' : 'full';
  const only = values.only?.split(',') ?? partNames;
  const unknown = only.filter((name) => !partNames.includes(name));
  if (unknown.length > 0) throw new Error(`expected parts among ${partNames.join(', ')}, found ${unknown.join(', ')}`);
  const { share, rounds } = sizes[size];
  return {
    size,
    only,
    isWhole: size === 'full' && values.only === undefined,
    hasPeers: size !== 'tiny',
    rounds,
    /** A length of a full run, as long as it is in this one. */
    lengthOf: (full) => Math.max(Math.round(full * share), Math.min(full, least)),
  };
}

/** Seeded random integers (xorshift, 32 bits): integer operations only, so every engine draws the same ones. */
export function createRandom(seed) {
  let state = seed | 0 || 1;

  /** A whole number from 0 to `bound` - 1. */
  function below(bound) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  }

  return {
    below,
    /** A whole number between two others, both included; bell-shaped, as a mean of four draws. */
    around(least, most) {
      const width = most - least + 1;
      const total = below(width) + below(width) + below(width) + below(width);
      return least + Math.trunc(total / 4);
    },
    /** One of a list; an entry that stands there twice is twice as likely. */
    pick: (list) => list[below(list.length)],
    /** True once in `count` draws. */
    oneIn: (count) => below(count) === 0,
  };
}

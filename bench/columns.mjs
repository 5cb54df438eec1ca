/** Columns of seeded numbers, as arrays and as the files that the programs of `bench/core` read. */
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { outputFolder } from './datasets.mjs';

function rotate(value, by) {
  return (value << by) | (value >>> (32 - by));
}

/** Uniform in (0, 1): xoshiro128++ over 32 bits, only integer operations. */
export function createUniform(seed) {
  let [a, b, c, d] = [seed, 0x9e37_79b9, 0x243f_6a88, 0xb7e1_5162];
  const next = () => {
    const result = (rotate(a + d, 7) + a) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return (result + 0.5) / 4_294_967_296;
  };
  for (let step = 0; step < 20; step++) next();
  return next;
}

/** Normal numbers, moved by `shift`. */
export function normalColumn(length, seed, shift = 0) {
  const uniform = createUniform(seed);
  const column = new Float64Array(length);
  for (let index = 0; index < length; index++) {
    column[index] = Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()) + shift;
  }
  return column;
}

/** The same column as a file of doubles, which is written if it is not there. */
export function normalFile(length, seed, shift = 0) {
  const path = `${outputFolder}/normal-${seed}${shift === 0 ? '' : `+${shift}`}-${length}.f64`;
  if (existsSync(path)) return path;
  mkdirSync(outputFolder, { recursive: true });
  writeFileSync(`${path}.new`, normalColumn(length, seed, shift));
  renameSync(`${path}.new`, path);
  return path;
}

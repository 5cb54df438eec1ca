/** The same kernels natively at AVX2 and in WebAssembly, the data inside its memory; and with the way into it (P7). */
import { requireNear } from '../agree.mjs';
import { normalColumn, normalFile } from '../columns.mjs';
import { engines, oneThread, profileColumns } from '../engines.mjs';
import { nativeKernel, wasmKernels } from '../kernels.mjs';
import { ratioOf, takeTurns } from '../take-turns.mjs';
import { toShort } from '../side-table.mjs';

const seed = 1;
const level = 'avx2';
/** Kernels that have a goal and that `bench/core` may not have yet. */
const awaited = ['plain moments', 'histogram'];

export async function run({ lengthOf, rounds }) {
  const length = lengthOf(10_000_000);
  const file = normalFile(length, seed);
  const column = normalColumn(length, seed);
  const inside = wasmKernels(column);
  const [numbers, rows] = [{}, []];
  const add = (name, native, wasm) => {
    numbers[`wasm: ${name}`] = ratioOf(wasm, native);
    rows.push([name, toShort(native.ns), toShort(wasm.ns), `${toShort(ratioOf(wasm, native))} x`]);
  };
  for (const [kernel, side] of inside) {
    const [native, wasm] = await takeTurns([nativeKernel(kernel, file, level), side], rounds);
    requireNear(`${kernel} in WebAssembly`, wasm.found, native.found, 1e-12);
    add(kernel, native, wasm);
  }
  const copied = {
    name: 'column profile, copied in',
    values: length,
    clock: 'process',
    run: () => profileColumns(engines[1], [{ name: 'x', values: column }], oneThread)[Symbol.dispose](),
  };
  const [native, wasm] = await takeTurns([nativeKernel('column profile', file, level), copied], rounds);
  add(copied.name, native, wasm);
  const head = ['kernel', 'native, avx2: ns a value', 'wasm', 'ratio'];
  const title = `WebAssembly beside the native AVX2 build, ${length.toLocaleString('en')} normal values`;
  const missing = awaited.filter((kernel) => !inside.has(kernel));
  const absent = missing.map((kernel) => `there is no kernel \`${kernel}\` in bench/core yet`);
  return { numbers, absent, tables: [{ title, head, rows }] };
}

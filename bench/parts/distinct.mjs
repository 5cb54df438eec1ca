/** How many distinct values there are, by a sketch (P13). */
import { requireAtMost } from '../agree.mjs';
import { normalColumn, normalFile } from '../columns.mjs';
import { nativeKernel, wasmKernels } from '../kernels.mjs';
import { toShort, toSideTable } from '../side-table.mjs';
import { takeTurns } from '../take-turns.mjs';

const seed = 1;

export async function run({ lengthOf, rounds, hasPeers }) {
  const length = lengthOf(1_000_000);
  const column = normalColumn(length, seed);
  const count = new Set(column).size;
  const native = { ...nativeKernel('distinct count', normalFile(length, seed)), most: 0.05 };
  const wasm = { ...wasmKernels(column).get('distinct count'), most: 0.05 };
  const peers = hasPeers ? await (await import('../peers/distinct.mjs')).peersOver(column) : [];
  const results = await takeTurns([native, wasm, ...peers], rounds);
  const errorOf = ({ found: [estimate], values = length }) =>
    estimate / (values === length ? count : new Set(column.subarray(0, values)).size) - 1;
  for (const side of results) requireAtMost(`the error of ${side.name}`, Math.abs(errorOf(side)), side.most);
  const title = `Distinct values of ${length.toLocaleString('en')} normal values`;
  const note = 'Ours: the kernel alone, natively in a process of its own between the turns of the others.';
  const { numbers, tables } = toSideTable('distinct', title, results, [native.name, wasm.name], note);
  const [table] = tables;
  table.head.push('error');
  for (const [index, row] of table.rows.entries()) row.push(`${toShort(errorOf(results[index]) * 100)} %`);
  return { numbers, tables };
}

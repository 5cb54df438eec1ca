/** The kernels of `bench/core` one at a time, beside what runs here: natively in a process, and as WebAssembly in this one. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { kernelModule, timingProgram } from '../scripts/setup/timing-programs.mjs';

/** Runs a program of `bench/core` and gives the JSON that it prints, a value a line. */
export function runProgram(name, args) {
  const { status, stdout, stderr } = spawnSync(timingProgram(name), args.map(String), {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${name} ${args.join(' ')} failed:\n${stderr}`);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** A native kernel over a file of doubles, as a side that says its own time. */
export function nativeKernel(kernel, file, level = 'best') {
  const levelName = level === 'best' ? '' : `, ${level}`;
  return {
    name: `${kernel}, native${levelName}`,
    clock: 'own',
    run: () => runProgram('kernel', [kernel, file, level, 7])[0],
  };
}

/** The kernels over a column that lies in the module's memory, as sides by name. */
export function wasmKernels(column) {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(kernelModule)));
  const start = exports.allocate(column.length);
  new Float64Array(exports.memory.buffer, start, column.length).set(column);
  const nameOf = (kernel) =>
    Buffer.from(exports.memory.buffer, exports.name(kernel), exports.name_length(kernel)).toString('utf8');
  const run = (kernel) => {
    const length = exports.run(kernel);
    return Array.from(new Float64Array(exports.memory.buffer, exports.found(), length));
  };
  const sides = Array.from({ length: exports.count() }, (_, kernel) => {
    const name = nameOf(kernel);
    return [name, { name: `${name}, wasm`, values: column.length, clock: 'process', run: () => run(kernel) }];
  });
  return new Map(sides);
}

/** How often the engine asks for memory: what `bench/core/src/bin/allocations.rs` prints. */
import { rustcOf } from './rustc.mjs';
import { timingProgram } from '../setup/timing-programs.mjs';
import { read } from '../support/command.mjs';

export function countAllocations() {
  const lines = read(timingProgram('allocations'), []);
  return lines === ''
    ? { faults: ['the program `allocations` of bench/core failed'] }
    : { text: `${rustcOf('rustc')}\n${lines}\n` };
}

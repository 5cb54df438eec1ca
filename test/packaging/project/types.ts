/** What TypeScript says of the packages. */
import { type Baseline, baseline, type CheckResult, check } from 'tidemark';
import { createEngine, type Engine, kolmogorovSmirnov } from 'tidemark/engine';
import { createEngine as createSlimEngine } from 'tidemark/engine/slim';
import wasm from 'tidemark/engine/tidemark_bg.wasm';
import { toCheckText } from 'tidemark/report';

export async function run(rows: Blob): Promise<string> {
  const base: Baseline = await baseline(rows, { format: 'csv' });
  const result: CheckResult = await check({ age: [31, 44], city: ['Ulm', null] }, base);
  const engine: Engine = await createEngine({ backend: 'wasm' });
  const slim: Engine = await createSlimEngine({ wasm });
  const { value } = kolmogorovSmirnov(engine, { values: [1, 2] }, { values: [3] });
  using profiler = slim.openProfiler();
  profiler.pushBytes(new Uint8Array());
  return `${toCheckText(result)} ${value}`;
}

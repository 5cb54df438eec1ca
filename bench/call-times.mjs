/** How long calls take that are too short for one look at the clock: tinybench over loops of them. */
import { Bench } from 'tinybench';

/** Tasks are `{ name, calls, run }`, `run` making that many calls. Resolves to the median nanoseconds a call, by name. */
export async function timeCalls(tasks, { rounds }) {
  const bench = new Bench({ time: rounds === 1 ? 1 : 400, iterations: rounds === 1 ? 1 : 20, warmup: rounds > 1 });
  for (const { name, run } of tasks) bench.add(name, run);
  await bench.run();
  return new Map(
    tasks.map(({ name, calls }, index) => {
      const { result } = bench.tasks[index];
      if (result.state !== 'completed') throw result.error ?? new Error(`${name}: ${result.state}`);
      return [name, (result.latency.p50 * 1e6) / calls];
    }),
  );
}

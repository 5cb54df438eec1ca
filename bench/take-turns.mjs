/**
 * Times what runs in this process, or says its own time: all sides in turn, round by round, after a round to warm up. What
 * moves the machine's speed then moves all of them.
 */
import { median } from './median.mjs';

/** Nanoseconds so far, by clock. Of several threads, `process` counts all, `thread` this one alone. */
const clocks = {
  process: () => total(process.cpuUsage()),
  thread: () => {
    // Linux brings the time of a thread up to date only when that of its process is asked for.
    process.cpuUsage();
    return total(process.threadCpuUsage());
  },
  wall: () => performance.now() * 1e6,
};

function total({ user, system }) {
  return (user + system) * 1e3;
}

/**
 * A side is `{ name, values, run, clock }`; one with the clock `own` gives `{ ns, found }`, its time a value. Ours is timed by
 * `process`, with all its threads; what is JavaScript by `thread`, without those that V8 collects garbage on: both to our
 * disadvantage. Resolves to the sides with what they `found`, a time for each round, and the median `ns` a value.
 */
export async function takeTurns(sides, rounds) {
  const turns = sides.map(() => []);
  const found = [];
  for (let round = 0; round <= rounds; round++) {
    for (const [index, { values, run, clock }] of sides.entries()) {
      if (clock === 'own') {
        const { ns, found: own } = await run();
        turns[index].push(ns);
        found[index] = own;
        continue;
      }
      const begun = clocks[clock]();
      found[index] = await run();
      turns[index].push((clocks[clock]() - begun) / values);
    }
  }
  return sides.map((side, index) => {
    const times = turns[index].slice(1);
    return { ...side, found: found[index], times, ns: median(times) };
  });
}

/** How many times as long `slow` takes as `fast`: the median over the rounds. */
export function ratioOf(slow, fast) {
  return median(slow.times.map((time, round) => time / fast.times[round]));
}

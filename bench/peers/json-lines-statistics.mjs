/** The usual route: JSON.parse a line, then simple-statistics of the numbers, and a count of each other value. */
import { report } from '../js/side.mjs';
import { linesOf } from './lines.mjs';
import { summarize } from './summary.mjs';

await report(async (path) => {
  const numbers = new Map();
  const counts = new Map();
  for await (const line of linesOf(path)) {
    for (const [name, value] of Object.entries(JSON.parse(line))) {
      if (value === null) continue;
      if (typeof value === 'number') {
        if (!numbers.has(name)) numbers.set(name, []);
        numbers.get(name).push(value);
      } else {
        if (!counts.has(name)) counts.set(name, new Map());
        const own = counts.get(name);
        own.set(value, (own.get(value) ?? 0) + 1);
      }
    }
  }
  return [...numbers].map(([name, values]) => [name, summarize(values).mean]);
});

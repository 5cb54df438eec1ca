/** Our side: a baseline of a CSV through the public API. */
import { baseline } from 'tidemark';
import { report } from './side.mjs';

await report(async (path) => {
  const base = await baseline(path);
  return base.statistics.features.map(({ name, numerical_statistics: found }) => [name, found.mean]);
});

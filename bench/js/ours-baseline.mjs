/** Our side: a baseline of a file through the public API. */
import { baseline } from 'tidemark';
import { report } from './side.mjs';

await report(async (path) => {
  const base = await baseline(path);
  const features = base.statistics.features.filter(({ numerical_statistics: numbers }) => numbers);
  return features.map(({ name, numerical_statistics: { mean } }) => [name, mean]);
});

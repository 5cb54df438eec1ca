/** Formats all sources and applies the lint fixes that keep behaviour. */
import { failedNames, runStages } from './support/stages.mjs';

const isQuiet = true;
const results = await runStages([
  { name: 'rustfmt', command: 'cargo', args: ['fmt', '--all'], isQuiet },
  { name: 'oxlint --fix', command: 'oxlint', args: ['--fix'], isQuiet },
  { name: 'biome format', command: 'biome', args: ['format', '--write', '.'], isQuiet },
]);
process.exitCode = failedNames(results).length === 0 ? 0 : 1;

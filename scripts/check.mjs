/** What can be held against the sources without running the product: format, lint, types and structure. */
import { failedNames, runStages } from './support/stages.mjs';

const isQuiet = true;
const results = await runStages([
  { name: 'rustfmt', command: 'cargo', args: ['fmt', '--all', '--check'], isQuiet },
  {
    name: 'clippy',
    command: 'cargo',
    args: ['clippy', '--workspace', '--all-targets', '--quiet', '--', '-D', 'warnings'],
    isQuiet,
  },
  { name: 'biome format', command: 'biome', args: ['format', '.'], isQuiet },
  { name: 'oxlint', command: 'oxlint', args: [], isQuiet },
  { name: 'tsc', command: 'tsc', args: ['-b'], isQuiet },
  { name: 'structure', command: 'vitest', args: ['run', 'test/structure'], isQuiet },
]);

const failed = failedNames(results);
console.log(failed.length === 0 ? '\nAll checks hold.' : `\nFailed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

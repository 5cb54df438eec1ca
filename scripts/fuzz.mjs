/**
 * Feeds the targets in `crates/abi/tests/fuzz` and the documents of `scripts/fuzz/documents.mjs` with inputs that coverage
 * finds: `npm run fuzz -- SECONDS [TARGET...]`. What breaks a promise is kept in `fuzz/crashers`, which the tests read.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from './support/environment.mjs';
import { root } from './support/places.mjs';

const home = join(root, 'fuzz');
const programs = readdirSync(join(home, 'src/bin')).map((file) => file.replace('.rs', ''));
const documents = ['statistics', 'constraints', 'violations', 'verdict', 'manifest', 'estimator', 'config'];
const everyTarget = [...programs, ...documents];

/** Counters at every edge, so that libFuzzer sees which inputs reach new code; any compiler has them. */
const coverage = [
  '-Cpasses=sancov-module',
  '-Cllvm-args=-sanitizer-coverage-level=4',
  '-Cllvm-args=-sanitizer-coverage-inline-8bit-counters',
  '-Cllvm-args=-sanitizer-coverage-pc-table',
  '-Cllvm-args=-sanitizer-coverage-trace-compares',
  '-Ccodegen-units=1',
  '--cfg=fuzzing',
];

const [seconds = '60', ...chosen] = process.argv.slice(2);
const unknown = chosen.find((target) => !everyTarget.includes(target));
if (!/^\d+$/.test(seconds) || unknown !== undefined) {
  console.error(`expected seconds, and targets among ${everyTarget.join(', ')}; found ${unknown ?? seconds}`);
  process.exit(64);
}

function run(command, args, env = {}) {
  const { status } = spawnSync(command, args, { cwd: home, stdio: 'inherit', env: { ...environment(), ...env } });
  return status === 0;
}

// A target triple of its own keeps the flags away from build scripts.
const triple = /host: (\S+)/.exec(spawnSync('rustc', ['-vV'], { encoding: 'utf8' }).stdout)[1];
const targets = chosen.length > 0 ? chosen : everyTarget;
const needsPrograms = targets.some((target) => programs.includes(target));
if (needsPrograms && !run('cargo', ['build', '--release', '--target', triple], { RUSTFLAGS: coverage.join(' ') })) {
  process.exit(1);
}

function feed(target, found, corpus, crashers) {
  if (documents.includes(target)) {
    return run(process.execPath, [join(root, 'scripts/fuzz/feed.mjs'), target, seconds, found, corpus, crashers]);
  }
  const limits = [`-max_total_time=${seconds}`, '-max_len=4096', '-timeout=10', '-rss_limit_mb=2048'];
  const program = join(home, 'target', triple, 'release', target);
  return run(program, [...limits, '-print_final_stats=1', `-artifact_prefix=${crashers}/`, found, corpus]);
}

const broken = [];
for (const target of targets) {
  const [found, corpus, crashers] = [
    join(root, 'out/fuzz', target),
    join(home, 'corpus', target),
    join(home, 'crashers', target),
  ];
  for (const folder of [found, crashers]) mkdirSync(folder, { recursive: true });
  console.log(`\n${target}: ${seconds} s`);
  if (!feed(target, found, corpus, crashers)) broken.push(target);
}
console.log(broken.length === 0 ? '\nNo promise was broken.' : `\nBroken: ${broken.join(', ')}; see fuzz/crashers`);
process.exitCode = broken.length === 0 ? 0 : 1;

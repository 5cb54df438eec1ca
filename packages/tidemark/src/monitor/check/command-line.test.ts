import { expect, it } from 'vitest';
import { toCommandLine, toOptionWords } from './command-line.js';

it('a check of files is written as the command that runs it again', () => {
  const call = { sources: ['today.csv'], baseline: ['base'], options: ['--delimiter', ';'] };
  expect(toCommandLine(call)).toBe("tidemark check today.csv --baseline base --delimiter ';'");
});

it('every option that a command line has is written', () => {
  const time = { from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' };
  const words = toOptionWords({ ...time, header: false, missing: ['NA'], format: 'capture', outputPosition: 'END' });
  expect(words.join(' ')).toBe(
    `--no-header --missing NA --format capture --from ${time.from} --to ${time.to} --output-position END`,
  );
});

it('quotes in names survive the shell', () => {
  const call = { sources: ["it's.csv"], baseline: ['$(x)'], options: [] };
  expect(toCommandLine(call)).toBe("tidemark check 'it'\\''s.csv' --baseline '$(x)'");
});

it('bytes have no command line', () => {
  expect(toCommandLine({ sources: null, baseline: ['base'], options: [] })).toBeNull();
});

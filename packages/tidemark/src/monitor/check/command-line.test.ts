import { expect, it } from 'vitest';
import { toCommandLine } from './command-line.js';

it('a check of files is written as the command that runs it again', () => {
  const call = { sources: ['today.csv'], baseline: ['base'], options: ['--delimiter', ';'] };
  expect(toCommandLine(call)).toBe("tidemark check today.csv --baseline base --delimiter ';'");
});

it('quotes in names survive the shell', () => {
  const call = { sources: ["it's.csv"], baseline: ['$(x)'], options: [] };
  expect(toCommandLine(call)).toBe("tidemark check 'it'\\''s.csv' --baseline '$(x)'");
});

it('bytes have no command line', () => {
  expect(toCommandLine({ sources: null, baseline: ['base'], options: [] })).toBeNull();
});

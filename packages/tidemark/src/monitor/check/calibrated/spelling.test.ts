import { expect, it } from 'vitest';
import { toProfileSpelling } from './spelling.js';

it('numbers have one spelling, and text keeps its own', () => {
  const spelled = ['007', '7.0', ' +7', '7e0', '-0', '.5', 'A-7', '0x7', '', 'nan', '1e999'].map(toProfileSpelling);
  expect(spelled).toEqual(['7', '7', '7', '7', '0', '0.5', 'A-7', '0x7', '', 'nan', '1e999']);
});

import { afterEach, expect, it, vi } from 'vitest';
import { logToConsole } from './log-to-console.js';

afterEach(() => vi.restoreAllMocks());

it('writes a failure as one line, with what caused it', () => {
  const lines: string[] = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => lines.push(line));
  const error = new Error('outer', { cause: new TypeError('in\nner') });
  logToConsole({ requestId: 'id', method: 'POST', path: '/v1/check\r\n', error });
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toMatch(/[\r\n]/);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    requestId: 'id',
    failure: expect.stringMatching(/^Error: outer[^]*caused by TypeError: in\nner/) as string,
  });
});

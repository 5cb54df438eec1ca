/** Which blocks of code ran since the last look, told by V8 itself. */
import { Session } from 'node:inspector';

/** A way to see what is new; `isOurs` says of which files it is asked. */
export function createCoverage(isOurs) {
  const session = new Session();
  session.connect();
  const post = (method, parameters) => {
    let answer;
    session.post(method, parameters, (error, result) => {
      if (error) throw new Error(error.message);
      answer = result;
    });
    return answer;
  };
  post('Profiler.enable');
  post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const seen = new Set();
  return {
    /** How many blocks were met so far, each once for every power of two of how often it ran at a time. */
    get size() {
      return seen.size;
    },
    /** Whether something ran that had never run, or never so often. */
    look() {
      const before = seen.size;
      const { result } = post('Profiler.takePreciseCoverage');
      for (const { scriptId, url, functions } of result) {
        if (!isOurs(url)) continue;
        for (const { ranges } of functions) {
          for (const { startOffset, endOffset, count } of ranges) {
            if (count > 0) seen.add(`${scriptId}:${startOffset}:${endOffset}:${32 - Math.clz32(count)}`);
          }
        }
      }
      return seen.size > before;
    },
  };
}

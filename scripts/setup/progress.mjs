/** Progress lines with the seconds since the start, on stderr. */
const startedAt = Date.now();
const heartbeatMs = 15_000;
const running = new Set();

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

export function say(message) {
  console.error(`[setup ${seconds(startedAt)}] ${message}`);
}

setInterval(() => {
  if (running.size > 0) say(`still at it: ${[...running].join(', ')}`);
}, heartbeatMs).unref();

/** Does a piece of work, saying when it begins and when it is done. */
export async function step(name, action) {
  const begunAt = Date.now();
  say(name);
  running.add(name);
  try {
    const result = await action();
    say(`${name}: done in ${seconds(begunAt)}`);
    return result;
  } finally {
    running.delete(name);
  }
}

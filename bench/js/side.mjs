/** One side of a comparison, in a process of its own: what it found, how long it took, how much memory it held. */

export async function report(run) {
  const [path] = process.argv.slice(2);
  const begun = process.cpuUsage();
  const start = performance.now();
  const found = await run(path);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(begun);
  const peakMib = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, peakMib, found }));
}

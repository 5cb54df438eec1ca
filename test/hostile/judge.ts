/** Holds an attempt against what was expected; says in a line each what is wrong. */
import type { Attempt, Facts } from './attempt.ts';
import type { Expectation } from './entry.ts';

export function findFaults(expect: Expectation, attempt: Attempt): string[] {
  return [
    ...checkOutcome(expect, attempt),
    ...checkThen(expect, attempt),
    ...checkLimits(expect, attempt),
    ...checkSafety(attempt),
  ];
}

function checkOutcome({ outcome, error, status }: Expectation, attempt: Attempt): string[] {
  const found = attempt.error === null ? attempt.outcome : `${attempt.outcome} (${attempt.error}: ${attempt.message})`;
  if (attempt.outcome === 'crash') return [`expected a result or a typed error, found ${found}`];
  if (outcome !== 'either' && outcome !== attempt.outcome) return [`expected ${outcome}, found ${found}`];
  const answered = attempt.facts['status'];
  if (answered !== undefined && outcome === 'reject' && status && !status.includes(Number(answered)))
    return [`expected status ${status.join(' or ')}, found ${found}`];
  const code = error?.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
  return code === undefined || code === attempt.error ? [] : [`expected the error ${code}, found ${found}`];
}

/** Facts joined by commas: `name=value`, or `name finite`. Commas within brackets belong to a value. */
function checkThen({ then }: Expectation, { outcome, facts }: Attempt): string[] {
  if (then === undefined || outcome === 'reject' || outcome === 'crash') return [];
  return then.split(/,\s*(?![^[]*\])/).flatMap((clause) => checkClause(clause.trim(), facts));
}

function checkClause(clause: string, facts: Facts): string[] {
  const [, name = '', relation, value] = /^(\w[\w-]*)\s*(=|finite)\s*(.*)$/.exec(clause) ?? [];
  if (relation === undefined || !Object.hasOwn(facts, name)) return [`this runner does not understand "${clause}"`];
  const fact = facts[name] ?? null;
  const holds = relation === 'finite' ? Number.isFinite(fact) : String(fact) === value;
  return holds ? [] : [`expected ${clause}, found ${name}=${String(fact)}`];
}

function checkLimits({ max_ms: maxMs, max_rss_mb: maxRssMb }: Expectation, attempt: Attempt): string[] {
  const { durationMs, rssGrowthMb } = attempt;
  return [
    ...(maxMs !== undefined && durationMs > maxMs
      ? [`expected at most ${maxMs} ms, took ${Math.round(durationMs)}`]
      : []),
    ...(maxRssMb !== undefined && rssGrowthMb > maxRssMb
      ? [`expected at most ${maxRssMb} MiB more memory, took ${Math.round(rssGrowthMb)}`]
      : []),
  ];
}

/** What holds for every input: nothing of the machine in a message, and no object changed for all. */
function checkSafety({ message }: Attempt): string[] {
  const leaks = /\n\s+at |node_modules|\.rs:\d+/.test(message);
  const polluted = Object.keys(Object.prototype);
  return [
    ...(leaks ? [`expected a message without stack or path, found ${message}`] : []),
    ...(polluted.length > 0 ? [`expected Object.prototype unchanged, found ${polluted.join(', ')} in it`] : []),
  ];
}

/** The command line that runs a check again. */
import type { ProfilerOptions } from '../../engine/port.js';
import type { MonitorName } from '../kind-name.js';

/** What a check was called with, as a command line names it; null names what a command line cannot. */
export interface CheckCall {
  readonly sources: readonly string[] | null;
  readonly baseline: readonly string[] | null;
  /** Options as written on a command line, such as `['--delimiter', ';']`. */
  readonly options: readonly string[];
}

/** How a data set is read and judged, as far as a command line can say it. */
export interface OptionValues extends Omit<ProfilerOptions, 'format'> {
  readonly monitor?: MonitorName | undefined;
  readonly problem?: string | undefined;
  readonly label?: string | undefined;
  readonly prediction?: string | undefined;
  readonly probability?: string | undefined;
  readonly probabilityThreshold?: number | undefined;
  readonly positive?: string | number | boolean | undefined;
  readonly query?: string | undefined;
  readonly features?: string | undefined;
  readonly weighted?: boolean | undefined;
  readonly group?: readonly string[] | undefined;
  readonly groundTruth?: readonly string[] | null | undefined;
  readonly oneSided?: boolean | undefined;
  readonly kinds?: Readonly<Record<string, 'categorical' | 'continuous'>> | undefined;
  readonly format?: string | undefined;
  readonly compat?: 'sagemaker' | undefined;
  readonly falseAlarmRate?: number | undefined;
}

export function toOptionWords(options: OptionValues): string[] {
  const { format, header, delimiter, missing, columns, exclude, from, to, outputPosition, compat } = options;
  const { monitor, problem, label, prediction, probability, positive, query, features } = options;
  const namesOf = (asked: 'categorical' | 'continuous'): string[] | undefined => {
    const names = Object.entries(options.kinds ?? {}).flatMap(([name, kind]) => (kind === asked ? [name] : []));
    return names.length > 0 ? names : undefined;
  };
  const valued = {
    monitor: monitor === 'data-quality' ? undefined : monitor,
    problem,
    label,
    prediction,
    probability,
    'probability-threshold': options.probabilityThreshold,
    positive,
    query,
    features,
    categorical: namesOf('categorical'),
    continuous: namesOf('continuous'),
    format,
    delimiter,
    columns,
    exclude,
    from,
    to,
    'output-position': outputPosition,
    compat,
    'false-alarm-rate': options.falseAlarmRate,
  };
  return [
    ...(header === false ? ['--no-header'] : []),
    ...(options.oneSided ? ['--one-sided'] : []),
    ...(options.weighted ? ['--weighted'] : []),
    ...(missing ?? []).flatMap((text) => ['--missing', text]),
    ...(options.group ?? []).flatMap((text) => ['--group', text]),
    ...(options.groundTruth ?? []).flatMap((text) => ['--ground-truth', text]),
    ...Object.entries(valued).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, String(value)])),
  ];
}

export function toCommandLine(call: CheckCall): string | null {
  if (call.sources === null || call.baseline === null) return null;
  const baseline = call.baseline.flatMap((name) => ['--baseline', name]);
  return ['tidemark', 'check', ...call.sources, ...baseline, ...call.options].map(quote).join(' ');
}

/** Quoted for a POSIX shell where it needs to be. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

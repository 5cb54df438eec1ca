/** Every kind of monitor besides data quality, by name, and the types that each brings with it. */
import { invalidArgument } from '../engine/errors.js';
import { type Attribution, attribution } from './attribution.js';
import type { Kind, KindBaseline, KindResult } from './kind.js';
import { type BiasMonitor, bias } from './bias.js';
import { type ModelQuality, modelQuality } from './model-quality.js';
import type { Field } from '../monitor/document/field.js';
import { KIND_NAMES, type KindName, type MonitorName } from '../monitor/kind-name.js';
import { MODEL_OPTIONS, type ModelOptions, type ReadingOptions } from './options.js';

interface Kinds {
  readonly attribution: Attribution;
  readonly 'model-quality': ModelQuality;
  readonly bias: BiasMonitor;
}

const KINDS: Kinds = {
  attribution,
  'model-quality': modelQuality,
  bias,
};

type PartsOf<Name extends KindName> =
  Kinds[Name] extends Kind<infer Options, infer Base, infer Result>
    ? { readonly options: Options; readonly baseline: Base; readonly result: Result }
    : never;

export type KindOptionsOf<Name extends KindName> = PartsOf<Name>['options'] & { readonly monitor: Name };
export type KindBaselineOf<Name extends KindName> = PartsOf<Name>['baseline'];
export type KindResultOf<Name extends KindName> = PartsOf<Name>['result'];

/** Options of a kind that is not known before the program runs. */
export type AnyKindOptions = ReadingOptions &
  ModelOptions & { readonly monitor: KindName; readonly falseAlarmRate?: number | undefined };

/** A kind whose options are what the caller says they are. */
export type AnyKind = Kind<AnyKindOptions, KindBaseline, KindResult>;

/** The kind of a name, or null for data quality. `invalid-argument` for an unknown name and for options of other kinds. */
export function findKind(options: object): AnyKind | null {
  const { monitor = 'data-quality' } = options as { readonly monitor?: MonitorName };
  const kind = monitor === 'data-quality' ? null : toKind(monitor);
  for (const option of MODEL_OPTIONS) {
    const value = (options as ModelOptions)[option];
    if (value === undefined || kind?.options.includes(option)) continue;
    const owners = KIND_NAMES.filter((name) => toKind(name).options.includes(option));
    throw invalidArgument(
      `expected only options that the monitor ${monitor} has, found \`${option}\`, which is one of ${owners.join(' and ') || 'none'}; leave it out or choose another monitor`,
    );
  }
  return kind;
}

export function toKind(name: KindName): AnyKind {
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (kind !== undefined) return kind;
  throw invalidArgument(`expected data-quality or ${KIND_NAMES.join(' or ')} as the monitor, found ${name}`);
}

/** A document of one of these kinds as text for people; null for any other document. */
export function findKindText(document: Field): string | null {
  for (const name of KIND_NAMES) {
    const text = toKind(name).toDocumentText(document);
    if (text !== null) return text;
  }
  return null;
}

/** A window as it is given: rows to be read, or a profile that was made of them before. */
import { invalidArgument } from '../engine/errors.js';
import type { Engine } from '../engine/port.js';
import type { DataSet } from '../monitor/baseline/baseline.js';
import { type BaselineOptions, toReadOptions } from './options.js';
import { toNames } from '../source/parts.js';
import { readWhole } from '../source/read-bytes.js';
import { readSource } from '../source/read-source.js';
import type { Source } from '../source/source.js';
import { readSide } from '../source/stored-side.js';

/** The caller owns the profile. */
export async function readWindow(engine: Engine, source: Source, options: BaselineOptions): Promise<DataSet> {
  const names = toNames(source);
  const side = await readSide(source, options);
  if (side.format === 'rows') return { ...(await readSource(engine, side.source, toReadOptions(options))), names };
  if (side.format !== 'profile') {
    throw invalidArgument(`expected rows or a profile to check, found ${side.format} in ${side.name}`);
  }
  const profile = engine.readProfile(await readWhole(side.chunks));
  return { profile, report: describeStored(profile.outline().rows), names };
}

function describeStored(rows: number): DataSet['report'] {
  const none = { quarantined: 0, blankLines: 0, outside: 0, duplicates: 0, delimiter: null };
  return { sources: 1, rows, ...none, complaints: [], invalidUtf8: [] };
}

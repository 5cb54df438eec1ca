/**
 * What a worker offers over comlink: an engine, and what it made and keeps, by number. An error leaves
 * as JSON in its message, as it does over every boundary, since comlink carries nothing else of it.
 */
import { transfer } from '../../libraries/comlink.js';
import { disposed, isTidemarkError } from '../errors.js';
import type { BackendInfo, Engine, Profile } from '../port.js';
import { BackendProfile, BackendProfiler } from '../profile.js';
import { BackendQualitySession, BackendQualityState } from '../quality-state.js';

/** What the engine of a worker is made of: a compiled module, or whatever is available there. */
export interface Setup {
  readonly module?: WebAssembly.Module | undefined;
  readonly backend?: BackendInfo['name'] | undefined;
}

/** Stands for a profiler, a profile or a state in the worker. */
export interface Reference {
  readonly object: number;
}

export interface Service {
  start(setup: Setup): Promise<BackendInfo>;
  /** Calls a method of the engine (null) or of one of its objects. Profiles go in and come out as references. */
  run(target: number | null, method: string, args: readonly unknown[]): Promise<unknown>;
  free(target: number): void;
}

export function isReference(value: unknown): value is Reference {
  return typeof value === 'object' && value !== null && 'object' in value && typeof value.object === 'number';
}

/** What stays in the worker and is known outside by number. */
const KEPT = [BackendProfile, BackendProfiler, BackendQualitySession, BackendQualityState];
type Kept = InstanceType<(typeof KEPT)[number]>;

function isKept(value: unknown): value is Kept {
  return KEPT.some((kind) => value instanceof kind);
}

/** A service over the engine that `load` makes. */
export function createService(load: (setup: Setup) => Promise<Engine>): Service {
  const objects = new Map<number, Kept>();
  let engine: Promise<Engine> | undefined;
  let last = 0;

  const find = (number: number): Kept => {
    const object = objects.get(number);
    if (object === undefined) throw disposed('profile, profiler or state');
    return object;
  };

  /** References stand where profiles do: as an argument, in a list of them, and as a side of a comparison. */
  const revive = (value: unknown): unknown => {
    if (isReference(value)) return find(value.object);
    if (Array.isArray(value)) return isReference(value[0]) ? value.map(revive) : value;
    const isSide = typeof value === 'object' && value !== null && 'profile' in value;
    return isSide ? { ...value, profile: revive(value.profile) } : value;
  };

  const keep = (object: Kept): Reference => {
    last += 1;
    objects.set(last, object);
    return { object: last };
  };

  const toReply = (result: unknown): unknown => {
    if (isKept(result)) return keep(result);
    if (result instanceof Uint8Array) {
      const bytes = new Uint8Array(result);
      return transfer(bytes, [bytes.buffer]);
    }
    const isFinished = typeof result === 'object' && result !== null && 'profile' in result;
    return isFinished ? { ...result, profile: keep(result.profile as Profile as BackendProfile) } : result;
  };

  return {
    async start(setup) {
      engine = load(setup);
      try {
        return (await engine).backend;
      } catch (error) {
        throw toCrossing(error);
      }
    },
    async run(target, method, args) {
      try {
        const subject = target === null ? await engine : (await engine, find(target));
        const methods = subject as unknown as Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
        return toReply(methods[method]?.(...args.map(revive)));
      } catch (error) {
        throw toCrossing(error);
      }
    },
    free(target) {
      objects.get(target)?.[Symbol.dispose]();
      objects.delete(target);
    },
  };
}

function toCrossing(error: unknown): unknown {
  if (!isTidemarkError(error)) return error;
  const { code, message, details } = error;
  return new Error(JSON.stringify({ code, message, context: details }));
}

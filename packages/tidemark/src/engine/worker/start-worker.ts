/**
 * How a worker is started: a module worker where there are web workers, else a thread of Node. Node's modules are reached
 * without naming them in an import, so that bundlers for browsers have nothing to resolve.
 */
import type { Endpoint } from '../../libraries/comlink.js';
import { TidemarkError } from '../errors.js';
import { toEndpoint } from './node-endpoint.js';

/** A worker that is at work, or will be once its script is loaded. */
export interface StartedWorker {
  readonly endpoint: Endpoint;
  /** Runs once if the worker dies by itself. */
  onDeath(listener: (cause: unknown) => void): void;
  /** Whether a process should stay alive for it. */
  hold(isHeld: boolean): void;
  terminate(): void;
}

type Threads = typeof import('node:worker_threads');
type System = typeof import('node:os');

/** Which kind of worker there is. Threads of Node find an engine by themselves. `unsupported` where there is none. */
export function requireWorkers(): 'web' | 'node' {
  if (typeof Worker === 'function') return 'web';
  if (builtin('node:worker_threads') !== undefined) return 'node';
  throw noWorkers(undefined);
}

/** `unsupported` where no worker can be started. */
export function startWorker(): StartedWorker {
  const kind = requireWorkers();
  try {
    return kind === 'web' ? startWebWorker() : startThread(builtin('node:worker_threads') as Threads);
  } catch (cause) {
    throw noWorkers(cause);
  }
}

/** How many threads the machine runs at once. */
export function availableThreads(): number {
  const system = builtin('node:os') as System | undefined;
  return system?.availableParallelism() ?? globalThis.navigator?.hardwareConcurrency ?? 1;
}

function builtin(name: string): unknown {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } };
  return process?.getBuiltinModule?.(name);
}

function startWebWorker(): StartedWorker {
  const worker = new Worker(new URL('./host.js', import.meta.url), { type: 'module' });
  return {
    endpoint: worker,
    onDeath: (listener) => {
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        listener(event.error ?? event.message);
      });
    },
    hold: () => undefined,
    terminate: () => {
      worker.terminate();
    },
  };
}

function startThread(threads: Threads): StartedWorker {
  const script = './node-host.js';
  const worker = new threads.Worker(new URL(script, import.meta.url));
  worker.unref();
  return {
    endpoint: toEndpoint(worker),
    onDeath: (listener) => {
      worker.once('error', listener);
      worker.once('exit', listener);
    },
    hold: (isHeld) => {
      if (isHeld) worker.ref();
      else worker.unref();
    },
    terminate: () => {
      void worker.terminate();
    },
  };
}

function noWorkers(cause: unknown): TidemarkError {
  return new TidemarkError(
    'unsupported',
    'expected a place where workers can be started (a browser, Node, Deno), found none; use `tidemark/engine` here',
    { cause },
  );
}

/** The engine in Deno: the native addon where `--allow-ffi` lets it be loaded, else WebAssembly. */
import { nativeCandidate } from '../backend/native.js';
import { type Candidate, unavailable } from '../backend/select.js';
import type { Engine } from '../port.js';
import { type EngineOptions, selectEngine } from '../select-engine.js';
import { wasmFileCandidate } from './wasm-file.js';

export * from '../face.js';

declare const Deno: {
  readonly permissions: { query(descriptor: object): Promise<{ readonly state: string }> };
  readonly env: { get(name: string): string | undefined };
};

const SETTING = 'TIDEMARK_BACKEND';

/** Asked first: an attempt without the permission would stop and ask whoever sits at the terminal. */
async function isGranted(descriptor: object): Promise<boolean> {
  return (await Deno.permissions.query(descriptor)).state === 'granted';
}

const permittedNativeCandidate: Candidate = {
  name: 'native',
  load: async () =>
    (await isGranted({ name: 'ffi' })) ? nativeCandidate.load() : unavailable('Deno runs without --allow-ffi'),
};

/** Makes an engine; `engine.backend` says what serves it, and why not something else. */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  const setting = (await isGranted({ name: 'env', variable: SETTING })) ? Deno.env.get(SETTING) : undefined;
  return selectEngine([permittedNativeCandidate, wasmFileCandidate], options, setting);
}

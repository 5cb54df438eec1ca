/** The engine over the first backend that is available here: what every entry makes from its own list of candidates. */
import { type Candidate, selectBackend } from './backend/select.js';
import { createEngineOver } from './engine.js';
import type { Engine } from './port.js';

/** Options of the engine. */
export interface EngineOptions {
  /** Only this backend, instead of the first that is available. */
  readonly backend?: 'native' | 'wasm';
}

/** `setting`: what the environment forces where the caller does not; empty as if it were not set. */
export async function selectEngine(
  candidates: readonly Candidate[],
  { backend: asked }: EngineOptions,
  setting = '',
): Promise<Engine> {
  const { backend, info } = await selectBackend(candidates, asked ?? (setting === '' ? undefined : setting));
  return createEngineOver(backend, info);
}

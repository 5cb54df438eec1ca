/** The one engine of this process, made when it is first needed. */
import { createEngine } from '#engine';
import type { Engine } from '../engine/port.js';

let engine: Promise<Engine> | undefined;

export function loadEngine(): Promise<Engine> {
  engine ??= createEngine();
  return engine;
}

/** Tidemark over HTTP: the application, for those who bring their own runtime. */
export { createApp } from './app.js';
export type { Deps, Failure } from './deps.js';
export { DEFAULT_LIMITS, type Limits } from './limits.js';
export type { Problem, ProblemCode } from './problem.js';

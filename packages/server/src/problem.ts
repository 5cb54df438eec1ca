/** Errors as they go out: one table from code to status, and problem+json (RFC 9457) without anything of the inside. */
import { HTTPException } from 'hono/http-exception';
import { type ErrorCode, isTidemarkError } from 'tidemark';
import { RequestError, type RequestErrorCode } from './errors.js';

/** Every code that a problem can have. */
export type ProblemCode = ErrorCode | RequestErrorCode;

/** The status and the title of each code. */
const PROBLEMS = {
  'bad-request': [400, 'The request is wrong'],
  'invalid-argument': [400, 'An option is wrong'],
  'cross-site': [403, 'Other sites may not call'],
  'no-route': [404, 'There is no such route'],
  'method-not-allowed': [405, 'The route has no such method'],
  'not-acceptable': [406, 'The answer has no such form'],
  'too-large': [413, 'The request is too large'],
  'address-too-long': [414, 'The address is too long'],
  'unsupported-media-type': [415, 'The body has an unknown form'],
  'invalid-data': [422, 'The data cannot be read'],
  incompatible: [422, 'The data does not fit together'],
  unsupported: [422, 'The data is of an unsupported kind'],
  busy: [503, 'The server is busy'],
  'not-found': [500, 'The server failed'],
  io: [500, 'The server failed'],
  disposed: [500, 'The server failed'],
  internal: [500, 'The server failed'],
} as const satisfies Readonly<Record<ProblemCode, readonly [status: number, title: string]>>;

/** A problem, as RFC 9457 has it. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: (typeof PROBLEMS)[ProblemCode][0];
  readonly code: ProblemCode;
  readonly detail: string;
  readonly requestId: string;
}

/** A detail longer than this says no more. */
const MOST_CHARACTERS = 500;

/** Whether an error is no defect: what it says may go out. */
export function isExpected(error: unknown): boolean {
  return PROBLEMS[toCode(error)][0] !== 500;
}

export function toProblem(error: unknown, requestId: string): Problem {
  const code = toCode(error);
  const [status, title] = PROBLEMS[code];
  const detail = status !== 500 && error instanceof Error ? toDetail(error.message) : 'see the log of the server';
  return { type: `urn:tidemark:problem:${code}`, title, status, code, detail, requestId };
}

function toCode(error: unknown): ProblemCode {
  if (error instanceof RequestError) return error.code;
  if (error instanceof HTTPException) return error.status < 500 ? 'bad-request' : 'internal';
  if (!isTidemarkError(error)) return 'internal';
  return 'limit' in error.details ? 'too-large' : error.code;
}

/** One line, without control characters. */
function toDetail(message: string): string {
  const line = message.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
  return line.length <= MOST_CHARACTERS ? line : `${line.slice(0, MOST_CHARACTERS)}…`;
}

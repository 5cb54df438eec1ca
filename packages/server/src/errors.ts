/** The errors of requests: what is wrong with one before any data is read, or with its form. */
import type { Limits } from './limits.js';

export type RequestErrorCode =
  | 'bad-request'
  | 'cross-site'
  | 'no-route'
  | 'method-not-allowed'
  | 'not-acceptable'
  | 'too-large'
  | 'address-too-long'
  | 'unsupported-media-type'
  | 'busy';

/** A request that is refused; the message goes out. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly code: RequestErrorCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: RequestErrorCode,
    message: string,
    options: { readonly headers?: Readonly<Record<string, string>>; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.headers = options.headers ?? {};
  }
}

export function badRequest(message: string, cause?: unknown): RequestError {
  return new RequestError('bad-request', message, { cause });
}

/** A body that ended before its end: whoever sent it is most likely gone. */
export function brokenBody(cause: unknown): RequestError {
  return badRequest('expected the whole body, found that it was cut short; send it again', cause);
}

export function noRoute(): RequestError {
  return new RequestError('no-route', 'expected a route of /openapi.json, found another path');
}

export function methodNotOfRoute(methods: readonly string[]): RequestError {
  const allowed = methods.join(', ');
  return new RequestError('method-not-allowed', `expected one of the methods ${allowed}, found another`, {
    headers: { Allow: allowed },
  });
}

export function crossSite(): RequestError {
  return new RequestError(
    'cross-site',
    'expected a request of this site or of a program, found the Origin of another site; call from your own server',
  );
}

export function bodyTooLarge({ bodyBytes }: Limits): RequestError {
  const message = `expected at most ${bodyBytes} bytes in the body, found more; send less at once, or profile parts and merge them`;
  return new RequestError('too-large', message);
}

export function tooManyParts({ parts }: Limits): RequestError {
  return new RequestError('too-large', `expected at most ${parts} parts in the body, found more`);
}

export function addressTooLong({ urlCharacters }: Limits): RequestError {
  return new RequestError(
    'address-too-long',
    `expected at most ${urlCharacters} characters in the address, found more`,
  );
}

export function tooBusy(): RequestError {
  return new RequestError('busy', 'expected a server that is free to hold the data, found it busy; try again', {
    headers: { 'Retry-After': '1' },
  });
}

export function unknownEncoding(): RequestError {
  return new RequestError(
    'unsupported-media-type',
    'expected no Content-Encoding or gzip, found another; send the data plain or as gzip',
    { headers: { 'Accept-Encoding': 'gzip' } },
  );
}

export function unknownMediaType(expected: string): RequestError {
  return new RequestError('unsupported-media-type', `expected ${expected}, found another Content-Type`);
}

export function notAcceptable(offered: readonly string[]): RequestError {
  return new RequestError('not-acceptable', `expected one of ${offered.join(', ')} in Accept, found none of them`);
}

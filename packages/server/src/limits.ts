/** How much requests may ask for. Whatever is above is refused, with status 413 or 414, or 503 where it is all of them. */

export interface Limits {
  /** The body, as it comes and unpacked. */
  readonly bodyBytes: number;
  /** The columns of a data set. */
  readonly columns: number;
  /** The parts of a multipart body. */
  readonly parts: number;
  readonly urlCharacters: number;
  /** What all requests at a time hold whole: stored baselines, data that came before them, and the forms of models. */
  readonly heldBytes: number;
}

const MEBIBYTE = 1024 * 1024;

export const DEFAULT_LIMITS: Limits = {
  bodyBytes: 20 * MEBIBYTE,
  columns: 10_000,
  parts: 32,
  urlCharacters: 8192,
  heldBytes: 256 * MEBIBYTE,
};

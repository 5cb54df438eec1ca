/** Asks a model that answers over HTTP, as Model Monitor's endpoints do: a row a line in, predictions a line out. */
import { TidemarkError } from '../engine/errors.js';

export interface Endpoint {
  readonly url: string | URL;
  /** How rows are written: cells parted by commas (default), or a line `{"features":[…]}` each. */
  readonly contentType?: 'text/csv' | 'application/jsonlines';
  readonly headers?: Readonly<Record<string, string>>;
  /** The member of a JSON line that holds the prediction, where a line is an object. Default `score`. */
  readonly output?: string;
}

/** The predictions of the rows: a number a line, or several. `invalid-data` for any other answer. */
export async function askEndpoint(
  given: Endpoint | URL | string,
  rows: readonly (readonly unknown[])[],
  signal?: AbortSignal,
): Promise<number[][]> {
  const endpoint: Endpoint = typeof given === 'string' || given instanceof URL ? { url: given } : given;
  const { url, contentType = 'text/csv', headers = {}, output = 'score' } = endpoint;
  const toLine =
    contentType === 'text/csv' ? toCsvLine : (row: readonly unknown[]) => JSON.stringify({ features: row });
  const response = await send(url, {
    method: 'POST',
    headers: { 'content-type': contentType, accept: contentType, ...headers },
    body: `${rows.map(toLine).join('\n')}\n`,
    ...(signal && { signal }),
  });
  const text = await response.text();
  if (!response.ok) throw refused(url, `status ${response.status}: ${text.slice(0, 200)}`);
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length !== rows.length) throw refused(url, `${lines.length} lines for ${rows.length} rows`);
  return lines.map((line) => toNumbers(line, output) ?? refuse(url, `the line ${line.slice(0, 200)}`));
}

async function send(url: string | URL, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch (cause) {
    request.signal?.throwIfAborted();
    throw new TidemarkError('not-found', `expected a model that answers at ${String(url)}, found: ${String(cause)}`, {
      cause,
    });
  }
}

/** Null where the line is no prediction. */
function toNumbers(line: string, output: string): number[] | null {
  const isJson = /^\s*[[{]/.test(line);
  const found: unknown = isJson ? readMember(line, output) : line.split(',').map((cell) => toNumber(cell));
  const numbers: unknown[] = Array.isArray(found) ? (found as unknown[]) : [found];
  const isSound =
    numbers.length > 0 && numbers.every((number) => typeof number === 'number' && Number.isFinite(number));
  return isSound ? (numbers as number[]) : null;
}

function toNumber(cell: string): number | null {
  return cell.trim() === '' ? null : Number(cell);
}

function readMember(line: string, output: string): unknown {
  try {
    const value: unknown = JSON.parse(line);
    return Array.isArray(value) ? value : (value as Readonly<Record<string, unknown>>)[output];
  } catch {
    return null;
  }
}

function toCsvLine(row: readonly unknown[]): string {
  return row.map(toCell).join(',');
}

function toCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const isPlain = ['string', 'number', 'bigint', 'boolean'].includes(typeof value);
  const text = isPlain ? `${value as string | number | bigint | boolean}` : JSON.stringify(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function refuse(url: string | URL, found: string): never {
  throw refused(url, found);
}

function refused(url: string | URL, found: string): TidemarkError {
  return new TidemarkError(
    'invalid-data',
    `expected a number or several on a line for each row from the model at ${String(url)}, found ${found}`,
  );
}

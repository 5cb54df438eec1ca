/** The WebAssembly module as a candidate, compiled from whatever the caller or the platform has of it. */
import { invalidArgument, TidemarkError } from '../errors.js';
import type { Candidate } from './select.js';
import { createWasmBackend } from './wasm.js';

/** The module compiled already, its bytes, or where they are fetched. */
export type WasmSource = WebAssembly.Module | BufferSource | Response | URL | string;

export function wasmCandidate(toSource: () => WasmSource | Promise<WasmSource>): Candidate {
  return { name: 'wasm', load: async () => createWasmBackend(await toModule(await toSource())) };
}

async function toModule(source: WasmSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  const isAddress = typeof source === 'string' || source instanceof URL;
  const held = isAddress ? await fetchModule(source) : source;
  if (!(held instanceof Response || held instanceof ArrayBuffer || ArrayBuffer.isView(held))) {
    const expected = 'expected a WebAssembly.Module, bytes, a Response, a URL or an address as `wasm`';
    throw invalidArgument(`${expected}, found ${held === null ? 'null' : typeof held}`);
  }
  try {
    if (!(held instanceof Response)) return await WebAssembly.compile(held);
    // Browsers keep what they compiled from a stream; they refuse a stream of another type.
    const isStreamable = held.headers.get('content-type') === 'application/wasm';
    return await (isStreamable ? WebAssembly.compileStreaming(held) : WebAssembly.compile(await held.arrayBuffer()));
  } catch (cause) {
    throw new TidemarkError(
      'unsupported',
      `expected a WebAssembly module that may be compiled here, found: ${messageOf(cause)}; a content security policy must allow 'wasm-unsafe-eval', and where bytes may not be compiled at all the module is imported and handed to tidemark/engine/slim`,
      { cause },
    );
  }
}

async function fetchModule(address: string | URL): Promise<Response> {
  const fail = (found: string, cause?: unknown): TidemarkError =>
    new TidemarkError(
      'not-found',
      `expected the WebAssembly module at ${String(address)}, found ${found}; serve the file there, or hand the module to tidemark/engine/slim`,
      { details: { address: String(address) }, cause },
    );
  const response = await fetch(address).catch((cause: unknown) => {
    throw fail(messageOf(cause), cause);
  });
  if (!response.ok) throw fail(`status ${response.status}`);
  return response;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

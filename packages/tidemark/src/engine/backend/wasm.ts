/**
 * The WebAssembly module. One instance serves the whole realm, since the generated glue holds one. A trap leaves an
 * instance in no defined state, so it is dropped: its handles are lost, and the next call gets a fresh instance.
 */
import * as glue from '../../../wasm/tidemark_bg.js';
import type { EngineBackend } from '../port.js';
import { sliceColumns } from './slice-columns.js';

/** Bytes that are copied into the module's memory at once. */
const PIECE_BYTES = 1024 * 1024;

/** Doubles that are copied at once: they stay in the processor's cache, and the memory stays small. */
const PIECE_DOUBLES = 32 * 1024;

interface Exports extends WebAssembly.Exports {
  readonly memory: WebAssembly.Memory;
  readonly __wbindgen_start: () => void;
}

let current: { readonly exports: Exports; isDropped: boolean } | undefined;
let lastHandle = 0;

function instance(module: WebAssembly.Module): NonNullable<typeof current> {
  if (current === undefined || current.isDropped) {
    // Growing by nothing detaches the old memory, by which the glue sees that its cached views are stale.
    current?.exports.memory.grow(0);
    const { exports } = new WebAssembly.Instance(module, { './tidemark_bg.js': glue });
    current = { exports: exports as Exports, isDropped: false };
    glue.__wbg_set_wasm(current.exports);
    current.exports.__wbindgen_start();
    // A handle of the dropped instance must not be taken for one of this.
    glue.call('number_handles_after', String(lastHandle), []);
  }
  return current;
}

/** The backend over a compiled module. */
export function createWasmBackend(module: WebAssembly.Module): EngineBackend {
  function run<T>(entry: () => T): T {
    const used = instance(module);
    try {
      return entry();
    } catch (error) {
      used.isDropped ||= error instanceof WebAssembly.RuntimeError;
      throw error;
    }
  }
  function make(entry: () => number): number {
    lastHandle = run(entry);
    return lastHandle;
  }
  return {
    name: 'wasm',
    abiVersion: () => run(() => glue.abiVersion()),
    call: (operation, json, buffers) => run(() => glue.call(operation, json, [...buffers])),
    fold: (operation, values, numbers) =>
      run(() => {
        if (values.length <= PIECE_DOUBLES) return glue.fold(operation, values, numbers);
        for (let start = 0; start < values.length; start += PIECE_DOUBLES) {
          glue.fold(operation, values.subarray(start, start + PIECE_DOUBLES), numbers);
        }
      }),
    open: (json) => make(() => glue.open(json)),
    pushBytes: (handle, bytes) =>
      run(() => {
        let start = 0;
        do {
          glue.pushBytes(handle, bytes.subarray(start, start + PIECE_BYTES));
          start += PIECE_BYTES;
        } while (start < bytes.length);
      }),
    pushColumns: (handle, layout, buffers) =>
      run(() => {
        for (const slice of sliceColumns(layout, buffers)) {
          glue.pushColumns(handle, slice.layout, [...slice.buffers]);
        }
      }),
    finish: (handle) => run(() => glue.finish(handle)),
    toBytes: (handle) => run(() => glue.toBytes(handle)),
    read: (bytes) => make(() => glue.read(bytes)),
    merge: (handles) => make(() => glue.merge(Uint32Array.from(handles))),
    free: (handle) => run(() => glue.free(handle)),
  };
}

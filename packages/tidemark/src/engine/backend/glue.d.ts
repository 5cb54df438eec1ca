/** The generated glue of the WebAssembly module, which comes without types of its own. */
declare module '*/tidemark_bg.js' {
  export function __wbg_set_wasm(exports: WebAssembly.Exports): void;
  export function abiVersion(): number;
  export function call(operation: string, json: string): string;
  export function open(json: string): number;
  export function pushBytes(handle: number, bytes: Uint8Array): void;
  export function pushColumns(handle: number, layout: string, joined: Uint8Array, ends: Uint32Array): void;
  export function finish(handle: number): string;
  export function toBytes(handle: number): Uint8Array;
  export function read(bytes: Uint8Array): number;
  export function merge(handles: Uint32Array): number;
  export function free(handle: number): void;
}

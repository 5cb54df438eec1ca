//! WebAssembly exports: they move bytes and do nothing else. A panic traps, and the instance must be dropped.

#![allow(clippy::needless_pass_by_value, reason = "`map_err` hands its error over")]

use tidemark_abi as abi;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

fn thrown(error: abi::Error) -> JsError {
    JsError::new(&abi::error_to_json(&error))
}

/// The version of the surface.
#[wasm_bindgen(js_name = abiVersion)]
pub fn abi_version() -> u32 {
    abi::ABI_VERSION
}

#[wasm_bindgen]
extern "C" {
    /// Bytes of the other side.
    #[wasm_bindgen(typescript_type = "Uint8Array")]
    pub type Uint8Array;

    /// The array itself, which the glue copies into our memory as it returns: once.
    #[wasm_bindgen(method, js_name = valueOf)]
    fn copy_in(this: &Uint8Array) -> Vec<u8>;
}

/// Runs with the buffers as they lie in our memory.
fn with_buffers<T>(buffers: &[Uint8Array], run: impl FnOnce(&[&[u8]]) -> T) -> T {
    let copies: Vec<Vec<u8>> = buffers.iter().map(Uint8Array::copy_in).collect();
    run(&copies.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

/// See `tidemark_abi::call`.
#[wasm_bindgen]
pub fn call(operation: &str, json: &str, buffers: Vec<Uint8Array>) -> Result<String, JsError> {
    with_buffers(&buffers, |buffers| abi::call(operation, json, buffers)).map_err(thrown)
}

/// See `tidemark_abi::fold`.
#[wasm_bindgen]
pub fn fold(operation: u32, values: &[f64], numbers: &mut [f64]) -> Result<(), JsError> {
    abi::fold(operation, values, numbers).map_err(thrown)
}

/// See `tidemark_abi::open`.
#[wasm_bindgen]
pub fn open(json: &str) -> Result<u32, JsError> {
    abi::open(json).map_err(thrown)
}

/// See `tidemark_abi::push_bytes`.
#[wasm_bindgen(js_name = pushBytes)]
pub fn push_bytes(handle: u32, bytes: &[u8]) -> Result<(), JsError> {
    abi::push_bytes(handle, bytes).map_err(thrown)
}

/// See `tidemark_abi::push_columns`.
#[wasm_bindgen(js_name = pushColumns)]
pub fn push_columns(handle: u32, layout: &str, buffers: Vec<Uint8Array>) -> Result<(), JsError> {
    with_buffers(&buffers, |buffers| abi::push_columns(handle, layout, buffers)).map_err(thrown)
}

/// See `tidemark_abi::finish`.
#[wasm_bindgen]
pub fn finish(handle: u32) -> Result<String, JsError> {
    abi::finish(handle).map_err(thrown)
}

/// See `tidemark_abi::to_bytes`.
#[wasm_bindgen(js_name = toBytes)]
pub fn to_bytes(handle: u32) -> Result<Vec<u8>, JsError> {
    abi::to_bytes(handle).map_err(thrown)
}

/// See `tidemark_abi::read`.
#[wasm_bindgen]
pub fn read(bytes: &[u8]) -> Result<u32, JsError> {
    abi::read(bytes).map_err(thrown)
}

/// See `tidemark_abi::merge`.
#[wasm_bindgen]
pub fn merge(handles: &[u32]) -> Result<u32, JsError> {
    abi::merge(handles).map_err(thrown)
}

/// See `tidemark_abi::free`.
#[wasm_bindgen]
pub fn free(handle: u32) {
    abi::free(handle);
}

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

/// See `tidemark_abi::call`.
#[wasm_bindgen]
pub fn call(operation: &str, json: &str) -> Result<String, JsError> {
    abi::call(operation, json).map_err(thrown)
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

/// See `tidemark_abi::push_columns`. All buffers in one, with the places where they end.
#[wasm_bindgen(js_name = pushColumns)]
pub fn push_columns(handle: u32, layout: &str, joined: &[u8], ends: &[u32]) -> Result<(), JsError> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let buffers: Option<Vec<&[u8]>> =
        starts.zip(ends).map(|(start, &end)| joined.get(start as usize..end as usize)).collect();
    let buffers = buffers.ok_or_else(|| JsError::new("the ends of buffers lie outside of them"))?;
    abi::push_columns(handle, layout, &buffers).map_err(thrown)
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

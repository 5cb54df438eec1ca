//! Node-API exports: they move bytes and do nothing else. A panic becomes a JavaScript error.

#![allow(clippy::needless_pass_by_value, reason = "Node-API hands owned values to an export")]

mod work;

use napi::bindgen_prelude::{AsyncTask, Result, Uint8Array};
use napi_derive::napi;
use tidemark_abi as abi;
use work::{Step, Work};

fn thrown(error: abi::Error) -> napi::Error {
    napi::Error::from_reason(abi::error_to_json(&error))
}

/// The version of the surface.
#[napi(catch_unwind)]
pub fn abi_version() -> u32 {
    abi::ABI_VERSION
}

/// See `tidemark_abi::call`. The buffers are read where they lie.
#[napi(catch_unwind)]
pub fn call(operation: String, json: String, buffers: Vec<&[u8]>) -> Result<String> {
    abi::call(&operation, &json, &buffers).map_err(thrown)
}

/// A `Float64Array` that is changed where it lies; a plain `&mut` is taken for a class of ours.
type Doubles<'a> = &'a mut [f64];

/// See `tidemark_abi::fold`. The values are read and the numbers are changed where they lie.
#[napi(catch_unwind)]
pub fn fold(operation: u32, values: &[f64], numbers: Doubles<'_>) -> Result<()> {
    abi::fold(operation, values, numbers).map_err(thrown)
}

/// See `tidemark_abi::open`.
#[napi(catch_unwind)]
pub fn open(json: String) -> Result<u32> {
    abi::open(&json).map_err(thrown)
}

/// See `tidemark_abi::push_bytes`. The bytes are read where they lie.
#[napi(catch_unwind)]
pub fn push_bytes(handle: u32, bytes: &[u8]) -> Result<()> {
    abi::push_bytes(handle, bytes).map_err(thrown)
}

/// See `tidemark_abi::push_columns`. The buffers are read where they lie.
#[napi(catch_unwind)]
pub fn push_columns(handle: u32, layout: String, buffers: Vec<&[u8]>) -> Result<()> {
    abi::push_columns(handle, &layout, &buffers).map_err(thrown)
}

/// See `tidemark_abi::finish`.
#[napi(catch_unwind)]
pub fn finish(handle: u32) -> Result<String> {
    abi::finish(handle).map_err(thrown)
}

/// See `tidemark_abi::to_bytes`.
#[napi(catch_unwind)]
pub fn to_bytes(handle: u32) -> Result<Uint8Array> {
    abi::to_bytes(handle).map(Uint8Array::new).map_err(thrown)
}

/// See `tidemark_abi::read`.
#[napi(catch_unwind)]
pub fn read(bytes: &[u8]) -> Result<u32> {
    abi::read(bytes).map_err(thrown)
}

/// See `tidemark_abi::merge`.
#[napi(catch_unwind)]
pub fn merge(handles: Vec<u32>) -> Result<u32> {
    abi::merge(&handles).map_err(thrown)
}

/// See `tidemark_abi::free`.
#[napi(catch_unwind)]
pub fn free(handle: u32) {
    abi::free(handle);
}

/// As `push_bytes`, off the event loop: the bytes are read where they lie and must stay as they are until it is done.
#[napi(catch_unwind)]
pub fn push_bytes_async(handle: u32, bytes: Uint8Array) -> Result<AsyncTask<Work>> {
    Work::start(handle, Step::PushBytes(bytes))
}

/// As `push_columns`, off the event loop; so are the buffers.
#[napi(catch_unwind)]
pub fn push_columns_async(handle: u32, layout: String, buffers: Vec<Uint8Array>) -> Result<AsyncTask<Work>> {
    Work::start(handle, Step::PushColumns { layout, buffers })
}

/// As `finish`, off the event loop.
#[napi(catch_unwind)]
pub fn finish_async(handle: u32) -> Result<AsyncTask<Work>> {
    Work::start(handle, Step::Finish)
}

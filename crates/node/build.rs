//! Links the addon against the symbols that Node provides when it loads it.

fn main() {
    napi_build::setup();
}

//! Inputs that fuzzing found worth keeping: the corpus, and everything that ever broke a promise.

mod fuzz;

use std::fs;
use std::path::Path;

#[test]
fn everything_that_fuzzing_kept_holds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    for (name, target) in fuzz::TARGETS {
        let mut count = 0;
        for folder in ["corpus", "crashers"] {
            for entry in fs::read_dir(root.join(folder).join(name)).into_iter().flatten() {
                target(&fs::read(entry.unwrap().path()).unwrap());
                count += 1;
            }
        }
        assert!(count > 0, "expected inputs for {name}, found none");
    }
}

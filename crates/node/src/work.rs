//! One step of a session on a thread of Node's pool, behind a promise. The buffers are kept alive and borrowed.

use crate::{abi, thrown};
use napi::bindgen_prelude::{AsyncTask, Result, Uint8Array};
use napi::{Env, Task};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A step, and the session on loan for it.
pub struct Work {
    loan: abi::Loan,
    step: Step,
}

/// What is done with the session.
pub(crate) enum Step {
    PushBytes(Uint8Array),
    PushColumns { layout: String, buffers: Vec<Uint8Array> },
    Finish,
}

impl Work {
    pub(crate) fn start(handle: u32, step: Step) -> Result<AsyncTask<Self>> {
        Ok(AsyncTask::new(Self { loan: abi::lend(handle).map_err(thrown)?, step }))
    }

    fn run(&mut self) -> abi::Result<Option<String>> {
        match &self.step {
            Step::PushBytes(bytes) => self.loan.push_bytes(bytes)?,
            Step::PushColumns { layout, buffers } => {
                let buffers: Vec<&[u8]> = buffers.iter().map(|buffer| &**buffer).collect();
                self.loan.push_columns(layout, &buffers)?;
            }
            Step::Finish => return self.loan.finish().map(Some),
        }
        Ok(None)
    }
}

impl Task for Work {
    type Output = Option<String>;
    type JsValue = Option<String>;

    /// A panic must not reach Node's pool, which would end the process.
    fn compute(&mut self) -> Result<Self::Output> {
        let outcome = catch_unwind(AssertUnwindSafe(|| self.run()));
        outcome
            .unwrap_or_else(|_| Err(abi::Error::internal("the work on a session panicked; please report this")))
            .map_err(thrown)
    }

    fn resolve(&mut self, _env: Env, output: Self::Output) -> Result<Self::JsValue> {
        Ok(output)
    }

    /// On the thread of the handle, before whoever waits goes on.
    fn finally(self, _env: Env) -> Result<()> {
        self.loan.give_back();
        Ok(())
    }
}

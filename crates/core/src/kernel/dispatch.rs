//! Which build of a kernel runs: the same source, compiled for several instruction sets, chosen when it is called.
//!
//! A kernel is an `#[inline(always)]` function of plain loops; `dispatched!` compiles it once for the baseline of the
//! target and once for each level it names. It names those that were measured to win; every build gives the same bits. A
//! kernel is never part of its callers, which would hold it once each.

use std::sync::atomic::{AtomicU8, Ordering};
use tidemark_json::words;

/// How far the instruction set of an x86-64 machine reaches; everything else is `Baseline`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// What the target guarantees.
    Baseline,
    /// x86-64-v3: AVX2, BMI, FMA.
    Avx2,
    /// x86-64-v4 with conflict detection, which brings leading zeros in vectors.
    Avx512,
}

words!(Level { Baseline = "baseline", Avx2 = "avx2", Avx512 = "avx512" });

/// All levels, the lowest first.
pub const LEVELS: [Level; 3] = [Level::Baseline, Level::Avx2, Level::Avx512];

/// The level in use, plus 1; 0 before it was asked for.
static CURRENT: AtomicU8 = AtomicU8::new(0);

/// The level in use: the highest that the machine has, unless it was limited.
#[inline]
pub fn level() -> Level {
    match CURRENT.load(Ordering::Relaxed) {
        0 => limit_level(Level::Avx512),
        1 => Level::Baseline,
        2 => Level::Avx2,
        _ => Level::Avx512,
    }
}

/// Uses no level above `limit` from now on, on every thread; gives the level in use. Results do not depend on it.
#[cold]
pub fn limit_level(limit: Level) -> Level {
    let level = limit.min(detect());
    CURRENT.store(level as u8 + 1, Ordering::Relaxed);
    level
}

#[cfg(target_arch = "x86_64")]
fn detect() -> Level {
    let has_avx2 = is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("lzcnt")
        && is_x86_feature_detected!("popcnt")
        && is_x86_feature_detected!("fma");
    let has_avx512 = is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512cd")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vl");
    match (has_avx2, has_avx512) {
        (true, true) => Level::Avx512,
        (true, false) => Level::Avx2,
        (false, _) => Level::Baseline,
    }
}

#[cfg(not(target_arch = "x86_64"))]
const fn detect() -> Level {
    Level::Baseline
}

/// Defines a function that runs the build of a kernel for the level in use. Without a line for AVX-512 that level runs the
/// AVX2 build. Bodies may differ in constant parameters only, where an instruction set has an exact shortcut.
macro_rules! dispatched {
    (
        $(#[$meta:meta])*
        $vis:vis fn $name:ident($($arg:ident: $type:ty),* $(,)?) $(-> $out:ty)?;
        baseline: $baseline:path,
        avx2: $avx2:path $(,)?
    ) => {
        $(#[$meta])*
        #[inline(never)]
        $vis fn $name($($arg: $type),*) $(-> $out)? {
            $crate::kernel::dispatch::dispatched!(
                Avx2, "avx2,bmi1,bmi2,lzcnt,popcnt,fma", $avx2, ($($arg: $type),*) $(-> $out)?
            );
            $baseline($($arg),*)
        }
    };
    (
        $(#[$meta:meta])*
        $vis:vis fn $name:ident($($arg:ident: $type:ty),* $(,)?) $(-> $out:ty)?;
        baseline: $baseline:path,
        avx2: $avx2:path,
        avx512: $avx512:path $(,)?
    ) => {
        $(#[$meta])*
        #[inline(never)]
        $vis fn $name($($arg: $type),*) $(-> $out)? {
            $crate::kernel::dispatch::dispatched!(
                Avx512, "avx2,bmi1,bmi2,lzcnt,popcnt,fma,avx512f,avx512bw,avx512cd,avx512dq,avx512vl", $avx512,
                ($($arg: $type),*) $(-> $out)?
            );
            $crate::kernel::dispatch::dispatched!(
                Avx2, "avx2,bmi1,bmi2,lzcnt,popcnt,fma", $avx2, ($($arg: $type),*) $(-> $out)?
            );
            $baseline($($arg),*)
        }
    };
    // Returns from the function that is being defined, if the level in use is at least this one.
    ($level:ident, $features:literal, $body:path, ($($arg:ident: $type:ty),*) $(-> $out:ty)?) => {
        #[cfg(target_arch = "x86_64")]
        {
            #[target_feature(enable = $features)]
            fn build($($arg: $type),*) $(-> $out)? {
                $body($($arg),*)
            }
            if $crate::kernel::dispatch::level() >= $crate::kernel::dispatch::Level::$level {
                #[allow(unsafe_code, reason = "the level in use says that the machine has these instructions")]
                return unsafe { build($($arg),*) };
            }
        }
    };
}

pub(crate) use dispatched;

/// Runs a test at each level that the machine has, while no other does so.
#[cfg(test)]
pub(crate) fn each_level(mut run: impl FnMut(Level)) {
    static TURN: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let turn = TURN.lock();
    LEVELS.into_iter().filter(|&level| limit_level(level) == level).for_each(&mut run);
    limit_level(Level::Avx512);
    drop(turn);
}

//! How much two sets of shares differ from their middle, as a distance.
//!
//! Definition: the square root of the Jensen-Shannon divergence, whose `base` it shares: `nats` (default) or `bits`. A
//! threshold means little without its base: the distance in bits is 1.2 times that in nats.
//!
//! Edges: equal sides give 0, sides with nothing in common 0.8326 (the root of ln 2) or 1. It is never infinite.
//!
//! Accuracy and p-value: those of the divergence. Near 0 a small error of the divergence is a larger one of its root, and
//! `errorBound` says so.
//!
//! Source: Endres and Schindelin (2003).

use super::divergence::Divergence;
use super::jensen_shannon_divergence;
use crate::measure::Measure;

pub(crate) const MEASURE: Measure = Measure {
    id: "js-distance",
    name: "Jensen-Shannon distance",
    summary: "the root of the Jensen-Shannon divergence, 0 to 0.8326 by nats or to 1 by bits",
    variants: &["plain"],
    options: &["variant", "base", "bins", "level"],
    compute: |measure, sides, options| DIVERGENCE.compute(measure, sides, options),
};

const DIVERGENCE: Divergence =
    Divergence { finish: |sum| sum.max(0.0).sqrt(), ..jensen_shannon_divergence::DIVERGENCE };

//! Sums over the cells of a table, with bounds where the counts of cells have bounds: what all divergences share.
//!
//! A term t(p, q) of two shares that is 0 where they are equal and grows as they move apart is largest over a range at
//! the corner where they are farthest apart, and least where they are nearest. A group of values that are not told apart
//! adds t(p, q) at least, since telling them apart never makes such a sum smaller, and t(p, 0) + t(0, q) at most.
//!
//! Under the null hypothesis such a sum nears c (1 / n + 1 / m) times a chi-square value of K - 1 degrees of freedom, for
//! K cells that hold values.

use crate::error::Result;
use crate::measure::{Base, Measure, MeasureOptions, MeasureResult, NoValue, Side, SideCounts, Smoothing, Span, Table};
use crate::numeric::{chi_square_critical, chi_square_tail};

/// What makes a divergence the one it is.
pub(crate) struct Divergence {
    /// What a cell adds, in nats.
    pub(crate) term: fn(f64, f64) -> f64,
    /// What becomes of the sum; it never falls.
    pub(crate) finish: fn(f64) -> f64,
    /// The factor c of the null distribution of the sum.
    pub(crate) null_factor: Option<f64>,
    pub(crate) smoothing: Smoothing,
    /// Whether shares are divided by their sum after `epsilon` raised some.
    pub(crate) is_renormalised: bool,
}

/// What `laplace` adds to a count, and the least share of `epsilon`.
const PSEUDOCOUNT: f64 = 0.5;
const LEAST_SHARE: f64 = 1e-4;

impl Divergence {
    pub(crate) fn compute(
        &self,
        measure: &Measure,
        sides: [&Side<'_>; 2],
        options: &MeasureOptions,
    ) -> Result<MeasureResult> {
        let variant = measure.variant(options)?;
        let table = Table::of(sides, options)?;
        let sum = sum_of_terms(self.smooth(&table, options).into_iter(), self.term);
        let unit = match options.base.unwrap_or_default() {
            Base::Nats => 1.0,
            Base::Bits => std::f64::consts::LN_2,
        };
        let value = sum.map(|sum| (self.finish)(sum / unit));
        let is_finite = value.likely.is_finite();
        let cells = table.filled().count();
        let [n, m] = table.totals.map(|total| total as f64);
        let scale = self.null_factor.filter(|_| is_finite).map(|factor| factor * (1.0 / n + 1.0 / m));
        let freedom = cells as f64 - 1.0;
        let p_value = scale.map(|scale| if cells < 2 { 1.0 } else { chi_square_tail(sum.likely / scale, freedom) });
        let shift = options.level.zip(scale).filter(|_| cells >= 2);
        Ok(MeasureResult {
            id: measure.id,
            variant,
            basis: table.basis,
            value: is_finite.then_some(value.likely),
            no_value: (!is_finite).then_some(NoValue::Infinite),
            error_bound: value.error_bound(),
            p_value,
            p_method: p_value.map(|_| "chi-square-limit"),
            effect: is_finite.then_some(value.likely),
            counts: SideCounts { reference: table.totals[0], current: table.totals[1] },
            cells: Some(cells),
            smallest_detectable_shift: shift
                .map(|(level, scale)| (self.finish)(scale * chi_square_critical(level, freedom) / unit)),
        })
    }

    /// The shares of each cell after smoothing.
    fn smooth(&self, table: &Table, options: &MeasureOptions) -> Vec<([Span; 2], bool)> {
        match options.smoothing.unwrap_or(self.smoothing) {
            Smoothing::None => table.shares().collect(),
            Smoothing::Laplace => {
                let amount = options.smoothing_amount.unwrap_or(PSEUDOCOUNT);
                let totals = table.totals.map(|total| total as f64 + amount * table.cells.len() as f64);
                let share = |side: usize, counts: Span| counts.map(|count| (count + amount) / totals[side]);
                let shares = |sides: [Span; 2]| [share(0, sides[0]), share(1, sides[1])];
                table.cells.iter().map(|cell| (shares(cell.sides), cell.is_group)).collect()
            }
            Smoothing::Epsilon => {
                let least = options.smoothing_amount.unwrap_or(LEAST_SHARE);
                let raise = |share: Span| share.map(|share| share.max(least));
                let mut shares: Vec<_> = table.shares().map(|(sides, is_group)| (sides.map(raise), is_group)).collect();
                if options.renormalise.unwrap_or(self.is_renormalised) {
                    renormalise(&mut shares);
                }
                shares
            }
        }
    }
}

fn renormalise(shares: &mut [([Span; 2], bool)]) {
    for side in [0, 1] {
        let sum = |part: fn(&Span) -> f64| shares.iter().map(|(sides, _)| part(&sides[side])).sum::<f64>();
        let (least, likely, most) = (sum(|span| span.least), sum(|span| span.likely), sum(|span| span.most));
        for (sides, _) in shares.iter_mut() {
            let span = &mut sides[side];
            *span = Span { least: span.least / most, likely: span.likely / likely, most: span.most / least };
        }
    }
}

/// A sum, and between which bounds the true one lies.
pub(crate) fn sum_of_terms(shares: impl Iterator<Item = ([Span; 2], bool)>, term: impl Fn(f64, f64) -> f64) -> Span {
    let mut sum = Span::default();
    for ([p, q], is_group) in shares {
        let is_apart = p.least > q.most || q.least > p.most;
        let nearest = if p.least > q.most { term(p.least, q.most) } else { term(p.most, q.least) };
        let farthest = term(p.least, q.most).max(term(p.most, q.least));
        sum.likely += term(p.likely, q.likely);
        sum.least += if is_apart { nearest } else { 0.0 };
        sum.most += if is_group { term(p.most, 0.0) + term(0.0, q.most) } else { farthest };
    }
    sum
}

impl Span {
    /// How far the true value can be from the likely one; none when nothing bounds it.
    pub(crate) fn error_bound(self) -> Option<f64> {
        let bound = (self.most - self.likely).max(self.likely - self.least).max(0.0);
        bound.is_finite().then_some(bound)
    }
}

impl Table {
    /// Whether every cell is known and is one value or one bin.
    pub(crate) fn is_exact(&self) -> bool {
        self.cells.iter().all(|cell| !cell.is_group && cell.sides.iter().all(|side| side.least == side.most))
    }
}

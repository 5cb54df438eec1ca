//! Forecasts of series.
//!
//! Definition, with e = forecast f - truth y: MAE, MSE, RMSE, WAPE and SMAPE as of numbers (`regression`); bias sum e / sum y;
//! MASE of a series is its MAE over the mean `|h_t - h_t-m|` of its history h and season m, RMSSE the root of its MSE over the
//! mean square of the same; both are means over series. The quantile loss at q is 2 sum max(q (y - f), (q - 1)(y - f)) /
//! sum |y| of the forecasts of that quantile, and their mean over quantiles; coverage is the share of truths between the
//! lowest and the highest quantile.
//!
//! Edges: a series without history, or whose history never changes from season to season, has no scaled error and is left
//! out. Rows with a missing value are counted as incomplete.
//!
//! Accuracy: terms are rounded once a row and summed exactly.
//!
//! Source: Hyndman and Koehler (2006); Makridakis, Spiliotis and Assimakopoulos (2022).

use super::options::StateOptions;
use super::result::QualityResult;
use super::{Metrics, QualityRows};
use crate::ByName;
use crate::codec::{Reader, Writer, damaged};
use crate::error::Result;
use crate::order::in_order;
use crate::state::{Moments, State, add_counts, read_count};
use tidemark_json::{plain_text, read_double};

const NO_ROWS: &str = "there are no rows";

/// Sums over some rows.
#[derive(Clone, Debug, Default, PartialEq)]
struct Sums {
    rows: u64,
    covered: u64,
    error: Moments,
    absolute: Moments,
    truth: Moments,
    size: Moments,
    symmetric: Moments,
    /// The loss of each quantile, whose name sorts as its bits do.
    losses: Vec<(u64, Moments)>,
}

impl Sums {
    /// Takes some rows in.
    fn add(&mut self, rows: &[usize], truths: &[f64], forecasts: &[f64], quantiles: &[(f64, &[f64])]) {
        // No row leaves no trace, not even of which quantiles there are.
        if rows.is_empty() {
            return;
        }
        let update = |sum: &mut Moments, term: &dyn Fn(usize) -> f64| {
            sum.update(&rows.iter().map(|&row| term(row)).collect::<Vec<_>>());
        };
        let error = |row: usize| forecasts[row] - truths[row];
        update(&mut self.error, &error);
        update(&mut self.absolute, &|row| error(row).abs());
        update(&mut self.truth, &|row| truths[row]);
        update(&mut self.size, &|row| truths[row].abs());
        update(&mut self.symmetric, &|row| {
            // Halves, whose sum is a double.
            let scale = truths[row].abs() / 2.0 + forecasts[row].abs() / 2.0;
            if scale == 0.0 { 0.0 } else { error(row).abs() / scale }
        });
        for &(share, values) in quantiles {
            let loss = |row: usize| {
                let gap = truths[row] - values[row];
                f64::max(share * gap, (share - 1.0) * gap)
            };
            update(self.loss_mut(share.to_bits()), &loss);
        }
        if let (Some((_, lowest)), Some((_, highest))) = (quantiles.first(), quantiles.last()) {
            let is_covered = |&&row: &&usize| lowest[row] <= truths[row] && truths[row] <= highest[row];
            self.covered += rows.iter().filter(is_covered).count() as u64;
        }
        self.rows += rows.len() as u64;
    }

    fn loss_mut(&mut self, share: u64) -> &mut Moments {
        let place = self.losses.partition_point(|&(other, _)| other < share);
        if self.losses.get(place).is_none_or(|&(other, _)| other != share) {
            self.losses.insert(place, (share, Moments::default()));
        }
        &mut self.losses[place].1
    }

    fn mean_square(&self) -> Option<f64> {
        let (mean, variance) = (self.error.mean(self.rows)?, self.error.variance(self.rows)?);
        Some(variance + mean * mean)
    }

    fn parts(&self) -> [&Moments; 5] {
        [&self.error, &self.absolute, &self.truth, &self.size, &self.symmetric]
    }

    fn parts_mut(&mut self) -> [&mut Moments; 5] {
        [&mut self.error, &mut self.absolute, &mut self.truth, &mut self.size, &mut self.symmetric]
    }

    fn metrics(&self) -> Metrics {
        let mut metrics = Metrics::default();
        let square = self.mean_square();
        metrics.add("mae", self.absolute.mean(self.rows), NO_ROWS);
        metrics.add("mse", square, NO_ROWS);
        metrics.add("rmse", square.map(f64::sqrt), NO_ROWS);
        let over = |part: Option<f64>, whole: Option<f64>| Some(part? / whole.filter(|&whole| whole != 0.0)?);
        let size = self.size.sum();
        metrics.add("wape", over(self.absolute.sum(), size), "no truth is other than 0");
        metrics.add("smape", self.symmetric.mean(self.rows), NO_ROWS);
        metrics.add("bias", over(self.error.sum(), self.truth.sum()), "the truth sums to 0");
        let losses: Vec<_> = self
            .losses
            .iter()
            .map(|(share, loss)| (f64::from_bits(*share), over(loss.sum().map(|loss| 2.0 * loss), size)))
            .collect();
        if !losses.is_empty() {
            let total: Option<f64> = losses.iter().map(|&(_, loss)| loss).sum();
            let count = losses.len() as f64;
            for (share, loss) in losses {
                metrics.add(format!("weighted_quantile_loss_{}", plain_text(share)), loss, "no truth is other than 0");
            }
            let mean = total.map(|total| total / count);
            metrics.add("mean_weighted_quantile_loss", mean, "no truth is other than 0");
            metrics.add("coverage", super::rates::ratio(self.covered, self.rows), NO_ROWS);
        }
        metrics
    }
}

impl State for Sums {
    fn merge(&mut self, other: &Self) -> Result<()> {
        self.rows = add_counts(self.rows, other.rows)?;
        self.covered += other.covered;
        for (sum, added) in self.parts_mut().into_iter().zip(other.parts()) {
            sum.merge(added)?;
        }
        for (share, added) in &other.losses {
            self.loss_mut(*share).merge(added)?;
        }
        Ok(())
    }

    fn write(&self, writer: &mut Writer) {
        writer.varint(self.rows);
        writer.varint(self.covered);
        self.parts().into_iter().for_each(|sum| sum.write(writer));
        writer.varint(self.losses.len() as u64);
        for (share, loss) in &self.losses {
            writer.u64(*share);
            loss.write(writer);
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let rows = read_count(reader, "the rows")?;
        let mut sums = Self { rows, covered: read_count(reader, "the rows that are covered")?, ..Self::default() };
        for sum in sums.parts_mut() {
            *sum = Moments::read(reader)?;
        }
        for _ in 0..reader.varint("the number of quantiles")? {
            let share = reader.u64("a quantile")?;
            if sums.losses.last().is_some_and(|&(last, _)| last >= share) {
                return Err(damaged("expected ascending quantiles, found others"));
            }
            sums.losses.push((share, Moments::read(reader)?));
        }
        Ok(sums)
    }
}

/// The state of forecasts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forecasting {
    incomplete: u64,
    whole: Sums,
    series: ByName<Sums>,
    horizons: ByName<Sums>,
}

impl Forecasting {
    /// Takes rows in: `label` and `prediction`, and perhaps `item`, `horizon` and `quantiles.Q`.
    pub fn update(&mut self, rows: &QualityRows<'_>) -> Result<()> {
        let (truths, forecasts) = (rows.require_numbers("label")?, rows.require_numbers("prediction")?);
        let (items, horizons) = (rows.classes("item"), rows.classes("horizon"));
        let mut quantiles: Vec<(f64, &[f64])> = Vec::new();
        for (name, values) in rows.family("quantiles.") {
            let share = read_double(name).filter(|share| *share > 0.0 && *share < 1.0);
            let share = share.ok_or_else(|| {
                crate::error::Error::invalid_argument(format!("expected quantiles between 0 and 1, found `{name}`"))
            })?;
            quantiles.push((share, values));
        }
        let quantiles = in_order(quantiles, |a, b| a.0.total_cmp(&b.0));
        let is_whole = |row: usize| {
            let gaps = quantiles.iter().map(|(_, values)| truths[row] - values[row]);
            gaps.chain([truths[row] - forecasts[row]]).all(f64::is_finite)
        };
        let whole: Vec<usize> = (0..rows.rows()).filter(|&row| is_whole(row)).collect();
        self.incomplete += (rows.rows() - whole.len()) as u64;
        self.whole.add(&whole, truths, forecasts, &quantiles);
        for (parts, classes) in [(&mut self.series, items), (&mut self.horizons, horizons)] {
            for (name, rows) in classes.map_or_else(Vec::new, |classes| classes.members(&whole)) {
                parts.entry(name, &Sums::default).add(&rows, truths, forecasts, &quantiles);
            }
        }
        Ok(())
    }

    /// Completes a result.
    pub(super) fn read_into(&self, result: &mut QualityResult, options: &StateOptions) {
        result.count = self.whole.rows;
        result.incomplete = self.incomplete;
        result.metrics = self.whole.metrics();
        let (mut scaled, mut squared, mut count) = (0.0, 0.0, 0u32);
        let mut series: Vec<_> = self.series.iter().collect();
        if series.is_empty() {
            series.push(("", &self.whole));
        }
        for (item, sums) in series {
            let history = options.history.get(item).map_or(&[][..], Vec::as_slice);
            if let (Some([absolute, square]), Some(mae), Some(mse)) =
                (scale(history, options.season), sums.absolute.mean(sums.rows), sums.mean_square())
            {
                scaled += mae / absolute;
                squared += (mse / square).sqrt();
                count += 1;
            }
        }
        let mean = |sum: f64| (count > 0).then(|| sum / f64::from(count));
        let reason = "no series has a history that changes from season to season";
        result.metrics.add("mase", mean(scaled), reason);
        result.metrics.add("rmsse", mean(squared), reason);
        result.horizons = self.horizons.iter().map(|(name, sums)| (name.to_owned(), sums.metrics())).collect();
    }
}

/// The mean size and the mean square of the steps from season to season.
fn scale(history: &[f64], season: usize) -> Option<[f64; 2]> {
    let steps: Vec<f64> = history.iter().zip(history.get(season..)?).map(|(before, now)| now - before).collect();
    let count = steps.len() as f64;
    let absolute = steps.iter().map(|step| step.abs()).sum::<f64>() / count;
    let square = steps.iter().map(|step| step * step).sum::<f64>() / count;
    (absolute > 0.0 && square.is_finite()).then_some([absolute, square])
}

impl State for Forecasting {
    fn merge(&mut self, other: &Self) -> Result<()> {
        self.whole.merge(&other.whole)?;
        for (mine, others) in [(&mut self.series, &other.series), (&mut self.horizons, &other.horizons)] {
            for (name, sums) in others.iter() {
                mine.entry(name, &Sums::default).merge(sums)?;
            }
        }
        self.incomplete = add_counts(self.incomplete, other.incomplete)?;
        Ok(())
    }

    /// The incomplete rows, all sums, those of each series and of each horizon.
    fn write(&self, writer: &mut Writer) {
        writer.varint(self.incomplete);
        self.whole.write(writer);
        for parts in [&self.series, &self.horizons] {
            writer.varint(parts.len() as u64);
            for (name, sums) in parts.iter() {
                writer.block(name.as_bytes());
                sums.write(writer);
            }
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let incomplete = read_count(reader, "the incomplete rows")?;
        let mut state = Self { incomplete, whole: Sums::read(reader)?, ..Self::default() };
        for parts in [&mut state.series, &mut state.horizons] {
            for _ in 0..reader.varint("the number of parts")? {
                let name = reader.text("a name")?;
                parts.insert(name, Sums::read(reader)?);
            }
        }
        Ok(state)
    }
}

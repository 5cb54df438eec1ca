//! The mergeable state of the quality of predictions, whatever is predicted, of all rows and of each group of them.

use super::QualityRows;
use super::binary::Binary;
use super::forecasting::Forecasting;
use super::multiclass::Multiclass;
use super::options::{Problem, ResultOptions, StateOptions};
use super::pair_counts::PairCounts;
use super::ranking::Ranking;
use super::regression::Regression;
use super::result::QualityResult;
use crate::ByName;
use crate::codec::{Family, Reader, Writer, damaged, open_envelope, seal_envelope};
use crate::error::{Error, Result};
use crate::state::State;

/// The most groups: more are no groups but ids.
const MOST_GROUPS: usize = 10_000;
/// From so many rows on Model Monitor gives standard deviations.
const LEAST_ROWS_WITH_DEVIATIONS: u64 = 200;

/// The state of a problem.
#[derive(Clone, Debug, PartialEq)]
pub struct QualityState {
    problem: Problem,
    options: StateOptions,
    whole: Kind,
    groups: ByName<Kind>,
}

/// The states by problem.
#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Binary(Binary),
    Multiclass(Multiclass),
    Regression(Box<Regression>),
    Ranking(Ranking),
    Forecasting(Box<Forecasting>),
}

impl Kind {
    fn new(problem: Problem) -> Self {
        match problem {
            Problem::BinaryClassification => Self::Binary(Binary::default()),
            Problem::MulticlassClassification => Self::Multiclass(Multiclass::default()),
            Problem::Regression => Self::Regression(Box::default()),
            Problem::Ranking => Self::Ranking(Ranking::default()),
            Problem::Forecasting => Self::Forecasting(Box::default()),
        }
    }

    fn update(&mut self, rows: &QualityRows<'_>, options: &StateOptions) -> Result<()> {
        match self {
            Self::Binary(state) => state.update(rows, options),
            Self::Multiclass(state) => state.update(rows, options),
            Self::Regression(state) => state.update(rows),
            Self::Ranking(state) => state.update(rows),
            Self::Forecasting(state) => state.update(rows),
        }
    }

    /// Of predicted numbers, the pairs of truth and prediction, if there are any.
    fn pairs(&self) -> Option<&PairCounts> {
        match self {
            Self::Regression(state) => state.pairs(),
            _ => None,
        }
    }

    fn settle(&mut self, options: &StateOptions) {
        if let Self::Ranking(state) = self {
            state.settle(options);
        }
    }

    fn result(&self, problem: Problem, state: &StateOptions, options: &ResultOptions) -> QualityResult {
        let mut result = QualityResult::new(problem);
        match self {
            Self::Binary(kept) => kept.read_into(&mut result, state, options),
            Self::Multiclass(kept) => kept.read_into(&mut result, options),
            Self::Regression(kept) => kept.read_into(&mut result, options),
            Self::Ranking(kept) => kept.read_into(&mut result, state, options),
            Self::Forecasting(kept) => kept.read_into(&mut result, state),
        }
        if options.is_compatible() && result.count >= LEAST_ROWS_WITH_DEVIATIONS {
            for (_, metric) in result.metrics.iter_mut() {
                // Of 80 % of the rows, drawn without any of them twice: sqrt(0.2 / 0.8) of the standard error.
                metric.standard_deviation = metric.standard_error.map(|error| error / 2.0);
            }
        }
        result
    }

    fn merge(&mut self, other: &Self) -> Result<()> {
        match (self, other) {
            (Self::Binary(mine), Self::Binary(others)) => mine.merge(others),
            (Self::Multiclass(mine), Self::Multiclass(others)) => mine.merge(others),
            (Self::Regression(mine), Self::Regression(others)) => mine.merge(others),
            (Self::Ranking(mine), Self::Ranking(others)) => mine.merge(others),
            (Self::Forecasting(mine), Self::Forecasting(others)) => mine.merge(others),
            _ => Err(unlike()),
        }
    }

    fn write(&self, writer: &mut Writer) {
        match self {
            Self::Binary(state) => state.write(writer),
            Self::Multiclass(state) => state.write(writer),
            Self::Regression(state) => state.write(writer),
            Self::Ranking(state) => state.write(writer),
            Self::Forecasting(state) => state.write(writer),
        }
    }

    fn read(problem: Problem, reader: &mut Reader<'_>) -> Result<Self> {
        Ok(match problem {
            Problem::BinaryClassification => Self::Binary(Binary::read(reader)?),
            Problem::MulticlassClassification => Self::Multiclass(Multiclass::read(reader)?),
            Problem::Regression => Self::Regression(Regression::read(reader)?.into()),
            Problem::Ranking => Self::Ranking(Ranking::read(reader)?),
            Problem::Forecasting => Self::Forecasting(Forecasting::read(reader)?.into()),
        })
    }
}

impl QualityState {
    /// An empty state. `invalid-argument` for an option out of its range.
    pub fn new(problem: Problem, options: StateOptions) -> Result<Self> {
        options.check()?;
        Ok(Self { problem, options, whole: Kind::new(problem), groups: ByName::default() })
    }

    /// What is predicted.
    pub const fn problem(&self) -> Problem {
        self.problem
    }

    /// Takes rows in. After an error the state is of no use.
    pub fn update(&mut self, rows: &QualityRows<'_>) -> Result<()> {
        self.whole.update(rows, &self.options)?;
        let Some(groups) = rows.classes("group") else {
            return Ok(());
        };
        let every: Vec<usize> = (0..rows.rows()).collect();
        for (name, members) in groups.members(&every) {
            let group = self.groups.entry(name, &|| Kind::new(self.problem));
            group.update(&rows.select(&members), &self.options)?;
        }
        if self.groups.len() > MOST_GROUPS {
            return Err(Error::invalid_data(format!(
                "expected at most {MOST_GROUPS} groups, found more; group by a column with fewer values"
            )));
        }
        Ok(())
    }

    /// Ends what goes over several updates: the queries of a ranking.
    pub fn settle(&mut self) {
        self.whole.settle(&self.options);
        self.groups.values_mut().for_each(|group| group.settle(&self.options));
    }

    /// What the state says. `invalid-argument` for an option out of its range.
    pub fn result(&self, options: &ResultOptions) -> Result<QualityResult> {
        options.check()?;
        let mut result = self.whole.result(self.problem, &self.options, options);
        for (name, group) in self.groups.iter() {
            let found = group.result(self.problem, &self.options, options);
            if found.count < options.minimum_group_count {
                result.small_groups.push(name.to_owned());
            } else {
                result.groups.insert(name.to_owned(), found);
            }
        }
        Ok(result)
    }

    /// The bytes of the state.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        self.write(&mut writer);
        seal_envelope(Family::Quality, &writer.into_bytes())
    }

    /// A state from its bytes. `invalid-data` when they are damaged, `unsupported` when they are of another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let mut reader = Reader::new(open_envelope(Family::Quality, bytes)?);
        let state = Self::read(&mut reader)?;
        reader.end("the payload")?;
        // A state has one form only: whatever is not written again as it was read was not written by us.
        if state.to_bytes() != bytes {
            return Err(damaged("expected the one form of a state in bytes, found another"));
        }
        Ok(state)
    }
}

impl State for QualityState {
    fn merge(&mut self, other: &Self) -> Result<()> {
        if self.problem != other.problem || self.options != other.options {
            return Err(unlike());
        }
        let mut whole = self.whole.clone();
        whole.merge(&other.whole)?;
        for (name, group) in other.groups.iter() {
            self.groups.entry(name, &|| Kind::new(self.problem)).merge(group)?;
        }
        self.whole = whole;
        Ok(())
    }

    /// The problem, the options, all rows, the number of groups, each group's name and rows; then, of predicted numbers and if
    /// there are any, the pairs of all rows and of each group.
    fn write(&self, writer: &mut Writer) {
        writer.u8(self.problem as u8);
        self.options.write(writer);
        self.whole.write(writer);
        writer.varint(self.groups.len() as u64);
        for (name, group) in self.groups.iter() {
            writer.block(name.as_bytes());
            group.write(writer);
        }
        let groups = self.groups.iter().map(|(_, group)| group);
        let pairs: Vec<_> = [&self.whole].into_iter().chain(groups).map(Kind::pairs).collect();
        if pairs.iter().any(Option::is_some) {
            for pairs in pairs {
                writer.u8(pairs.is_some().into());
                pairs.iter().for_each(|pairs| pairs.write(writer));
            }
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let problem = match reader.u8("the problem")? {
            0 => Problem::BinaryClassification,
            1 => Problem::MulticlassClassification,
            2 => Problem::Regression,
            3 => Problem::Ranking,
            4 => Problem::Forecasting,
            other => return Err(damaged(format!("expected a problem from 0 to 4, found {other}"))),
        };
        let options = StateOptions::read(reader)?;
        let mut whole = Kind::read(problem, reader)?;
        let mut groups = ByName::default();
        for _ in 0..reader.varint("the number of groups")? {
            let name = reader.text("the name of a group")?;
            groups.insert(name, Kind::read(problem, reader)?);
        }
        // States written before pairs were counted end here.
        let has_pairs = reader.remaining() > 0;
        for kind in [&mut whole].into_iter().chain(groups.values_mut()) {
            if let Kind::Regression(state) = kind {
                let has_own = has_pairs && reader.u8("whether there are pairs")? == 1;
                state.set_pairs(if has_own { Some(PairCounts::read(reader)?) } else { None })?;
            }
        }
        Ok(Self { problem, options, whole, groups })
    }
}

fn unlike() -> Error {
    Error::incompatible(
        "expected states of the same problem made with the same options, found others; make them again with the same ones",
    )
}

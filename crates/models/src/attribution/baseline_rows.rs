//! A few rows that stand for a data set, against which a model's predictions are explained: centres of clusters.
//!
//! Definition (k-prototypes, which is k-means where all columns are numbers): numbers are scaled by their standard
//! deviation; the squared distance of a row from a centre adds the squared differences of its numbers and 1 for each
//! category that differs. A centre has the mean of the numbers of its rows and their most frequent categories. Centres
//! begin as rows drawn by squared distance (k-means++). Where k is not given it is the one of 2 to 12 with the greatest
//! mean silhouette, (b - a) / max(a, b) with a and b a row's distances from its own centre and the next; 1 where that is
//! below 0.5, since there are no clusters then. At most 2,048 rows are looked at, drawn without replacement.
//!
//! Edges: a missing number (NaN) counts as the mean; a column without a number has centres without one. Fewer different
//! rows than k give as many centres. Of categories that are equally frequent the first code is taken.
//!
//! Accuracy: a local optimum, the same for a seed.
//!
//! Source: Lloyd (1982); Huang (1998); Arthur and Vassilvitskii (2007); the silhouette of Hruschka (2004).

use crate::error::{Error, Result};
use crate::numeric::Random;

const MOST_ROWS: usize = 2048;
const MOST_CENTRES: usize = 12;
const MOST_ROUNDS: usize = 50;
const CLEAR_SILHOUETTE: f64 = 0.5;

/// A column of numbers, or of codes of categories; NaN where it is missing.
#[derive(Clone, Copy, Debug)]
pub struct BaselineColumn<'a> {
    /// The value of each row.
    pub values: &'a [f64],
    /// Whether values are codes.
    pub is_category: bool,
}

/// Rows that stand for all: `count` of them, or as many as there are clusters. `invalid-argument` without rows.
pub fn choose_baseline_rows(
    columns: &[BaselineColumn<'_>],
    count: Option<usize>,
    seed: u64,
) -> Result<Vec<Vec<Option<f64>>>> {
    let rows = columns.first().map_or(0, |column| column.values.len());
    if rows == 0 || columns.iter().any(|column| column.values.len() != rows) || count == Some(0) {
        return Err(Error::invalid_argument(
            "expected rows to choose a baseline from and at least one cluster, found none or columns of unequal length",
        ));
    }
    let mut random = Random::new(seed);
    let drawn = draw_rows(rows, &mut random);
    let points = Points::new(columns, &drawn);
    let clusters = match count {
        Some(count) => points.cluster(count, &mut random),
        None => points.cluster_clearly(&mut random),
    };
    Ok(clusters.to_rows(columns, &drawn))
}

/// The places of at most `MOST_ROWS` rows.
fn draw_rows(rows: usize, random: &mut Random) -> Vec<usize> {
    let mut places: Vec<usize> = (0..rows).collect();
    if rows > MOST_ROWS {
        for place in 0..MOST_ROWS {
            places.swap(place, place + random.below(rows - place));
        }
        places.truncate(MOST_ROWS);
    }
    places
}

/// Rows with numbers scaled, one after the other.
struct Points<'a> {
    columns: &'a [BaselineColumn<'a>],
    values: Vec<f64>,
}

/// Centres in the scale of the points, and the one that each point is nearest to.
struct Clusters {
    centres: Vec<Vec<f64>>,
    nearest: Vec<usize>,
}

impl<'a> Points<'a> {
    fn new(columns: &'a [BaselineColumn<'a>], drawn: &[usize]) -> Self {
        let mut values = vec![0.0; drawn.len() * columns.len()];
        for (place, column) in columns.iter().enumerate() {
            let found: Vec<f64> = drawn.iter().map(|&row| column.values[row]).collect();
            let (mean, deviation) = if column.is_category { (0.0, 1.0) } else { spread(&found) };
            for (row, value) in found.into_iter().enumerate() {
                let scaled = if value.is_nan() && !column.is_category { 0.0 } else { (value - mean) / deviation };
                values[row * columns.len() + place] = scaled;
            }
        }
        Self { columns, values }
    }

    fn rows(&self) -> impl ExactSizeIterator<Item = &[f64]> {
        self.values.chunks_exact(self.columns.len())
    }

    fn distance(&self, point: &[f64], centre: &[f64]) -> f64 {
        let differences = point.iter().zip(centre).zip(self.columns).map(|((a, b), column)| {
            if column.is_category { f64::from(a.to_bits() != b.to_bits()) } else { (a - b) * (a - b) }
        });
        differences.sum()
    }

    /// The nearest centre with its squared distance, and that of the next.
    fn nearest(&self, point: &[f64], centres: &[Vec<f64>]) -> (usize, f64, f64) {
        let mut best = (0, f64::INFINITY, f64::INFINITY);
        for (index, centre) in centres.iter().enumerate() {
            let distance = self.distance(point, centre);
            if distance < best.1 {
                best = (index, distance, best.1);
            } else {
                best.2 = best.2.min(distance);
            }
        }
        best
    }

    fn cluster(&self, count: usize, random: &mut Random) -> Clusters {
        let first = random.below(self.rows().len());
        let mut centres: Vec<Vec<f64>> = self.rows().nth(first).map(<[f64]>::to_vec).into_iter().collect();
        let mut distances = vec![f64::INFINITY; self.rows().len()];
        while centres.len() < count.min(distances.len()) {
            let Some(newest) = centres.last() else { break };
            for (distance, point) in distances.iter_mut().zip(self.rows()) {
                *distance = distance.min(self.distance(point, newest));
            }
            let mut point = random.uniform() * distances.iter().sum::<f64>();
            let Some(last) = distances.iter().rposition(|distance| *distance > 0.0) else { break };
            let found = distances.iter().position(|distance| {
                point -= distance;
                point < 0.0
            });
            centres.extend(self.rows().nth(found.unwrap_or(last)).map(<[f64]>::to_vec));
        }
        let mut nearest = Vec::new();
        for _ in 0..MOST_ROUNDS {
            let found: Vec<usize> = self.rows().map(|point| self.nearest(point, &centres).0).collect();
            if found == nearest {
                break;
            }
            nearest = found;
            for (index, centre) in centres.iter_mut().enumerate() {
                self.move_to_members(centre, index, &nearest);
            }
        }
        Clusters { centres, nearest }
    }

    /// A centre without members stays.
    fn move_to_members(&self, centre: &mut [f64], index: usize, nearest: &[usize]) {
        let members: Vec<&[f64]> =
            self.rows().zip(nearest).filter(|(_, nearest)| **nearest == index).map(|(point, _)| point).collect();
        if members.is_empty() {
            return;
        }
        for (place, (value, column)) in centre.iter_mut().zip(self.columns).enumerate() {
            let found = members.iter().map(|point| point[place]);
            *value = if column.is_category { mode(found) } else { found.sum::<f64>() / members.len() as f64 };
        }
    }

    fn cluster_clearly(&self, random: &mut Random) -> Clusters {
        let mut best = self.cluster(1, random);
        let mut clearest = CLEAR_SILHOUETTE;
        for count in 2..=MOST_CENTRES {
            let found = self.cluster(count, random);
            if found.centres.len() < count {
                break;
            }
            let silhouette = self.silhouette(&found.centres);
            if silhouette > clearest {
                (best, clearest) = (found, silhouette);
            }
        }
        best
    }

    fn silhouette(&self, centres: &[Vec<f64>]) -> f64 {
        let sum: f64 = self
            .rows()
            .map(|point| {
                let (_, own, next) = self.nearest(point, centres);
                if next > 0.0 { 1.0 - (own / next).sqrt() } else { 0.0 }
            })
            .sum();
        sum / self.rows().len() as f64
    }
}

impl Clusters {
    /// The centres that have members, in the scale of the columns.
    fn to_rows(&self, columns: &[BaselineColumn<'_>], drawn: &[usize]) -> Vec<Vec<Option<f64>>> {
        let mut rows = Vec::new();
        for index in 0..self.centres.len() {
            let members: Vec<usize> = drawn
                .iter()
                .zip(&self.nearest)
                .filter(|(_, nearest)| **nearest == index)
                .map(|(row, _)| *row)
                .collect();
            if members.is_empty() {
                continue;
            }
            let to_value = |column: &BaselineColumn<'_>| {
                let found = members.iter().map(|&row| column.values[row]);
                let value = if column.is_category { mode(found) } else { spread(&found.collect::<Vec<_>>()).0 };
                value.is_finite().then_some(value)
            };
            rows.push(columns.iter().map(to_value).collect());
        }
        rows
    }
}

/// The mean of what is not missing, and the standard deviation where there is one, else 1.
fn spread(values: &[f64]) -> (f64, f64) {
    let present: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
    let mean = present.iter().sum::<f64>() / present.len() as f64;
    let variance = present.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / present.len() as f64;
    (mean, if variance > 0.0 { variance.sqrt() } else { 1.0 })
}

fn mode(values: impl Iterator<Item = f64>) -> f64 {
    let mut bits: Vec<u64> = values.map(f64::to_bits).collect();
    bits.sort_unstable();
    let (mut mode, mut most) = (f64::NAN, 0);
    for alike in bits.chunk_by(u64::eq) {
        if alike.len() > most {
            (mode, most) = (f64::from_bits(alike[0]), alike.len());
        }
    }
    mode
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(values: &[f64]) -> BaselineColumn<'_> {
        BaselineColumn { values, is_category: false }
    }

    #[test]
    fn clusters_that_are_clear_are_found_without_being_counted() {
        let mut random = Random::new(5);
        let mut values: Vec<f64> = Vec::new();
        for centre in [0.0, 100.0, 200.0] {
            values.extend((0..500).map(|_| centre + random.uniform()));
        }
        let mut found = choose_baseline_rows(&[number(&values)], None, 1).unwrap();
        found.sort_by(|a, b| a[0].partial_cmp(&b[0]).unwrap());
        let centres: Vec<f64> = found.iter().map(|row| row[0].unwrap().round()).collect();
        assert!(centres.len() == 3 && centres.iter().zip([0.0, 100.0, 200.0]).all(|(a, b)| (a - b).abs() <= 1.0));
    }

    #[test]
    fn one_cloud_is_its_mean() {
        let mut random = Random::new(6);
        let columns: Vec<Vec<f64>> =
            (0..5).map(|_| (0..3000).map(|_| (0..12).map(|_| random.uniform()).sum::<f64>() - 6.0).collect()).collect();
        let columns: Vec<BaselineColumn<'_>> = columns.iter().map(|values| number(values)).collect();
        let found = choose_baseline_rows(&columns, None, 1).unwrap();
        assert!(found.len() == 1 && found[0].iter().all(|value| value.unwrap().abs() < 0.1), "{found:?}");
    }

    #[test]
    fn categories_are_the_most_frequent_ones_of_a_cluster() {
        let numbers = [1.0, 1.1, 0.9, 9.0, 9.1, 8.9];
        let codes = [2.0, 2.0, 0.0, 1.0, f64::NAN, f64::NAN];
        let columns = [number(&numbers), BaselineColumn { values: &codes, is_category: true }];
        let mut found = choose_baseline_rows(&columns, Some(2), 3).unwrap();
        found.sort_by(|a, b| a[0].partial_cmp(&b[0]).unwrap());
        assert_eq!((found[0][1], found[1][1]), (Some(2.0), None));
        assert!((found[0][0].unwrap() - 1.0).abs() < 1e-12 && (found[1][0].unwrap() - 9.0).abs() < 1e-12);
    }

    #[test]
    fn rows_that_are_all_alike_are_one_and_none_are_refused() {
        assert_eq!(choose_baseline_rows(&[number(&[3.0; 9])], Some(4), 0).unwrap(), [[Some(3.0)]]);
        assert_eq!(choose_baseline_rows(&[number(&[f64::NAN; 2])], None, 0).unwrap(), [[None]]);
        assert!(choose_baseline_rows(&[number(&[])], None, 0).is_err());
        assert!(choose_baseline_rows(&[number(&[1.0])], Some(0), 0).is_err());
    }
}

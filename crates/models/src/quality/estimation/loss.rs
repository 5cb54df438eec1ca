//! What a wrong prediction of a number costs, row by row.
//!
//! Definition: with e = prediction - label, `mae` is the mean of |e|, `mse` of e^2, `mape` of |e| / max(|label|, 2^-52),
//! `msle` of (log(1 + prediction) - log(1 + label))^2; `rmse` and `rmsle` are the roots of the means of squares. With v
//! the variance of a row's loss (by n), the standard error of a mean over n rows is sqrt(v / n), and that of its root r is
//! sqrt(v / n) / (2 r), with the reference's r.
//!
//! Edges: `msle` is not defined at -1 and below.
//!
//! Source: `NannyML`, direct loss estimation; the delta method for roots.

/// A loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loss {
    Absolute,
    Squared,
    Relative,
    SquaredLog,
}

impl Loss {
    /// The loss of a metric, and whether the metric is the root of its mean.
    pub(crate) fn parse(id: &str) -> Option<(Self, bool)> {
        Some(match id {
            "mae" => (Self::Absolute, false),
            "mse" => (Self::Squared, false),
            "rmse" => (Self::Squared, true),
            "mape" => (Self::Relative, false),
            "msle" => (Self::SquaredLog, false),
            "rmsle" => (Self::SquaredLog, true),
            _ => return None,
        })
    }

    pub(crate) fn of(self, prediction: f64, label: f64) -> f64 {
        let error = prediction - label;
        match self {
            Self::Absolute => error.abs(),
            Self::Squared => error * error,
            Self::Relative => error.abs() / label.abs().max(f64::EPSILON),
            Self::SquaredLog => {
                let error = libm::log1p(prediction) - libm::log1p(label);
                error * error
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn losses_worked_by_hand() {
        assert_eq!(Loss::Absolute.of(1.0, 3.0), 2.0);
        assert_eq!(Loss::Squared.of(1.0, 3.0), 4.0);
        assert_eq!(Loss::Relative.of(1.0, -4.0), 1.25);
        assert!((Loss::SquaredLog.of(0.0, std::f64::consts::E - 1.0) - 1.0).abs() < 1e-15);
        assert!(Loss::SquaredLog.of(-2.0, 1.0).is_nan());
        assert_eq!(Loss::parse("auc"), None);
    }
}

//! The names of columns, and how those of a later source stand for those of the first.

use std::collections::{HashMap, HashSet};

use tidemark_core::error::{Error, Result};

use super::options::Pairing;

/// How many names an error lists.
const LISTED_NAMES: usize = 10;

/// The name of a column that has none.
pub(crate) fn position_name(position: usize) -> String {
    format!("_c{position}")
}

/// Refuses names that occur more than once: `invalid-data`.
pub(crate) fn refuse_duplicates(names: &[String], source: &str) -> Result<()> {
    let mut seen = HashSet::new();
    let mut repeated = HashSet::new();
    let duplicates: Vec<_> =
        names.iter().filter(|&name| !seen.insert(name) && repeated.insert(name)).map(String::as_str).collect();
    if duplicates.is_empty() {
        return Ok(());
    }
    Err(Error::invalid_data(format!(
        "expected each column name once in the header of `{source}`, found more than once: {}; rename the columns",
        list(&duplicates)
    ))
    .with("source", source)
    .with("duplicates", list(&duplicates)))
}

/// For each column of `source`, in its order, which of `names` it is; `incompatible` if they do not pair.
pub(crate) fn pair(names: &[String], later: &[String], pairing: Pairing, source: &str) -> Result<Vec<usize>> {
    match pairing {
        Pairing::Position if names.len() == later.len() => Ok((0..names.len()).collect()),
        Pairing::Position => Err(Error::incompatible(format!(
            "expected {} columns in `{source}`, as in the first source, found {}; read files of one shape together",
            names.len(),
            later.len()
        ))
        .with("source", source)),
        Pairing::Name => pair_by_name(names, later, source),
    }
}

fn pair_by_name(names: &[String], later: &[String], source: &str) -> Result<Vec<usize>> {
    let indices: HashMap<_, _> = names.iter().enumerate().map(|(index, name)| (name.as_str(), index)).collect();
    let order: Vec<_> = later.iter().filter_map(|name| indices.get(name.as_str()).copied()).collect();
    if order.len() == names.len() && order.len() == later.len() {
        return Ok(order);
    }
    let paired: HashSet<_> = later.iter().collect();
    let missing: Vec<_> = names.iter().filter(|name| !paired.contains(name)).map(String::as_str).collect();
    let extra: Vec<_> = later.iter().map(String::as_str).filter(|name| !indices.contains_key(name)).collect();
    Err(Error::incompatible(format!(
        "expected the columns of the first source in `{source}`, found missing: {}; extra: {}; \
         read files with the same columns together",
        list(&missing),
        list(&extra)
    ))
    .with("source", source)
    .with("missing", list(&missing))
    .with("extra", list(&extra)))
}

/// `a`, `b` and 3 more.
fn list(names: &[&str]) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    let listed: Vec<_> = names.iter().take(LISTED_NAMES).map(|name| format!("`{name}`")).collect();
    match names.len() - listed.len() {
        0 => listed.join(", "),
        more => format!("{} and {more} more", listed.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidemark_core::error::ErrorKind;

    fn names<const N: usize>(names: [&str; N]) -> Vec<String> {
        names.map(str::to_owned).to_vec()
    }

    #[test]
    fn duplicates_are_named_once_each() {
        refuse_duplicates(&names(["a", "b"]), "a.csv").unwrap();
        let error = refuse_duplicates(&names(["x", "y", "x", "x", "y", "z"]), "a.csv").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidData);
        assert_eq!(error.context()[1], ("duplicates", "`x`, `y`".to_owned()));
    }

    #[test]
    fn columns_pair_by_name_in_any_order() {
        let order = pair(&names(["a", "b", "c"]), &names(["c", "a", "b"]), Pairing::Name, "b.csv");
        assert_eq!(order, Ok(vec![2, 0, 1]));
    }

    #[test]
    fn names_that_do_not_pair_are_listed() {
        let error = pair(&names(["a", "b"]), &names(["b", "c"]), Pairing::Name, "b.csv").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Incompatible);
        let context = [("source", "b.csv"), ("missing", "`a`"), ("extra", "`c`")];
        assert_eq!(error.context(), context.map(|(name, value)| (name, value.to_owned())));
        let error = pair(&names(["a"]), &names(["a", "c"]), Pairing::Name, "b.csv").unwrap_err();
        assert!(error.message().contains("missing: none; extra: `c`"), "{error}");
    }

    #[test]
    fn by_position_only_the_number_of_columns_matters() {
        assert_eq!(pair(&names(["a", "b"]), &names(["b", "z"]), Pairing::Position, "b.csv"), Ok(vec![0, 1]));
        let error = pair(&names(["a", "b"]), &names(["a"]), Pairing::Position, "b.csv").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Incompatible);
    }

    #[test]
    fn a_long_list_is_cut() {
        assert_eq!(list(&["a"; 12]), format!("{} and 2 more", ["`a`"; 10].join(", ")));
    }
}

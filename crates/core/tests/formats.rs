//! Golden bytes: what a version once wrote must be read for ever, and the same data must give the same bytes. The files
//! under `test/golden/profile` are appended to and never rewritten: with `TIDEMARK_WRITE_GOLDEN=1` those that are not
//! there yet are written.

#[path = "../src/support.rs"]
#[allow(dead_code, reason = "only the random numbers are needed here")]
mod support;

use std::fs;
use std::path::PathBuf;
use support::Rng;
use tidemark_core::column::{Column, Utf8Column, Validity};
use tidemark_core::error::ErrorKind;
use tidemark_core::profile::{DataSetProfile, ProfileOptions, Scratch};

/// Columns of every kind: an integer, a price, a wide double, text among numbers, a constant, one that is often missing,
/// many texts.
fn profile(rows: usize) -> DataSetProfile {
    let mut rng = Rng::new(42);
    let mut columns: [Vec<String>; 7] = Default::default();
    let mut validity = vec![0u8; rows.div_ceil(8)];
    for row in 0..rows {
        columns[0].push((rng.next() % 90).to_string());
        let cents = rng.next() % 1_000_000;
        columns[1].push(format!("{}.{:02}", cents / 100, cents % 100));
        columns[2].push(format!("{:e}", f64::from_bits(rng.next() % (0x7ff0 << 48))));
        columns[3].push(match rng.next() % 6 {
            0 => "nan".to_owned(),
            1 => "-Infinity".to_owned(),
            2 => "true".to_owned(),
            3 => "größer".to_owned(),
            4 => ".5".to_owned(),
            _ => "-12".to_owned(),
        });
        columns[4].push("9007199254740993".to_owned());
        columns[5].push("-0.25".to_owned());
        columns[6]
            .push(format!("name {}", "long ".repeat(rng.next() as usize % 16)) + &(rng.next() % 9000).to_string());
        if rng.next().is_multiple_of(4) {
            validity[row / 8] |= 1 << (row % 8);
        }
    }
    let texts = columns.each_ref().map(|values| values.concat());
    let offsets = columns.each_ref().map(|values| {
        let ends = values.iter().scan(0, |end, value| {
            *end += value.len() as u32;
            Some(*end)
        });
        [0].into_iter().chain(ends).collect::<Vec<u32>>()
    });
    let names = ["integer", "price", "wide", "mixed", "constant", "sparse", "name"];
    let views: Vec<_> = (0..7)
        .map(|index| {
            let validity = if index == 5 { Validity::from_bits(&validity) } else { Validity::ALL };
            let column = Utf8Column::new(&offsets[index], &texts[index], validity).unwrap();
            (names[index], index as u32, Column::Utf8(column))
        })
        .collect();
    let options = ProfileOptions { missing: vec!["n/a".to_owned()], ..ProfileOptions::default() };
    let mut profile = DataSetProfile::new(options).unwrap();
    profile.update(rows, views, &mut Scratch::default()).unwrap();
    profile
}

#[test]
fn every_golden_profile_is_read_and_made_again_byte_for_byte() {
    for rows in [0, 1, 10, 1_000, 100_000] {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../../test/golden/profile/v1-{rows}.tide"));
        let made = profile(rows);
        if std::env::var_os("TIDEMARK_WRITE_GOLDEN").is_some() && !path.exists() {
            fs::write(&path, made.to_bytes()).unwrap();
        }
        let golden = fs::read(&path).unwrap();
        assert!(DataSetProfile::from_bytes(&golden).unwrap() == made, "{rows} rows");
        assert!(golden == made.to_bytes(), "{rows} rows");
    }
}

#[test]
fn no_change_of_a_byte_goes_unnoticed_and_none_crashes() {
    let bytes = profile(10).to_bytes();
    for offset in 0..bytes.len() {
        assert!(DataSetProfile::from_bytes(&bytes[..offset]).is_err(), "cut at {offset}");
        for flip in [1, 0x80, 0xff] {
            let mut damaged = bytes.clone();
            damaged[offset] ^= flip;
            assert!(DataSetProfile::from_bytes(&damaged).is_err(), "byte {offset} flipped by {flip}");
        }
    }
}

#[test]
fn behind_a_right_checksum_a_wrong_content_is_refused_or_is_a_profile_of_its_own() {
    let bytes = profile(10).to_bytes();
    let end = bytes.len() - 4;
    for offset in 12..end {
        for flip in [1, 2, 0x40, 0x80, 0xff] {
            let mut changed = bytes.clone();
            changed[offset] ^= flip;
            let checksum = crc::Crc::<u32>::new(&crc::CRC_32_ISCSI).checksum(&changed[..end]);
            changed[end..].copy_from_slice(&checksum.to_le_bytes());
            match DataSetProfile::from_bytes(&changed) {
                // A name, a position or a value of the data may be another; nothing else may.
                Ok(profile) => {
                    assert!(profile.to_bytes() == changed);
                    profile.columns().iter().for_each(|column| drop(column.statistics()));
                }
                Err(error) => {
                    assert!(matches!(error.kind(), ErrorKind::InvalidData | ErrorKind::Unsupported), "{error}");
                }
            }
        }
    }
}

//! Instants as ISO 8601 writes them.

const DAY_MS: i64 = 86_400_000;

/// Milliseconds since 1970 of a date, or a date and a time, in UTC unless an offset is given; none for other texts.
pub fn parse_instant(text: &str) -> Option<i64> {
    let bytes = text.trim_ascii().as_bytes();
    let (date, rest) = bytes.split_at_checked(10)?;
    let [year @ .., b'-', m1, m2, b'-', d1, d2] = date else {
        return None;
    };
    let days = days_since_1970(number(year)?, number(&[*m1, *m2])?, number(&[*d1, *d2])?)?;
    match rest {
        [] => Some(days * DAY_MS),
        [b'T' | b't' | b' ', time @ ..] => Some(days * DAY_MS + time_ms(time)?),
        _ => None,
    }
}

/// `hh:mm`, `hh:mm:ss` or `hh:mm:ss.fff`, and an offset.
fn time_ms(text: &[u8]) -> Option<i64> {
    let end = text.iter().position(|byte| matches!(byte, b'Z' | b'z' | b'+' | b'-')).unwrap_or(text.len());
    let (time, offset) = text.split_at(end);
    let (clock, fraction) = match time.iter().position(|&byte| byte == b'.') {
        Some(dot) => (&time[..dot], &time[dot + 1..]),
        None => (time, &b"0"[..]),
    };
    let seconds = match clock {
        [h1, h2, b':', m1, m2] => clock_seconds(&[*h1, *h2], &[*m1, *m2], b"00")?,
        [h1, h2, b':', m1, m2, b':', s1, s2] => clock_seconds(&[*h1, *h2], &[*m1, *m2], &[*s1, *s2])?,
        _ => return None,
    };
    let milliseconds = fraction_ms(fraction)?;
    let shift = match offset {
        [] | [b'Z' | b'z'] => 0,
        [sign, h1, h2, b':', m1, m2] | [sign, h1, h2, m1, m2] => {
            let shift = clock_seconds(&[*h1, *h2], &[*m1, *m2], b"00")?;
            if *sign == b'-' { -shift } else { shift }
        }
        _ => return None,
    };
    Some((seconds - shift) * 1000 + milliseconds)
}

fn clock_seconds(hours: &[u8], minutes: &[u8], seconds: &[u8]) -> Option<i64> {
    let (hours, minutes, seconds) = (number(hours)?, number(minutes)?, number(seconds)?);
    // 60: a leap second, counted as the first of the next minute.
    (hours < 24 && minutes < 60 && seconds <= 60).then_some((hours * 60 + minutes) * 60 + seconds)
}

fn fraction_ms(digits: &[u8]) -> Option<i64> {
    number(digits)?;
    Some((0..3).fold(0, |ms, index| ms * 10 + digits.get(index).map_or(0, |digit| i64::from(digit - b'0'))))
}

fn number(digits: &[u8]) -> Option<i64> {
    let is_number = !digits.is_empty() && digits.len() <= 18 && digits.iter().all(u8::is_ascii_digit);
    is_number.then(|| digits.iter().fold(0, |value, digit| value * 10 + i64::from(digit - b'0')))
}

/// Days since 1970 in the Gregorian calendar: a year is counted from March, so that the leap day is its last.
fn days_since_1970(year: i64, month: i64, day: i64) -> Option<i64> {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i64::from(is_leap),
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    let years = if month <= 2 { year - 1 } else { year };
    let months = (month + 9) % 12;
    let leap_days = years.div_euclid(4) - years.div_euclid(100) + years.div_euclid(400);
    Some(years * 365 + leap_days + (153 * months + 2) / 5 + day - 1 - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_milliseconds_since_1970() {
        for (text, expected) in [
            ("1970-01-01", 0),
            ("1970-01-01T00:00:00Z", 0),
            ("2000-02-29T12:00:00Z", 951_825_600_000),
            ("2023-01-19T06:04:56Z", 1_674_108_296_000),
            ("2023-01-19T06:04:56.7891Z", 1_674_108_296_789),
            ("2023-01-19 07:04:56+01:00", 1_674_108_296_000),
            ("2023-01-19T06:04", 1_674_108_240_000),
            ("1969-12-31T23:59:59Z", -1000),
        ] {
            assert_eq!(parse_instant(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_instants() {
        for text in ["", "{%s}", "2023", "2023-02-29", "2023-13-01", "2023-01-19T25:00Z", "2023-01-19T06:04:56X", "é"]
        {
            assert_eq!(parse_instant(text), None, "{text}");
        }
    }
}

//! Numbers for people: three significant digits, thin spaces in thousands.

use crate::text::number as t;

/// A narrow space that does not break the line.
const THIN: char = '\u{202f}';

/// `1240` as `1 240`.
pub fn whole(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + 4);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(THIN);
        }
        text.push(digit);
    }
    text
}

/// `4610` as `4.6 k`, `17 000` as `17 k`.
pub fn compact(n: u64) -> String {
    match n {
        0..1_000 => n.to_string(),
        1_000..9_950 => format!("{:.1}{THIN}k", n as f64 / 1e3),
        9_950..999_500 => format!("{:.0}{THIN}k", n as f64 / 1e3),
        _ => format!("{:.1}{THIN}M", n as f64 / 1e6),
    }
}

/// `value` with three significant digits; `–` where there is none.
pub fn three_digits(value: f64) -> String {
    if value.is_nan() {
        return "–".into();
    }
    if value.is_infinite() {
        return if value > 0.0 { "∞".into() } else { "−∞".into() };
    }
    let size = value.abs();
    let text = match size {
        0.0 => "0.00".into(),
        _ if size < 1e-3 => {
            let text = format!("{size:.2e}");
            let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
            format!("{digits}e{}", exponent.replace('-', "−"))
        }
        _ if size < 0.9995e-2 => format!("{size:.5}"),
        _ if size < 0.9995e-1 => format!("{size:.4}"),
        _ if size < 0.9995 => format!("{size:.3}"),
        _ if size < 9.995 => format!("{size:.2}"),
        _ if size < 99.95 => format!("{size:.1}"),
        _ if size < 999.5 => format!("{size:.0}"),
        _ if size < 1e6 => {
            let unit = 10f64.powi(size.log10().floor() as i32 - 2);
            whole(((size / unit).round() * unit).round() as u64)
        }
        _ => format!("{size:.2e}"),
    };
    if value < 0.0 { format!("−{text}") } else { text }
}

/// `mean` with its error or spread, both to the error's second digit: `0.963 ± 0.012`.
pub fn with_error(mean: f64, error: Option<f64>) -> String {
    match error {
        None => three_digits(mean),
        Some(0.0) => format!("{} ± 0", tidy(mean)),
        Some(error) if (1e-6..1e6).contains(&error) && mean.is_finite() => {
            let decimals = (1.0 - error.log10().floor()).max(0.0) as usize;
            let sign = if mean < 0.0 { "−" } else { "" };
            format!("{sign}{:.decimals$} ± {error:.decimals$}", mean.abs())
        }
        Some(error) => format!("{} ± {}", three_digits(mean), three_digits(error)),
    }
}

/// Three significant digits without zeros at the end: `8` and `0.95`.
pub fn tidy(value: f64) -> String {
    let text = three_digits(value);
    match text.contains('.') && !text.contains('e') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

/// `value` to so many significant digits, as files keep it.
pub fn significant(value: f64, digits: usize) -> f64 {
    let decimals = digits.saturating_sub(1);
    format!("{value:.decimals$e}").parse().unwrap_or(value)
}

/// A time as one says it: `20 s`, `3 min`, `2 h`.
pub fn about(seconds: f64) -> String {
    match seconds {
        ..57.5 => t::seconds((seconds / 5.0).round().max(1.0) * 5.0),
        57.5..5_400.0 => t::minutes((seconds / 60.0).round().max(1.0)),
        _ => t::hours((seconds / 3600.0).round()),
    }
}

/// A share from 0 to 1 in per cent, without decimals.
pub fn percent(share: f64) -> String {
    if share.is_nan() { "–".into() } else { t::percent(format_args!("{:.0}", share * 100.0)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(whole(0), "0");
        assert_eq!(whole(999), "999");
        assert_eq!(whole(1240), "1\u{202f}240");
        assert_eq!(whole(12_345_678), "12\u{202f}345\u{202f}678");
    }

    #[test]
    fn sizes_are_short() {
        for (n, text) in
            [(912, "912"), (4_610, "4.6\u{202f}k"), (17_025, "17\u{202f}k"), (1_260_000, "1.3\u{202f}M")]
        {
            assert_eq!(compact(n), text);
        }
    }

    #[test]
    fn three_significant_digits_whatever_the_size() {
        for (value, text) in [
            (1.386_294, "1.39"),
            (0.691_4, "0.691"),
            (0.999_9, "1.00"),
            (12.345, "12.3"),
            (-4.2, "−4.20"),
            (123.4, "123"),
            (1_236.0, "1\u{202f}240"),
            (0.012_34, "0.0123"),
            (0.001_234, "0.00123"),
            (0.000_123_4, "1.23e−4"),
            (2.5e7, "2.50e7"),
            (f64::NAN, "–"),
            (f64::INFINITY, "∞"),
            (0.0, "0.00"),
        ] {
            assert_eq!(three_digits(value), text);
        }
        assert_eq!(percent(0.497), "50\u{202f}%");
    }

    #[test]
    fn what_is_kept_has_so_many_digits() {
        for (digits, kept) in [(2, 0.67), (3, 0.667), (5, 0.66667)] {
            assert_eq!(significant(2.0 / 3.0, digits), kept);
        }
        assert_eq!(significant(-1234.5, 2), -1200.0);
        assert!(significant(f64::NAN, 3).is_nan() && significant(f64::INFINITY, 3).is_infinite());
    }

    #[test]
    fn times_are_round() {
        for (seconds, text) in [(0.2, "5 s"), (22.0, "20 s"), (58.0, "1 min"), (179.0, "3 min"), (8e3, "2 h")]
        {
            assert_eq!(about(seconds), text);
        }
    }

    #[test]
    fn a_mean_is_as_exact_as_its_error() {
        for (mean, error, text) in [
            (0.963_4, Some(0.012_3), "0.963 ± 0.012"),
            (-0.012_34, Some(0.004_1), "−0.0123 ± 0.0041"),
            (-3.2, Some(0.84), "−3.20 ± 0.84"),
            (120.4, Some(35.2), "120 ± 35"),
            (8.0, Some(0.0), "8 ± 0"),
            (0.5, None, "0.500"),
            (2.0, Some(1e-9), "2.00 ± 1.00e−9"),
        ] {
            assert_eq!(with_error(mean, error), text);
        }
        assert_eq!([0.95, 8.0, 100.0, 0.0].map(tidy), ["0.95", "8", "100", "0"]);
    }
}

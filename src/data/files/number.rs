//! Numbers as people write them.

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell {
    /// A finite number.
    Number(f64),
    /// Nothing, or a word for it.
    Missing,
    /// Something else.
    Text,
}

/// The sign between a number's units and tenths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decimal {
    /// 1.5
    Point,
    /// 1,5
    Comma,
}

/// Words for nothing, in lower case.
const MISSING: [&str; 9] = ["", "na", "n/a", "nan", "null", "none", "-", "?", "#n/a"];

/// Reads a cell, with blanks and quotes around it or not.
pub fn read(cell: &str, decimal: Decimal) -> Cell {
    let bare = |cell: &str| digits(cell).map(Cell::Number);
    if let Some(number) = bare(cell) {
        return number;
    }
    let cell = cell.trim().trim_matches('"').trim();
    if let Some(number) = bare(cell) {
        return number;
    }
    let cell = cell.strip_prefix('\u{2212}').map_or(cell.into(), |rest| format!("-{rest}"));
    let infinite =
        || cell.trim_start_matches(['+', '-']).get(..3).is_some_and(|s| s.eq_ignore_ascii_case("inf"));
    if MISSING.iter().any(|word| cell.eq_ignore_ascii_case(word)) || infinite() {
        return Cell::Missing;
    }
    let point = if decimal == Decimal::Comma { ',' } else { '.' };
    if !cell.chars().all(|c| c.is_ascii_digit() || "+-eE".contains(c) || c == point) {
        return Cell::Text;
    }
    match cell.replace(',', ".").parse::<f64>() {
        Ok(number) if number.is_finite() => Cell::Number(number),
        Ok(_) => Cell::Missing,
        Err(_) => Cell::Text,
    }
}

/// The number of at most nine digits and nothing else: most cells are.
fn digits(cell: &str) -> Option<f64> {
    let bytes = cell.as_bytes();
    let fits = (1..=9).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_digit);
    fits.then(|| f64::from(bytes.iter().fold(0, |all, digit| all * 10 + u32::from(digit - b'0'))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_either_sign() {
        let point = |cell| read(cell, Decimal::Point);
        let comma = |cell| read(cell, Decimal::Comma);
        for (cell, number) in [
            ("12", 12.0),
            (" -1.5 ", -1.5),
            ("\"3\"", 3.0),
            ("+.5", 0.5),
            ("1e-3", 1e-3),
            ("\u{2212}2", -2.0),
        ] {
            assert_eq!(point(cell), Cell::Number(number), "{cell}");
        }
        assert_eq!(comma("120,5"), Cell::Number(120.5));
        assert_eq!(comma("5,58199E+12"), Cell::Number(5.58199e12));
        assert_eq!(
            (point("1,5"), comma("1.5"), comma("1,5,2"), point("x")),
            (Cell::Text, Cell::Text, Cell::Text, Cell::Text)
        );
    }

    #[test]
    fn words_for_nothing_and_infinities_are_missing() {
        for cell in ["", "  ", "NaN", "NA", "null", "?", "inf", "-Infinity", "1e999"] {
            assert_eq!(read(cell, Decimal::Point), Cell::Missing, "{cell}");
        }
    }
}

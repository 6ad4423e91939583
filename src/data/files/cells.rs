//! How a text is cut into cells: the sign between them, and that between units and tenths.

use std::borrow::Cow;

use super::number::{Cell, Decimal, read};
use super::tally::tally;
use super::text::lines;

/// Lines that decide how a text is cut.
const SAMPLE: usize = 200;

/// How a text is cut into cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// What stands between two cells, an ASCII character; a blank stands for any number of blanks.
    pub delimiter: char,
    /// What stands between units and tenths.
    pub decimal: Decimal,
    /// Cells in most of the lines.
    pub columns: usize,
}

impl Cut {
    /// The cut of `text`: that which gives equally many cells in most lines, and of those the one with
    /// the most numbers. `None` where no line has two cells, or no numbers.
    pub fn of(text: &str) -> Option<Self> {
        let asked =
            lines(text).next().and_then(|line| line.strip_prefix("sep=")).and_then(|s| s.chars().next());
        let sample: Vec<&str> = lines(text).filter(|line| is_row(line)).take(SAMPLE).collect();
        let signs =
            ['\t', ';', '|', ',', ' '].into_iter().filter(|sign| asked.is_none_or(|asked| asked == *sign));
        let cuts = signs.flat_map(|sign| [(sign, Decimal::Point), (sign, Decimal::Comma)]);
        let cuts = cuts.filter(|cut| *cut != (',', Decimal::Comma));
        let judged =
            cuts.filter_map(|(delimiter, decimal)| Self { delimiter, decimal, columns: 0 }.judged(&sample));
        // The first of the best.
        let best = judged.reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.map(|(cut, _)| cut)
    }

    /// This cut with its columns, and how many lines have as many and two numbers, and which share of
    /// their cells are numbers, in thousandths.
    fn judged(self, sample: &[&str]) -> Option<(Self, (usize, usize))> {
        // The commonest count, the larger one of two as common.
        let counts = tally(sample.iter().map(|line| self.cells(line).count()));
        let (columns, _) = counts.into_iter().max_by_key(|(columns, lines)| (*lines, *columns))?;
        let number = |cell: Cow<'_, str>| matches!(read(&cell, self.decimal), Cell::Number(_));
        let numbers = |line: &&str| self.cells(line).filter(|cell| number(cell.clone())).count();
        let rows = sample.iter().filter(|line| self.cells(line).count() == columns);
        let found: Vec<usize> = rows.map(numbers).filter(|numbers| *numbers >= 2).collect();
        let share = 1000 * found.iter().sum::<usize>() / (columns * found.len()).max(1);
        (columns >= 2 && !found.is_empty()).then_some((Self { columns, ..self }, (found.len(), share)))
    }

    /// The cells of `line`.
    pub fn cells<'a>(&self, line: &'a str) -> Cells<'a> {
        Cells {
            rest: Some(if self.delimiter == ' ' { line.trim() } else { line }),
            delimiter: self.delimiter,
        }
    }
}

/// Whether `line` can be a row: neither blank nor a comment, nor the line that names the delimiter.
pub fn is_row(line: &str) -> bool {
    !line.trim().is_empty() && !line.starts_with('#') && !line.starts_with("sep=")
}

/// The cells of a line. A quoted cell may hold the delimiter, and its quotes are taken off.
#[derive(Clone, Debug)]
pub struct Cells<'a> {
    rest: Option<&'a str>,
    delimiter: char,
}

impl<'a> Iterator for Cells<'a> {
    type Item = Cow<'a, str>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest?;
        if let Some(quoted) = rest.strip_prefix('"').and_then(|inside| self.quoted(inside)) {
            return Some(quoted);
        }
        // Cells are short: a plain walk is the fastest search.
        let Some(end) = rest.bytes().position(|b| char::from(b) == self.delimiter) else {
            self.rest = None;
            return Some(Cow::Borrowed(rest));
        };
        let after = &rest[end + 1..];
        self.rest = Some(if self.delimiter == ' ' { after.trim_start() } else { after });
        Some(Cow::Borrowed(&rest[..end]))
    }
}

impl<'a> Cells<'a> {
    /// The cell that begins behind a quote, where it also ends with one; two quotes within are one.
    fn quoted(&mut self, inside: &'a str) -> Option<Cow<'a, str>> {
        let mut from = 0;
        loop {
            let end = from + inside.get(from..)?.find('"')?;
            let after = &inside[end + 1..];
            if after.starts_with('"') {
                from = end + 2;
                continue;
            }
            self.rest = match after.strip_prefix(self.delimiter) {
                Some(rest) => Some(rest),
                None if after.trim().is_empty() => None,
                None => return None,
            };
            return Some(inside[..end].replace("\"\"", "\"").into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Option<(char, Decimal, usize)> {
        Cut::of(text).map(|cut| (cut.delimiter, cut.decimal, cut.columns))
    }

    #[test]
    fn delimiter_and_decimal_sign_are_found() {
        use Decimal::{Comma, Point};
        assert_eq!(cut("x,y\n1.5,2\n3,4.5\n"), Some((',', Point, 2)));
        assert_eq!(cut("120,5\t50,3\n121\t49,9\n"), Some(('\t', Comma, 2)));
        assert_eq!(cut("a;b\n1,5;5,58199E+12\n2,5;3\n"), Some((';', Comma, 2)));
        assert_eq!(cut("1,5;2,3\n1,6;2,4\n"), Some((';', Comma, 2)));
        assert_eq!(cut("sep=;\n1;2\n"), Some((';', Point, 2)));
        assert_eq!(cut("  1.0   2.0 \n3.0 4.0\n"), Some((' ', Point, 2)));
        assert_eq!(cut("1, 2\n3, 4\n"), Some((',', Point, 2)));
        assert_eq!(cut("2020-01-01 12:00;1,5;2,5\n2020-01-02 12:00;1,5;2\n"), Some((';', Comma, 3)));
        assert_eq!(cut("one\ntwo\n"), None);
        assert_eq!(cut(""), None);
    }

    #[test]
    fn quotes_hold_the_delimiter() {
        let cells = |line| -> Vec<String> {
            let cut = Cut { delimiter: ',', decimal: Decimal::Point, columns: 3 };
            cut.cells(line).map(Cow::into_owned).collect()
        };
        assert_eq!(cells("\"a, b\",2,\"3\""), ["a, b", "2", "3"]);
        assert_eq!(cells("\"say \"\"x\"\"\",2"), ["say \"x\"", "2"]);
        assert_eq!(cells("\"open,2"), ["\"open", "2"]);
        assert_eq!(cells("1,,3"), ["1", "", "3"]);
    }
}

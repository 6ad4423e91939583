//! Images as a table: a row an image, a column a pixel, and perhaps the label, as a number or one-hot,
//! before or behind them.

use std::ops::Range;

use super::array::{hot, side_of};
use super::cells::{Cut, is_row};
use super::elements::{Element, Elements};
use super::even;
use super::fault::{Fault, Place};
use super::labels::Labels;
use super::limits::{MAX_CLASSES, MAX_IMAGES};
use super::number::{Cell, read};
use super::range::{self, Seen};
use super::skipped::SkippedRows;
use super::stack::Stack;
use super::text::lines;
use crate::text::{Text, data, fault as t, skipped as out};

/// Columns of one-hot labels.
const ONE_HOT: usize = 10;

const EXPECTED: Text = t::PIXEL_TABLE;

/// Images that stood in a table.
#[derive(Debug)]
pub struct Pixels {
    /// Their bytes.
    pub stack: Stack<'static>,
    /// Their classes.
    pub labels: Option<Labels>,
    /// The numbers that the bytes were made of.
    pub seen: Seen,
}

/// Reads a text of pixels.
///
/// # Errors
/// When its columns are none of square images, or no row is whole.
pub fn parse(text: &str, notes: &mut Vec<String>) -> Result<Pixels, Fault> {
    let Some(cut) = Cut::of(text) else {
        return Err(Fault::whole(t::NO_TABLE.get(), EXPECTED.get()));
    };
    let sides =
        [0, 1, ONE_HOT].map(|extra| side_of(cut.columns.wrapping_sub(extra)).map(|side| (side, extra)));
    let Some((side, extra)) = sides.into_iter().flatten().next() else {
        return Err(Fault::whole(t::column_count(cut.columns), EXPECTED.get()));
    };
    let mut table = Table { text, cut, skipped: SkippedRows::default() };
    let (scan, pixels) = table.scanned(extra)?;
    notes.extend(table.skipped.notes());
    notes.extend(even::note(scan.rows, MAX_IMAGES, data::some_images));
    let (bytes, classes) = table.filled(&scan, pixels);
    let labels = if extra == 0 { None } else { Some(Labels::of_numbers(classes.into_iter())?) };
    let elements = Elements { element: Element::U8, big_endian: false, bytes: bytes.into(), start: 0 };
    let (count, strides) = (scan.rows.min(MAX_IMAGES), [side * side, side, 1, 0]);
    let stack = Stack { elements, count, height: side, width: side, channels: 1, strides };
    Ok(Pixels { stack, labels, seen: scan.middle })
}

struct Table<'a> {
    text: &'a str,
    cut: Cut,
    skipped: SkippedRows,
}

/// What all whole rows have in common.
struct Scan {
    rows: usize,
    /// Of the first and the last columns, as many as labels may have, and of those between them.
    head: Seen,
    middle: Seen,
    tail: Seen,
    /// Classes that the first or the last column, or so many columns, would be, as a set of bits; `None`
    /// where they cannot be classes.
    head_classes: Option<u64>,
    tail_classes: Option<u64>,
}

/// A cell that is no number.
#[derive(Clone, Copy)]
enum Odd {
    Missing,
    Text,
}

impl Odd {
    fn words(self) -> &'static str {
        match self {
            Self::Missing => out::MISSING.get(),
            Self::Text => out::TEXT.get(),
        }
    }
}

impl Table<'_> {
    /// Calls `take` with the numbers of every whole row; the others are left out.
    fn each(&mut self, mut take: impl FnMut(&[f64])) {
        self.skipped = SkippedRows::default();
        let mut numbers = Vec::with_capacity(self.cut.columns);
        let mut first = true;
        for (row, line) in (1..).zip(lines(self.text)).filter(|(_, line)| is_row(line)) {
            numbers.clear();
            let (mut odd, mut count) = (None, 0);
            for cell in self.cut.cells(line) {
                count += 1;
                match read(&cell, self.cut.decimal) {
                    Cell::Number(number) if count <= self.cut.columns => numbers.push(number),
                    Cell::Number(_) => {}
                    Cell::Missing => odd = odd.or(Some((Odd::Missing, count))),
                    Cell::Text => odd = odd.or(Some((Odd::Text, count))),
                }
            }
            match odd {
                // What stands above the first numbers is a header.
                Some((Odd::Text, _)) if first => {}
                Some((odd, column)) => {
                    self.skipped.push(odd.words(), Place::Cell { row, column: column as u64 });
                }
                None if count != self.cut.columns => {
                    self.skipped.push(out::OTHER_COLUMNS.get(), Place::Row(row));
                }
                None => {
                    first = false;
                    take(&numbers);
                }
            }
        }
    }

    /// Looks at all rows: how many are whole, and which columns are pixels.
    fn scanned(&mut self, extra: usize) -> Result<(Scan, Range<usize>), Fault> {
        let (seen, columns) = (Seen::default(), self.cut.columns);
        let mut scan = Scan {
            rows: 0,
            head: seen,
            middle: seen,
            tail: seen,
            head_classes: Some(0),
            tail_classes: Some(0),
        };
        self.each(|numbers| {
            scan.rows += 1;
            let (head, rest) = numbers.split_at(extra);
            let (middle, tail) = rest.split_at(columns - 2 * extra);
            head.iter().for_each(|number| scan.head.number(*number));
            middle.iter().for_each(|number| scan.middle.number(*number));
            tail.iter().for_each(|number| scan.tail.number(*number));
            scan.head_classes = joined(scan.head_classes, head);
            scan.tail_classes = joined(scan.tail_classes, tail);
        });
        if scan.rows == 0 {
            let (place, why) = self.skipped.first().unwrap_or((Place::Whole, t::NO_ROW.get()));
            return Err(Fault::at(place, why, t::NUMBER_ROWS.get()));
        }
        let behind = extra > 0 && self.labels_are_behind(&scan, extra)?;
        let pixels = if behind { 0..columns - extra } else { extra..columns };
        scan.middle.join(if behind { &scan.head } else { &scan.tail });
        Ok((scan, pixels))
    }

    /// Whether labels stand behind the pixels: by the header's words, else because there they vary as
    /// classes do, and pixels in a corner seldom.
    fn labels_are_behind(&self, scan: &Scan, extra: usize) -> Result<bool, Fault> {
        let header = lines(self.text).find(|line| is_row(line)).unwrap_or_default();
        let names: Vec<String> =
            self.cut.cells(header).map(|cell| cell.trim().to_ascii_lowercase()).collect();
        let is_label = |name: Option<&String>| {
            name.is_some_and(|name| {
                ["label", "class", "target", "digit", "letter", "y"].iter().any(|word| name.starts_with(word))
            })
        };
        let classes = |set: Option<u64>| set.map_or(0, u64::count_ones);
        Ok(match (scan.head_classes, scan.tail_classes) {
            (None, None) => {
                let what = if extra == 1 { t::NO_CLASSES.get() } else { t::NO_TEN_COLUMNS.get() };
                return Err(Fault::whole(what, t::CLASSES_OR_ONE_HOT.get()));
            }
            (Some(_), None) => false,
            (None, Some(_)) => true,
            _ if is_label(names.first()) => false,
            _ if is_label(names.last()) => true,
            (head, tail) => extra == ONE_HOT || classes(tail) > 1 && classes(head) <= 1,
        })
    }

    /// The pixels of the rows that are kept, as bytes, and their classes.
    fn filled(&mut self, scan: &Scan, pixels: Range<usize>) -> (Vec<u8>, Vec<f64>) {
        let range = range::Range::of(&scan.middle, Element::F32);
        let (mut bytes, mut classes, mut row) = (Vec::new(), Vec::new(), 0);
        self.each(|numbers| {
            row += 1;
            if even::kept(row - 1, scan.rows, MAX_IMAGES) {
                let others = [&numbers[..pixels.start], &numbers[pixels.end..]].concat();
                classes.extend(class(&others));
                bytes.extend(numbers[pixels.clone()].iter().map(|number| range.byte(*number)));
            }
        });
        (bytes, classes)
    }
}

/// The class that `cells` name.
fn class(cells: &[f64]) -> Option<f64> {
    match cells {
        [] => None,
        [number] => Some(*number).filter(|n| n.fract() == 0.0 && (0.0..MAX_CLASSES as f64).contains(n)),
        _ => hot(cells).map(|place| place as f64),
    }
}

/// `classes` and that of `cells`; `None` once one is none.
fn joined(classes: Option<u64>, cells: &[f64]) -> Option<u64> {
    Some(classes? | 1 << class(cells)? as u64)
}

#[cfg(test)]
#[path = "pixels_tests.rs"]
mod tests;

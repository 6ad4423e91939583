//! Points as a table, as spreadsheets save and copy it: two columns of numbers among others.

use super::cells::{Cut, is_row};
use super::even;
use super::fault::{Fault, Place, shown};
use super::limits::MAX_POINTS;
use super::number::{Cell, read};
use super::points::{MAX_NAMED, PointSet};
use super::skipped::SkippedRows;
use super::text::lines;
use crate::text::{Text, data, fault as t, join, skipped as out};

/// Rows that decide which columns are numbers.
const SAMPLE: usize = 1000;

const EXPECTED: Text = t::TWO_COLUMNS;

/// Reads a text of points: the columns `chosen` by name or number (from 1), or the first two whose
/// numbers vary and are not those of the rows.
///
/// # Errors
/// When there are no such columns or too few rows.
pub fn parse(text: &str, chosen: Option<&[String; 2]>) -> Result<PointSet, Fault> {
    let Some(cut) = Cut::of(text) else {
        return Err(Fault::whole(t::NO_TABLE.get(), EXPECTED.get()));
    };
    let table = Table { text, cut };
    let names = table.names();
    let columns = match chosen {
        Some(chosen) => [named(&chosen[0], &names)?, named(&chosen[1], &names)?],
        None => table.chosen()?,
    };
    let mut skipped = SkippedRows::default();
    let mut count = 0;
    table.each(columns, &mut skipped, |_| count += 1);
    if let (0, Some((place, why))) = (count, skipped.first()) {
        return Err(Fault::at(place, why, t::NUMBER.get()));
    }
    let (mut points, mut row) = (Vec::with_capacity(count.min(MAX_POINTS)), 0);
    table.each(columns, &mut SkippedRows::default(), |point| {
        if even::kept(row, count, MAX_POINTS) {
            points.push(point);
        }
        row += 1;
    });
    let called = columns.map(|column| names[column].clone());
    let mut set = PointSet::scaled(&points, called)?;
    set.columns = names.iter().take(MAX_NAMED).cloned().collect();
    set.notes.extend(skipped.notes());
    set.notes.extend(even::note(count, MAX_POINTS, data::some_points));
    if chosen.is_none() && names.len() > 2 {
        set.notes.push(data::columns_used(names.len(), &set.axes.names[0], &set.axes.names[1]));
    }
    Ok(set)
}

/// The column that `asked` names, by its header or its number.
fn named(asked: &str, names: &[String]) -> Result<usize, Fault> {
    let asked = asked.trim();
    let by_name = names.iter().position(|name| name == asked);
    let by_case = || names.iter().position(|name| name.eq_ignore_ascii_case(asked));
    let by_number = || asked.parse::<usize>().ok().filter(|n| (1..=names.len()).contains(n)).map(|n| n - 1);
    by_name.or_else(by_case).or_else(by_number).ok_or_else(|| {
        let known = names.iter().take(8).map(|name| shown(name)).reduce(join::comma);
        Fault::whole(t::no_column(shown(asked)), t::one_of(known.unwrap_or_default()))
    })
}

struct Table<'a> {
    text: &'a str,
    cut: Cut,
}

impl Table<'_> {
    /// The lines that have as many cells as most, with their numbers from 1.
    fn rows(&self) -> impl Iterator<Item = (u64, &str)> {
        let whole = |line: &str| self.cut.cells(line).count() == self.cut.columns;
        (1..).zip(lines(self.text)).filter(move |(_, line)| is_row(line) && whole(line))
    }

    fn cells(&self, line: &str) -> Vec<Cell> {
        self.cut.cells(line).map(|cell| read(&cell, self.cut.decimal)).collect()
    }

    /// The row of the header: the first, where text stands above numbers.
    fn header(&self) -> Option<(u64, &str)> {
        let mut rows = self.rows();
        let (row, first) = rows.next()?;
        let below: Vec<Vec<Cell>> = rows.take(20).map(|(_, line)| self.cells(line)).collect();
        let is_number = |column: usize| {
            let numbers = below.iter().filter(|cells| matches!(cells.get(column), Some(Cell::Number(_))));
            2 * numbers.count() > below.len()
        };
        let cells = self.cells(first);
        let text_above =
            cells.iter().enumerate().any(|(column, cell)| *cell == Cell::Text && is_number(column));
        text_above.then_some((row, first))
    }

    /// What the columns are called.
    fn names(&self) -> Vec<String> {
        let header: Vec<String> = self
            .header()
            .map(|(_, line)| self.cut.cells(line).map(|cell| shown(cell.trim())).collect())
            .unwrap_or_default();
        let name = |column: usize| header.get(column).filter(|name| !name.is_empty()).cloned();
        (0..self.cut.columns).map(|column| name(column).unwrap_or_else(|| data::column(column + 1))).collect()
    }

    /// The first two columns of numbers that vary, if possible without those that only count the rows.
    fn chosen(&self) -> Result<[usize; 2], Fault> {
        let header = self.header().map(|(row, _)| row);
        let rows = self.rows().filter(|(row, _)| Some(*row) != header).take(SAMPLE);
        let cells: Vec<Vec<Cell>> = rows.map(|(_, line)| self.cells(line)).collect();
        let numbers = |column: usize| -> Vec<f64> {
            let number = |cells: &Vec<Cell>| match cells.get(column) {
                Some(Cell::Number(number)) => Some(*number),
                _ => None,
            };
            cells.iter().filter_map(number).collect()
        };
        let varies = |column: &usize| {
            let numbers = numbers(*column);
            2 * numbers.len() > cells.len() && numbers.iter().any(|v| *v != numbers[0])
        };
        let counts = |column: &usize| {
            let numbers = numbers(*column);
            numbers.len() > 2 && numbers.windows(2).all(|pair| pair[1] - pair[0] == 1.0)
        };
        let fit: Vec<usize> = (0..self.cut.columns).filter(varies).collect();
        let better: Vec<usize> = fit.iter().copied().filter(|column| !counts(column)).collect();
        match (&better[..], &fit[..]) {
            ([x, y, ..], _) | (_, [x, y, ..]) => Ok([*x, *y]),
            (_, found) => {
                let found = t::varying_columns(found.len(), self.cut.columns);
                Err(Fault::whole(found, EXPECTED.get()))
            }
        }
    }

    /// Calls `take` with every point; rows without one are counted in `skipped`.
    fn each(&self, columns: [usize; 2], skipped: &mut SkippedRows, mut take: impl FnMut([f64; 2])) {
        let header = self.header().map(|(row, _)| row);
        for (row, line) in
            (1..).zip(lines(self.text)).filter(|(row, line)| is_row(line) && Some(*row) != header)
        {
            let mut point = [None; 2];
            let mut count = 0;
            for (column, cell) in self.cut.cells(line).enumerate() {
                count += 1;
                for (at, _) in columns.iter().enumerate().filter(|(_, chosen)| **chosen == column) {
                    point[at] = Some(read(&cell, self.cut.decimal));
                }
            }
            let cell = |axis: usize| Place::Cell { row, column: columns[axis] as u64 + 1 };
            match point {
                _ if count != self.cut.columns => skipped.push(out::OTHER_COLUMNS.get(), Place::Row(row)),
                [Some(Cell::Number(x)), Some(Cell::Number(y))] => take([x, y]),
                [Some(Cell::Missing), _] => skipped.push(out::MISSING.get(), cell(0)),
                [_, Some(Cell::Missing)] => skipped.push(out::MISSING.get(), cell(1)),
                [Some(Cell::Text), _] => skipped.push(out::TEXT.get(), cell(0)),
                _ => skipped.push(out::TEXT.get(), cell(1)),
            }
        }
    }
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;

//! The measurements as a table: a row a step, a group of columns a run.

use super::{History, SERIES};
use crate::export::csv::{line, number};

/// Comma-separated values; every number reads back to the same bits, and what was not measured is an
/// empty cell.
pub fn table(runs: &[(char, &History)]) -> String {
    let rows = runs.iter().map(|(_, h)| h.len()).max().unwrap_or(0);
    let names = runs.iter().flat_map(|(letter, _)| {
        SERIES.iter().map(move |(_, name)| format!("{name}_{}", letter.to_ascii_lowercase()))
    });
    let mut text = line(["step".to_owned()].into_iter().chain(names));
    for row in 0..rows {
        let values = runs.iter().flat_map(|(_, history)| {
            SERIES.iter().map(move |(series, _)| history.curve(*series).raw().get(row).copied())
        });
        let cells = values.map(|value| number(value.unwrap_or(f32::NAN)));
        text += &line([(row + 1).to_string()].into_iter().chain(cells));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::StepRecord;

    #[test]
    fn every_bit_comes_back() {
        let mut a = History::default();
        for i in 1..4u8 {
            let odd = f32::from(i) / 3.0;
            a.push(&StepRecord {
                loss_d: odd,
                loss_g: odd * 1e-9,
                grad_g: f32::NAN,
                ..StepRecord::default()
            });
        }
        let text = table(&[('A', &a), ('B', &History::default())]);
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines.len(), 4);
        assert!(
            lines[0].starts_with("step,loss_d_a,loss_g_a,acc_real_a,acc_fake_a,grad_d_a,grad_g_a,loss_d_b")
        );
        let cells: Vec<_> = lines[1].split(',').collect();
        assert_eq!(cells.len(), 13);
        assert_eq!(cells[1].parse::<f32>().map(f32::to_bits), Ok((1.0f32 / 3.0).to_bits()));
        assert_eq!(cells[2].parse::<f32>().map(f32::to_bits), Ok((1.0f32 / 3.0 * 1e-9).to_bits()));
        assert_eq!((cells[6], cells[7]), ("", ""));
    }
}

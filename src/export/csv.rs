//! Comma-separated values: `metrics.csv`, one row a step, and what other tables are written with.

use crate::record::StepRecord;

/// One line of cells.
pub fn line<C: AsRef<str>>(cells: impl IntoIterator<Item = C>) -> String {
    let mut line = String::new();
    for (i, cell) in cells.into_iter().enumerate() {
        line += if i == 0 { "" } else { "," };
        line += cell.as_ref();
    }
    line + "\n"
}

/// A number that reads back to the same bits; what was not measured is an empty cell.
pub fn number(value: f32) -> String {
    if value.is_nan() { String::new() } else { value.to_string() }
}

/// The names of the columns, those of `metrics` last.
pub fn header(metrics: &[&str]) -> String {
    let own = ["step", "wall_secs", "loss_d", "loss_g", "acc_real", "acc_fake", "grad_d", "grad_g"];
    line([&own, metrics].concat())
}

/// The row of one step.
pub fn row(step: u32, wall_secs: f64, record: &StepRecord, metrics: &[Option<f32>]) -> String {
    let StepRecord { loss_d, loss_g, acc_real, acc_fake, grad_d, grad_g } = *record;
    let own = [loss_d, loss_g, acc_real, acc_fake, grad_d, grad_g];
    let metrics = metrics.iter().map(|value| value.unwrap_or(f32::NAN));
    let numbers = own.into_iter().chain(metrics).map(number);
    line([step.to_string(), format!("{wall_secs:.4}")].into_iter().chain(numbers))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_a_cell_for_every_column_and_reads_back_to_the_same_bits() {
        let record =
            StepRecord { loss_d: 1.386_294_4, loss_g: 1e-12, grad_d: f32::NAN, ..Default::default() };
        let row = row(7, 0.25, &record, &[Some(0.5), None]);
        assert_eq!(row, "7,0.2500,1.3862944,0.000000000001,0,0,,0,0.5,\n");
        assert_eq!(row.split(',').count(), header(&["energy", "hq"]).split(',').count());
        let loss_d = row.split(',').nth(2).map(str::parse::<f32>);
        assert_eq!(loss_d, Some(Ok(record.loss_d)));
    }
}

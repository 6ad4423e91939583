//! The lines of a chart and their bands.

use crate::app::charts::margins::LEFT;
use crate::app::charts::pen::Pen;
use crate::app::charts::trace::Trace;

/// How strongly a band covers what is below.
const BAND: f64 = 0.12;

impl Pen<'_> {
    fn place(&self, trace: &Trace, column: usize) -> f64 {
        trace.places.get(column).and_then(|place| self.x.at(*place)).unwrap_or(LEFT)
    }

    /// Where most steps lie: one filled area for each stretch without a gap.
    pub fn band(&self, trace: &Trace) {
        let context = self.context();
        context.set_global_alpha(BAND);
        context.set_fill_style_str(self.palette.run(trace.run));
        context.begin_path();
        let mut at = 0;
        for stretch in trace.band.split(Option::is_none) {
            let ends = |i: usize| {
                let (low, high) = stretch.get(i).copied().flatten()?;
                Some((self.place(trace, at + i), self.height(low.into())?, self.height(high.into())?))
            };
            let line = |x: f64, y: f64, first: bool| {
                if first { context.move_to(x, y) } else { context.line_to(x, y) }
            };
            for (i, (x, _, high)) in (0..stretch.len()).filter_map(ends).enumerate() {
                line(x, high, i == 0);
            }
            for (x, low, _) in (0..stretch.len()).rev().filter_map(ends) {
                line(x, low, false);
            }
            at += stretch.len() + 1;
        }
        context.fill();
        context.set_global_alpha(1.0);
    }

    /// The course of a trace.
    pub fn line(&self, trace: &Trace) {
        let context = self.context();
        self.stroke(self.palette.run(trace.run), 2.0, if trace.dashed { &[6.0, 4.0] } else { &[] });
        context.set_line_join("round");
        context.begin_path();
        let mut down = false;
        for (i, column) in trace.line.iter().enumerate() {
            let y = column.and_then(|(low, high)| self.height(f64::from(low + high) / 2.0));
            match y {
                Some(y) if down => context.line_to(self.place(trace, i), y),
                Some(y) => context.move_to(self.place(trace, i), y),
                None => {}
            }
            down = y.is_some();
        }
        context.stroke();
        if trace.dots {
            self.dots(trace);
        }
    }

    fn dots(&self, trace: &Trace) {
        let context = self.context();
        context.set_fill_style_str(self.palette.run(trace.run));
        // A hundred dots on a narrow chart are a thick line.
        let radius = if trace.line.len() > 60 { 1.5 } else { 2.5 };
        for (i, column) in trace.line.iter().enumerate() {
            if let Some(y) = column.and_then(|(value, _)| self.height(value.into())) {
                context.begin_path();
                let _ = context.arc(self.place(trace, i), y, radius, 0.0, std::f64::consts::TAU);
                context.fill();
            }
        }
    }
}

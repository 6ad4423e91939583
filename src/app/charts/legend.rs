//! What the strokes of a chart mean; every entry switches what it names.

use std::rc::Rc;

use leptos::prelude::*;

use crate::app::charts::metric_menu::direction;
use crate::app::charts::plot::{Lines, Plot, ValueAxis};
use crate::app::charts::switches::{Switches, switch};
use crate::app::charts::view::ChartView;
use crate::app::state::page::Page;
use crate::chart::MetricCurve;
use crate::number::three_digits;
use crate::play::look::{Off, Part};
use crate::text::joined::list;
use crate::text::{Text, charts as t};

/// The number of the switch for the logarithmic axis, after those of the parts.
const LOG: usize = 4;

/// The legend of one chart.
#[component]
pub fn Legend(page: Page, plot: &'static Plot, view: ChartView, off: RwSignal<Off>) -> impl IntoView {
    let markup = Memo::new(move |_| markup(page, plot));
    let on = move |i| if i == LOG { view.log.get() } else { off.get().shows(i) };
    let press = move |i| {
        if i == LOG {
            view.log.update(|log| *log = !*log);
        } else {
            off.update(|off| off.toggle(i));
        }
        page.touch_curves();
    };
    view! { <Switches class="legend-switches" label=t::LINES.get() markup on=Rc::new(on) press=Rc::new(press)/> }
}

fn markup(page: Page, plot: &Plot) -> String {
    let entry = |part: Part, mark: &str, name: &str, label: &str| {
        switch(
            part as usize,
            "line-switch",
            mark,
            name,
            label,
            &format!("{}-{part:?}", plot.id).to_lowercase(),
        )
    };
    let line = |part, mark, name: Text| entry(part, mark, name.get(), &t::of_every_run(name));
    let mut text = match &plot.lines {
        Lines::Pair { solid, dashed } => {
            line(Part::Solid, "stroke", solid.1) + &line(Part::Dashed, "stroke dashed", dashed.1)
        }
        Lines::Metric => {
            let real = |floor: String| {
                entry(Part::Dotted, "stroke dotted", &t::real_floor(&floor), &t::real_floor_label(&floor))
            };
            let real = floor(page).map(three_digits).map(real);
            format!("<span>{} </span>", direction(page)) + &real.unwrap_or_default()
        }
    };
    if page.comparison.with(|c| !plot.areas(c).is_empty()) {
        text += &entry(Part::Normal, "patch", t::NORMAL.get(), t::NORMAL_LABEL.get());
    }
    if plot.axis == ValueAxis::Loss {
        let rests = page.comparison.with(|c| plot.rests(c));
        let told = list(rests.iter().map(|line| format!("{} {}", line.name, three_digits(line.value))));
        text += &entry(Part::Dotted, "stroke dotted", t::REST.get(), &t::rest_label(told));
        text += &switch(LOG, "line-switch scale", "", t::LOG.get(), t::LOG_LABEL.get(), "log");
    }
    text
}

/// What real samples score.
fn floor(page: Page) -> Option<f64> {
    let of = |score: &MetricCurve| score.floor.map(f64::from);
    let found =
        |id: &String| page.look(|play| play.runs.iter().find_map(|lane| lane.scores.get(id).and_then(of)));
    page.metric.with(found).flatten()
}

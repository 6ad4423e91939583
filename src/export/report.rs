//! A comparison on one page to print: what it is, what came of it, and where it can be opened.

use super::charts::Chart;
use super::drawing::escaped;
use super::taken::{Taken, TakenRun};
use crate::metrics::names;
use crate::number::{three_digits, whole};
use crate::text::report as t;

const STYLE: &str = include_str!("report.css");

/// The page, as HTML that needs nothing else; `samples` is a PNG.
pub fn report(taken: &Taken, charts: &[Chart], samples: &[u8]) -> String {
    let runs: String = taken.runs.iter().map(run).collect();
    let drawings: String =
        charts.iter().map(|chart| format!("<figure>{}</figure>", chart.drawing.svg())).collect();
    let address = escaped(&taken.address);
    let charts = match drawings.as_str() {
        "" => String::new(),
        _ => format!("<h2>{}</h2><div class=\"charts\">{drawings}</div>", t::CHARTS),
    };
    let letters = taken.runs.iter().map(|run| run.letter.to_string()).reduce(t::and_run).unwrap_or_default();
    let link = format!("<a href=\"{address}\">{}</a>", escaped(&without_points(&taken.address)));
    let built = t::built(env!("CARGO_PKG_VERSION"), escaped(&taken.build), escaped(&taken.date), link);
    let heads = [t::RUN, t::WHAT, t::STEPS, t::DOCTOR].map(|head| format!("<th>{head}</th>")).concat();
    format!(
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{}</title><style>{STYLE}</style></head><body>\
         <h1>{}</h1>\
         <p class=\"small\">{built}</p>\
         <p>{}</p>\
         <table><thead><tr>{heads}</tr></thead>\
         <tbody>{runs}</tbody></table>\
         <h2>{}</h2><img alt=\"{}\" src=\"data:image/png;base64,{}\">\
         {}{charts}</body></html>\n",
        t::LANG,
        t::title(letters),
        t::HEADING,
        t::data(escaped(&taken.data)),
        t::SAMPLES,
        t::SAMPLES_ALT,
        base64(samples),
        metrics(taken),
    )
}

/// `address` without the points of a drawing, which nobody types.
fn without_points(address: &str) -> String {
    let Some((before, points)) = address.split_once("&draw=") else { return address.into() };
    let after = points.find('&').map_or("", |at| &points[at..]);
    format!("{before}&draw=…{after}")
}

fn run(run: &TakenRun) -> String {
    let (letter, small) = (run.letter, run.letter.to_ascii_lowercase());
    format!(
        "<tr><th class=\"run-{small}\">{letter}</th><td>{}</td><td>{}</td><td>{}</td></tr>",
        escaped(&run.title),
        whole(run.step.into()),
        escaped(&run.verdict)
    )
}

/// The newest value of every metric of every run with its step, beside what real samples score.
fn metrics(taken: &Taken) -> String {
    let scores: Vec<_> = taken.runs.iter().map(|run| (run.letter, run.scores())).collect();
    let mut known: Vec<(String, String, Option<f32>, bool)> = Vec::new();
    for curve in scores.iter().flat_map(|(_, scores)| scores.iter()) {
        if !known.iter().any(|(id, ..)| *id == curve.id) {
            let label = names::shown(&curve.id, &curve.label);
            known.push((curve.id.clone(), label, curve.floor, curve.lower_is_better));
        }
    }
    if known.is_empty() {
        return String::new();
    }
    let digits = |value: Option<f32>| value.map_or_else(|| "–".into(), |v| three_digits(f64::from(v)));
    let heads: String = scores.iter().map(|(letter, _)| format!("<th>{letter}</th>")).collect();
    let rows = known.into_iter().map(|(id, label, floor, less)| {
        let newest = |(_, scores): &(char, crate::chart::Scores)| match scores
            .get(&id)
            .and_then(|curve| curve.points.last())
        {
            Some((step, value)) => {
                let (value, step) = (digits(Some(*value)), whole((*step).into()));
                format!("<td>{value} <span class=\"small\">{}</span></td>", t::step(step))
            }
            None => format!("<td>{}</td>", digits(None)),
        };
        let cells: String = scores.iter().map(newest).collect();
        let better = if less { t::LESS } else { t::MORE };
        format!("<tr><td>{}</td>{cells}<td>{}</td><td>{better}</td></tr>", escaped(&label), digits(floor))
    });
    format!(
        "<h2>{}</h2><table><thead><tr><th>{}</th>{heads}<th>{}</th><th>{}</th></tr></thead>\
         <tbody>{}</tbody></table>",
        t::METRICS,
        t::METRIC,
        t::REAL_SAMPLES,
        t::BETTER,
        rows.collect::<String>()
    )
}

/// `bytes` as text (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |i: usize| u32::from(three.get(i).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for i in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * i) & 63) as usize];
            text.push(if i > three.len() { '=' } else { char::from(letter) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        // RFC 4648, section 10.
        let known = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (text, expected) in known {
            assert_eq!(base64(text.as_bytes()), expected);
        }
    }
}

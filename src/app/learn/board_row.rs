//! One row of the first board, as HTML.

use crate::app::kit::scroll::row_id;
use crate::app::kit::words;
use crate::app::learn::glance::class_of;
use crate::clinic::markup::escape;
use crate::evidence::board::MeasuredRow;
use crate::number::three_digits;
use crate::text::{board as t, evidence};

/// What was claimed and expected, what came of it, and the way to see it.
pub fn board_row(measured: &MeasuredRow) -> String {
    let row = &measured.row;
    let data = row.data().map(words::data).unwrap_or_default();
    format!(
        r##"<li class="board-row" id="{}" tabindex="-1" data-testid="evidence-row"><div class="row-claim"><p class="row-title">{claim}</p><p>{}</p><p class="small-print">{} <a class="row-link" href="#{}" aria-label="{}">{}</a></p></div><div class="row-verdict">{}</div><div class="row-numbers">{}</div></li>"##,
        row_id(&row.id),
        escape(&row.expectation()),
        escape(&t::setting(data, row.extent())),
        escape(&row.address()),
        escape(&evidence::open_of(&row.claim)),
        evidence::OPEN,
        verdict(measured),
        numbers(measured),
        claim = escape(&row.claim),
    )
}

fn verdict(measured: &MeasuredRow) -> String {
    let glance = measured.glance();
    let agreement = measured.agreement().map(|words| format!("<p class=\"agreement\">{words}</p>"));
    let remark = measured.row.remark().map(|text| format!("<p class=\"small-print\">{}</p>", escape(&text)));
    format!(
        r#"<p><span class="glance {}"><span class="glance-icon" aria-hidden="true">{}</span><span class="glance-words">{}</span></span></p>{}{}"#,
        class_of(glance),
        glance.icon(),
        glance.words(),
        agreement.unwrap_or_default(),
        remark.unwrap_or_default()
    )
}

fn numbers(measured: &MeasuredRow) -> String {
    let change = measured.change().map(|change| match measured.floor {
        Some(floor) => t::mean_real(change, three_digits(floor)),
        None => t::mean(change),
    });
    let counts = [measured.count(), measured.chance()].into_iter().flatten().collect::<Vec<_>>();
    let counts = counts.join(evidence::COMMA.get());
    let lost = measured.lost().map(|text| format!("▲ {text}"));
    let lines = [Some(measured.measure()), change, Some(counts), lost].into_iter().flatten();
    let small: String = lines
        .filter(|text| !text.is_empty() && measured.outcome.is_some() || text.starts_with('▲'))
        .map(|text| format!("<p class=\"small-print\">{}</p>", escape(&text)))
        .collect();
    let difference = measured.difference().map(|text| format!("<p class=\"row-difference\">{text}</p>"));
    difference.unwrap_or_default() + &small
}

//! What of the board never changes once it is drawn, as HTML: a thousand cells are drawn faster from one
//! text than as views of their own, and weigh less.

use super::board::Board;
use super::layout::Layout;
use super::mark::Mark;
use super::picture::{Order, tally};
use super::reading::Reading;
use super::{Arm, Case};
use crate::experiment::{Trick, trick};
use crate::text::clinic as t;

/// `text` between tags or in a quoted attribute.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The shape of `mark` in its shade; words stand beside it.
pub fn mark(mark: Mark) -> String {
    format!(r#"<span class="mark {}" aria-hidden="true">{}</span>"#, mark.id(), mark.shape())
}

/// Every mark that the picture has, with its words and how many there are: the entries of a list.
pub fn legend(board: &Board) -> String {
    let entry = |(of, count): (Mark, usize)| {
        format!(r#"<li>{} {} <span class="small-print">{count}</span></li>"#, mark(of), of.words())
    };
    tally(board).into_iter().map(entry).collect()
}

/// The name of a cell in the page.
pub fn cell_id(arm: &str, case: &str) -> String {
    format!("cell-{case}-{arm}")
}

/// A button that opens a cell: the page hears it by its `data-arm` and `data-case`.
pub fn cell_button(reading: Reading<'_>, words: &str) -> String {
    format!(
        r#"<button class="text-link" type="button" data-arm="{}" data-case="{}">{} {}</button>"#,
        escape(&reading.arm.arm),
        reading.case.id,
        mark(reading.cell.mark()),
        escape(words)
    )
}

/// The head and the rows of the picture; the first cell is where Tab comes to. What is not measured yet comes
/// last, under a heading with a button; the page hides what is `folded` while it is not `unfolded`.
pub fn picture(board: &Board, order: Order, only: Option<&str>, unfolded: bool) -> String {
    let layout = Layout::of(board, order, only);
    let heads: String = layout.columns().map(head).collect();
    let mut text =
        format!(r#"<thead><tr role="row"><td role="presentation"></td>{heads}</tr></thead><tbody>"#);
    let span = layout.columns().count() + 1;
    let mut last = String::new();
    for arm in &layout.rows {
        let of = trick(&arm.tip);
        let group = match of {
            _ if arm.control => t::CONTROLS.get().into(),
            Some(of) => heading(of),
            None => arm.tip_name().to_owned(),
        };
        let named = order == Order::Tip || arm.control;
        if named && last != group {
            text += &format!(
                r#"<tr role="row" class="picture-tip"><th scope="rowgroup" role="rowheader" colspan="{span}"><span>{}</span></th></tr>"#,
                escape(&group)
            );
            last = group;
        }
        text += &line(board, arm, of.filter(|_| !named), &layout, only.is_some());
    }
    text += &fold(&layout, span, unfolded);
    for arm in &layout.folded_rows {
        let tip = trick(&arm.tip).filter(|_| !arm.control);
        text += &line(board, arm, tip, &layout, only.is_some()).replacen("<tr ", r#"<tr class="folded" "#, 1);
    }
    text += "</tbody>";
    text.replacen(r#"tabindex="-1""#, r#"tabindex="0""#, 1)
}

fn head((case, folded): (&Case, bool)) -> String {
    let class = format!("{}{}", if case.is_healthy() { "healthy" } else { "" }, folded_class(folded));
    let (sentence, name) = (escape(case.sentence.get()), escape(case.name.get()));
    format!(
        r#"<th scope="col" role="columnheader" class="{class}" title="{sentence}"><span>{name}</span></th>"#
    )
}

fn folded_class(folded: bool) -> &'static str {
    if folded { " folded" } else { "" }
}

/// The heading of what is not measured yet; nothing where all is.
fn fold(layout: &Layout<'_>, span: usize, unfolded: bool) -> String {
    let Some(words) = layout.words() else { return String::new() };
    let button = if layout.folds() {
        format!(
            r#" <button class="text-link" type="button" data-fold data-testid="picture-fold" aria-expanded="{unfolded}">{}</button>"#,
            t::SHOW_THEM
        )
    } else {
        String::new()
    };
    format!(
        r#"<tr role="row" class="picture-tip picture-fold"><th scope="rowgroup" role="rowheader" colspan="{span}"><span>{words}{button}</span></th></tr>"#
    )
}

/// "12 Two learning rates".
fn heading(trick: &Trick) -> String {
    match trick.section.parse::<u32>() {
        Ok(number) => format!("{number} {}", trick.title),
        Err(_) => trick.title.get().to_owned(),
    }
}

fn line(board: &Board, arm: &Arm, tip: Option<&Trick>, layout: &Layout<'_>, alone: bool) -> String {
    let name = |trick: &Trick| escape(&t::tip_then(trick.title));
    let tip = tip.map(|trick| format!(r#"<span class="picture-tip-name">{}</span>"#, name(trick)));
    let cells: String = layout.columns().map(|column| cell(board, arm, column, alone)).collect();
    let (tip, title) = (tip.unwrap_or_default(), escape(arm.title()));
    format!(r#"<tr role="row"><th scope="row" role="rowheader">{tip}{title}</th>{cells}</tr>"#)
}

fn cell(board: &Board, arm: &Arm, (case, folded): (&Case, bool), alone: bool) -> String {
    let of = board.mark(case.id, &arm.arm);
    let reading = Reading::of(board, case.id, &arm.arm);
    let surprise = if reading.is_some_and(|r| r.cell.surprise() > 0) { " surprise" } else { "" };
    let line = board.line(case.id, &arm.arm);
    let words = match reading {
        _ if !alone => String::new(),
        Some(r) => {
            let more = escape(&t::rates_brief(r.rates(), r.brief()));
            format!(
                r#"<span class="cell-words">{}<span class="small-print">{more}</span></span>"#,
                of.words()
            )
        }
        None => format!(r#"<span class="cell-words">{}</span>"#, escape(&line)),
    };
    // What is written in a cell is its name.
    let label = match words.is_empty() {
        true => format!(r#"aria-label="{}" "#, escape(&t::cell_label(arm.words(), case.name, line))),
        false => String::new(),
    };
    format!(
        r#"<td role="gridcell" tabindex="-1" id="{}" data-arm="{}" data-case="{}" data-mark="{}" {label}class="cell {}{surprise}{}">{}{words}</td>"#,
        escape(&cell_id(&arm.arm, case.id)),
        escape(&arm.arm),
        case.id,
        of.id(),
        of.id(),
        folded_class(folded),
        mark(of)
    )
}

#[cfg(test)]
mod tests {
    use super::super::sample::board;
    use super::*;

    #[test]
    fn text_cannot_leave_its_place() {
        assert_eq!(escape(r#"<a b="c">&"#), "&lt;a b=&quot;c&quot;&gt;&amp;");
        let mut board = board();
        board.arms[0].title = "<script>".into();
        assert!(!picture(&board, Order::Tip, None, false).contains("<script>"));
    }

    #[test]
    fn the_picture_is_a_table_with_one_tab_stop() {
        let text = picture(&board(), Order::Tip, None, false);
        let count = |part: &str| text.matches(part).count();
        // Nine arms in three cases.
        assert_eq!((count("<td role=\"gridcell\""), count("tabindex=\"0\"")), (27, 1));
        assert_eq!(count("scope=\"col\""), 3);
        // Four rows, and one column with a cell in each of nine rows.
        assert_eq!((count("<tr class=\"folded\""), count(" folded\">")), (4, 9));
        let fold = text.find("15 of 21 cells are not measured yet").expect("a heading");
        let rows: Vec<usize> = text.match_indices("<tr class=\"folded\"").map(|(at, _)| at).collect();
        assert!(rows.iter().all(|row| *row > fold) && text.contains(r#"aria-expanded="false""#));
        assert!(text.contains(
            r#"aria-label="Two learning rates: G a tenth as fast, G too fast: clearly helps; rescued 9 of 10"#
        ));
        let alone = picture(&board(), Order::Surprise, Some("ring"), true);
        assert_eq!(
            (alone.matches("scope=\"col\"").count(), alone.matches("picture-tip-name").count()),
            (1, 8)
        );
    }
}

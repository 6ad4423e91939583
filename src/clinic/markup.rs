//! What of the board never changes once it is drawn, as HTML: a thousand cells are drawn faster from one
//! text than as views of their own, and weigh less.

use super::board::Board;
use super::mark::Mark;
use super::picture::{Order, columns, rows, tally};
use super::reading::Reading;
use super::{Arm, Case};
use crate::experiment::{Trick, trick};

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

/// The head and the rows of the picture; the first cell is where Tab comes to.
pub fn picture(board: &Board, order: Order, only: Option<&str>) -> String {
    let cases: Vec<&Case> =
        columns(board).into_iter().filter(|case| only.is_none_or(|only| only == case.id)).collect();
    let head = |case: &&Case| {
        let class = if case.is_healthy() { r#" class="healthy""# } else { "" };
        let (sentence, name) = (escape(case.sentence), escape(case.name));
        format!(r#"<th scope="col" role="columnheader"{class} title="{sentence}"><span>{name}</span></th>"#)
    };
    let heads: String = cases.iter().map(head).collect();
    let mut text =
        format!(r#"<thead><tr role="row"><td role="presentation"></td>{heads}</tr></thead><tbody>"#);
    let mut last = String::new();
    for arm in rows(board, order) {
        let Some(of) = trick(&arm.tip) else { continue };
        let group = if arm.control { "Controls, which must come out identical".into() } else { heading(of) };
        let named = order == Order::Tip || arm.control;
        if named && last != group {
            text += &format!(
                r#"<tr role="row" class="picture-tip"><th scope="rowgroup" role="rowheader" colspan="{}"><span>{}</span></th></tr>"#,
                cases.len() + 1,
                escape(&group)
            );
            last = group;
        }
        text += &line(board, arm, (!named).then_some(of), &cases, only.is_some());
    }
    text += "</tbody>";
    text.replacen(r#"tabindex="-1""#, r#"tabindex="0""#, 1)
}

/// "12 Two learning rates".
fn heading(trick: &Trick) -> String {
    match trick.section.parse::<u32>() {
        Ok(number) => format!("{number} {}", trick.title),
        Err(_) => trick.title.to_owned(),
    }
}

fn line(board: &Board, arm: &Arm, tip: Option<&Trick>, cases: &[&Case], alone: bool) -> String {
    let tip = tip.map(|trick| format!(r#"<span class="picture-tip-name">{}: </span>"#, escape(trick.title)));
    let cells: String = cases.iter().map(|case| cell(board, arm, case, alone)).collect();
    let (tip, title) = (tip.unwrap_or_default(), escape(&arm.title));
    format!(r#"<tr role="row"><th scope="row" role="rowheader">{tip}{title}</th>{cells}</tr>"#)
}

fn cell(board: &Board, arm: &Arm, case: &Case, alone: bool) -> String {
    let of = board.mark(case.id, &arm.arm);
    let reading = Reading::of(board, case.id, &arm.arm);
    let surprise = if reading.is_some_and(|r| r.cell.surprise() > 0) { " surprise" } else { "" };
    let line = board.line(case.id, &arm.arm);
    let words = match reading {
        _ if !alone => String::new(),
        Some(r) => {
            let effect = r.case.outcome.effect(r.cell.effect);
            let more = escape(&format!("{}; {effect}", r.rates()));
            format!(
                r#"<span class="cell-words">{}<span class="small-print">{more}</span></span>"#,
                of.words()
            )
        }
        None => format!(r#"<span class="cell-words">{}</span>"#, escape(&line)),
    };
    format!(
        r#"<td role="gridcell" tabindex="-1" id="{}" data-arm="{}" data-case="{}" data-mark="{}" aria-label="{}" class="cell {}{surprise}">{}{words}</td>"#,
        escape(&cell_id(&arm.arm, case.id)),
        escape(&arm.arm),
        case.id,
        of.id(),
        escape(&format!("{}, {}: {line}", arm.title, case.name)),
        of.id(),
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
        assert!(!picture(&board, Order::Tip, None).contains("<script>"));
    }

    #[test]
    fn the_picture_is_a_table_with_one_tab_stop() {
        let text = picture(&board(), Order::Tip, None);
        let count = |part: &str| text.matches(part).count();
        // Nine arms in three cases.
        assert_eq!((count("<td role=\"gridcell\""), count("tabindex=\"0\"")), (27, 1));
        assert_eq!(count("scope=\"col\""), 3);
        assert!(
            text.contains(r#"aria-label="G a tenth as fast, G too fast: clearly helps; rescued 9 of 10"#)
        );
        let alone = picture(&board(), Order::Surprise, Some("ring"));
        assert_eq!(
            (alone.matches("scope=\"col\"").count(), alone.matches("picture-tip-name").count()),
            (1, 8)
        );
    }
}

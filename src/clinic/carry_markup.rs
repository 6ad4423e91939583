//! "Does it carry over?" as HTML: seven marks in a row, and the same as a table.

use super::Case;
use super::board::Board;
use super::carry::{Variant, variant};
use super::carry_join::{Found, Measured, Varied};
use super::mark::Mark;
use super::markup::{escape, mark};
use super::reading::{Reading, rate};
use crate::experiment::Course;
use crate::text::{Text, carry as t, cellwords};

/// The strip of `arm` in `case`; nothing where none was announced.
pub fn strip(board: &Board, case: &Case, arm: &str, strip: Option<&Vec<Varied>>) -> String {
    let Some(strip) = strip else { return String::new() };
    let strip: Vec<Varied> = strip.iter().map(|varied| spoken(varied, board, case, arm)).collect();
    let reading = Reading::of(board, case.id, arm);
    let as_it_is = board.mark(case.id, arm);
    let first = place(t::AS_IT_IS.get(), t::IS_AS_IT_IS.get(), as_it_is, as_it_is.words());
    let places: String = strip.iter().filter_map(varied).collect();
    let known = reading.map(|r| [rate(&r.column.base), rate(&r.cell.side), case.outcome.size(r.cell.effect)]);
    let first_row = row(t::IS_AS_IT_IS.get(), as_it_is, known, reading.and_then(|r| r.cell.together), case);
    let heads = [t::VARIANT, t::VERDICT, cellwords::WITHOUT, cellwords::WITH_IT].map(Text::get);
    let heads = heads.map(str::to_owned).into_iter().chain([t::effect(case.outcome.unit())]);
    let heads: String = heads.map(|head| format!(r#"<th scope="col">{}</th>"#, escape(&head))).collect();
    let (title, lead, table) = (t::TITLE, t::LEAD, t::TABLE);
    let rows: String = strip.iter().filter_map(|v| table_row(v, case)).collect();
    format!(
        r#"<section class="carry" data-testid="carry"><h4>{title}</h4><p class="small-print">{lead}</p><ol class="carry-strip" role="list">{first}{places}</ol><details><summary>{table}</summary><table class="cell-numbers"><thead><tr>{heads}</tr></thead><tbody>{first_row}{rows}</tbody></table></details></section>"#
    )
}

/// `varied` with its refusal in the language that is spoken: files say it in English.
fn spoken(varied: &Varied, board: &Board, case: &Case, arm: &str) -> Varied {
    let refusal = || {
        let variant = variant(&varied.variant)?;
        let with = board.arm(arm)?.course(case, 1).ok()?;
        let without = Course::plain(case.experiment(1));
        [without, with].iter().find_map(|course| variant.applied(course).err())
    };
    match &varied.found {
        Found::Refused(why) => {
            let why = refusal().unwrap_or_else(|| why.clone());
            Varied { found: Found::Refused(why), ..varied.clone() }
        }
        _ => varied.clone(),
    }
}

/// One mark: its words are for those who do not see its shape.
fn place(label: &str, spoken: &str, of: Mark, words: &str) -> String {
    format!(
        r#"<li data-mark="{}" title="{words}">{}<span class="carry-name" aria-hidden="true">{label}</span><span class="sr-only">{}</span></li>"#,
        of.id(),
        mark(of),
        t::spoken(spoken, escape(words)),
        words = escape(words)
    )
}

fn varied(varied: &Varied) -> Option<String> {
    let (variant, of) = (variant(&varied.variant)?, varied.found.mark());
    let words = match &varied.found {
        Found::Refused(why) => t::spoken(of.words(), why),
        Found::NotMeasured | Found::Measured(_) => of.words().to_owned(),
    };
    Some(place(&label(variant), &variant.words(), of, &words))
}

/// "½ rate", "2 × rate".
fn label(variant: &Variant) -> String {
    if variant.factor < 1.0 { t::half(variant.what) } else { t::twice(variant.what) }
}

fn table_row(varied: &Varied, case: &Case) -> Option<String> {
    let variant = variant(&varied.variant)?;
    let of = varied.found.mark();
    Some(match &varied.found {
        Found::Measured(Measured { a, b, effect, together, .. }) => {
            let known = [rate(a), rate(b), case.outcome.size(*effect)];
            row(&variant.words(), of, Some(known), *together, case)
        }
        Found::NotMeasured => row(&variant.words(), of, None, None, case),
        Found::Refused(why) => format!(
            r#"<tr><th scope="row">{}</th><td>{}</td><td colspan="3">{}</td></tr>"#,
            variant.words(),
            of.words(),
            escape(why)
        ),
    })
}

fn row(
    name: &str,
    of: Mark,
    known: Option<[String; 3]>,
    interval: Option<(f64, f64)>,
    case: &Case,
) -> String {
    let [a, b, effect] = known.unwrap_or_else(|| ["–", "–", "–"].map(str::to_owned));
    let effect = match interval {
        None => effect,
        Some(interval) => cellwords::with_interval(effect, case.outcome.interval(interval)),
    };
    format!(
        r#"<tr><th scope="row">{name}</th><td>{}</td><td>{a}</td><td>{b}</td><td>{}</td></tr>"#,
        of.words(),
        escape(&effect)
    )
}

#[cfg(test)]
mod tests {
    use super::super::board::Side;
    use super::super::carry::VARIANTS;
    use super::super::case;
    use super::super::sample::board;
    use super::*;
    use crate::statistics::verdict::Verdict;

    fn found() -> Vec<Varied> {
        let side = |rescued| Side { runs: 10, rescued, ..Side::default() };
        let measured = |verdict| {
            let (a, b) = (side(0), side(8));
            Found::Measured(Measured { a, b, effect: -4.0, together: Some((-4.5, -3.5)), verdict })
        };
        let found = [
            measured(Verdict::ClearlyHelps),
            Found::Refused("g.lr=2e-1: accepted is <less>".into()),
            measured(Verdict::Undecided { seeds: Some(40) }),
            measured(Verdict::TooFewSeeds),
            measured(Verdict::ClearlyHurts),
            Found::NotMeasured,
        ];
        let varied = VARIANTS.iter().zip(found);
        varied.map(|(variant, found)| Varied { variant: variant.id.into(), found }).collect()
    }

    #[test]
    fn seven_marks_stand_in_a_row_and_each_has_its_words() {
        let (board, case) = (board(), case("g-fast").expect("a case"));
        let text = strip(&board, case, "slower-g", Some(&found()));
        let marks: Vec<&str> =
            text.split("data-mark=\"").skip(1).filter_map(|t| t.split('"').next()).collect();
        assert_eq!(
            marks,
            [
                "clearly-helps",
                "clearly-helps",
                "not-tried",
                "undecided",
                "too-few",
                "clearly-hurts",
                "not-measured"
            ]
        );
        for spoken in [
            ">as it is: clearly helps<",
            ">half the rate: clearly helps<",
            ">twice the rate: not tried: g.lr=2e-1: accepted is &lt;less&gt;<",
            ">half the width: undecided<",
            ">twice the length: not measured yet<",
        ] {
            assert!(text.contains(spoken), "{spoken} in {text}");
        }
        assert!(text.contains("<td>0 of 10</td><td>8 of 10</td><td>0.018 (0.011 to 0.03)</td>"));
        assert!(!text.contains("<less>"), "{text}");
        assert_eq!(text.matches("<tr>").count(), 8, "a head, the case as it is and six variants");
    }

    #[test]
    fn a_cell_without_an_announcement_has_no_strip() {
        let (board, case) = (board(), case("g-fast").expect("a case"));
        assert_eq!(strip(&board, case, "norm", None), "");
    }
}

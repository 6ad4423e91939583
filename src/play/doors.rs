//! The first question, "What would you like to see?", and six answers, each a link.

use crate::clinic::{Case, case};
use crate::text::{Text, doors as t};

/// An answer.
#[derive(Debug)]
pub struct Door {
    /// Its name in test hooks.
    pub id: &'static str,
    /// What one sees.
    pub title: Text,
    /// What happens there, in one sentence.
    pub sentence: Text,
    leads: Leads,
}

/// Where a door leads.
#[derive(Debug)]
enum Leads {
    /// To a case, and beside it the same with these keys.
    Case(&'static str, &'static str),
    /// To these keys.
    Keys(&'static str),
}

impl Door {
    /// The link, without `#`.
    pub fn link(&self) -> String {
        match self.leads {
            Leads::Case(id, keys) => {
                let case = self.case().map_or(id, |case| case.link);
                format!("v=2&{case}&seed=1&{keys}")
            }
            Leads::Keys(keys) => format!("v=2&{keys}"),
        }
    }

    /// The case that its run A is.
    pub fn case(&self) -> Option<&'static Case> {
        match self.leads {
            Leads::Case(id, _) => case(id),
            Leads::Keys(_) => None,
        }
    }
}

/// All doors. What is said of ten seeds is the board's (`www/clinic/board.json`, 2026-11-27): seeds 1 to 10 of the
/// case, and of the case with the tip.
pub static DOORS: [Door; 6] = [
    Door {
        id: "learns",
        title: t::LEARNS,
        sentence: t::LEARNS_WHAT,
        leads: Leads::Keys("data=ring8&seed=1&steps=4000"),
    },
    Door {
        id: "collapses",
        title: t::COLLAPSES,
        sentence: t::COLLAPSES_WHAT,
        leads: Leads::Case("grid-collapse", "b:g.lr=1e-4"),
    },
    Door {
        id: "d-wins",
        title: t::D_WINS,
        sentence: t::D_WINS_WHAT,
        leads: Leads::Case("d-strong", "b:g.norm=batch&b:d.norm=batch"),
    },
    Door {
        id: "digits",
        title: t::DIGITS,
        sentence: t::DIGITS_WHAT,
        leads: Leads::Keys("data=mnist&seed=1"),
    },
    Door { id: "draw", title: t::DRAW, sentence: t::DRAW_WHAT, leads: Leads::Keys("data=table&seed=1") },
    Door {
        id: "pictures",
        title: t::PICTURES,
        sentence: t::PICTURES_WHAT,
        leads: Leads::Keys("data=images&seed=1"),
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinic::advice::case_of;
    use crate::experiment::{Data, RunId, link};

    #[test]
    fn every_door_opens_without_a_remark() {
        for door in &DOORS {
            let read = link::read(&door.link());
            assert_eq!(read.issues, [], "{}", door.id);
            assert_eq!(link::read(&link::write(&read.script)).script, read.script, "{}", door.id);
        }
    }

    #[test]
    fn a_door_to_a_case_shows_it_beside_the_tip_that_rescued_it() {
        let told: serde_json::Value =
            serde_json::from_str(include_str!("../../www/clinic/board.json")).expect("the board");
        for (id, arm, rescued) in [("collapses", "ttur-g-tenth", 10), ("d-wins", "bn-both", 8)] {
            let door = DOORS.iter().find(|door| door.id == id).expect("a door");
            let case = door.case().expect("a case");
            let starts = link::read(&door.link()).script.starts();
            assert_eq!(case_of(&starts.runs[0]).map(|c| c.id), Some(case.id));
            let all = told["columns"].as_array().expect("columns");
            let column = all.iter().find(|column| column["case"] == case.id).expect("the case");
            let arms = column["cells"].as_array().expect("cells");
            let cell = arms.iter().find(|cell| cell["arm"] == arm).expect("the arm");
            assert_eq!(
                (&cell["side"]["rescued"], &cell["side"]["runs"]),
                (&rescued.into(), &10.into()),
                "{id}"
            );
            assert!(door.sentence.get().contains(&format!("rescued {rescued} of 10")), "{id}");
            let arms = crate::clinic::arm::read(include_str!("../../evidence/plan.jsonl")).expect("arms");
            let arm = arms.iter().find(|a| a.arm == arm).expect("the arm's keys");
            assert_eq!(arm.applied(&starts.runs[0]).as_ref(), Ok(&starts.runs[RunId(1).0]), "{id}");
        }
    }

    #[test]
    fn own_data_is_asked_for_where_a_door_says_so() {
        let data = |id: &str| {
            let door = DOORS.iter().find(|door| door.id == id).expect("a door");
            link::read(&door.link()).script.starts().runs[0].data
        };
        assert_eq!((data("draw"), data("pictures")), (Data::Table, Data::Images));
    }
}

//! What of the page is shown, as its short address: lessons, the board and the game of one number each are pages of
//! their own.

use crate::clinic::case;
use crate::experiment::TRICKS;

/// The lesson that belongs to no tip.
pub const NORMAL_LOSSES: &str = "normal-losses";

/// A page of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// The runs; the address holds their link.
    #[default]
    Playground,
    /// All lessons.
    Lessons,
    /// The lesson of a tip, or [`NORMAL_LOSSES`].
    Lesson(&'static str),
    /// What was measured.
    Board,
    /// The game of one number each.
    Dirac,
}

impl Route {
    /// What `fragment` (with or without `#`) leads to; whatever is no page of its own is a link of runs.
    pub fn of(fragment: &str) -> Self {
        let fragment = fragment.trim_start_matches('#');
        match fragment.split_once('/') {
            Some(("lessons", id)) => lesson(id).map_or(Self::Lessons, Self::Lesson),
            Some(("board", _)) => Self::Board,
            _ if fragment == "lessons" => Self::Lessons,
            _ if fragment == "board" => Self::Board,
            _ if fragment == "dirac" => Self::Dirac,
            _ => Self::Playground,
        }
    }

    /// The address, without `#`; that of the playground is the link of its runs.
    pub fn address(self) -> Option<String> {
        match self {
            Self::Playground => None,
            Self::Lessons => Some("lessons".into()),
            Self::Lesson(id) => Some(format!("lessons/{id}")),
            Self::Board => Some("board".into()),
            Self::Dirac => Some("dirac".into()),
        }
    }

    /// Whether it is a lesson or their list.
    pub fn is_lesson(self) -> bool {
        matches!(self, Self::Lessons | Self::Lesson(_))
    }
}

/// The case and the arm of the cell of the board that `fragment` opens.
pub fn cell_of(fragment: &str) -> Option<(&'static str, &str)> {
    let (id, arm) = fragment.trim_start_matches('#').strip_prefix("board/")?.split_once('/')?;
    Some((case(id)?.id, arm))
}

/// The address, without `#`, of the cell of `arm` in `case`.
pub fn cell_address(case: &str, arm: &str) -> String {
    format!("board/{case}/{arm}")
}

/// The ids of all lessons in their order.
pub fn lessons() -> impl Iterator<Item = &'static str> {
    TRICKS.iter().map(|trick| trick.id).chain([NORMAL_LOSSES])
}

/// The lesson before and the one after `id`.
pub fn neighbours(id: &str) -> (Option<&'static str>, Option<&'static str>) {
    let all: Vec<&'static str> = lessons().collect();
    let at = all.iter().position(|other| *other == id);
    let beside = |step: isize| at.and_then(|at| all.get(at.checked_add_signed(step)?).copied());
    (beside(-1), beside(1))
}

fn lesson(id: &str) -> Option<&'static str> {
    lessons().find(|other| *other == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_leads_to_its_page() {
        let pages =
            [Route::Lessons, Route::Board, Route::Dirac].into_iter().chain(lessons().map(Route::Lesson));
        for route in pages {
            let address = route.address().expect("an address");
            assert_eq!(Route::of(&address), route);
            assert_eq!(Route::of(&format!("#{address}")), route);
        }
    }

    #[test]
    fn a_link_of_runs_is_the_playground_and_an_unknown_lesson_the_list() {
        for link in ["", "#", "#v=2&data=ring8", "#v=1&data=ring8&b:loss=hinge", "#boards", "#x/board"] {
            assert_eq!(Route::of(link), Route::Playground, "{link}");
        }
        assert_eq!(Route::of("#lessons/none-such"), Route::Lessons);
        assert_eq!(Route::of("#lessons/"), Route::Lessons);
    }

    #[test]
    fn a_cell_of_the_board_has_an_address() {
        let address = cell_address("g-fast", "slower-g");
        assert_eq!(Route::of(&address), Route::Board);
        assert_eq!(cell_of(&format!("#{address}")), Some(("g-fast", "slower-g")));
        for none in ["#board", "#board/g-fast", "#board/no-case/slower-g", "#lessons/ttur", ""] {
            assert_eq!(cell_of(none), None, "{none}");
        }
        assert_eq!(Route::of("#board/no-case/slower-g"), Route::Board);
    }

    #[test]
    fn lessons_stand_in_a_row() {
        let all: Vec<_> = lessons().collect();
        assert_eq!(neighbours(all[0]), (None, Some(all[1])));
        assert_eq!(neighbours(NORMAL_LOSSES), (Some(all[all.len() - 2]), None));
        assert_eq!(neighbours("none-such"), (None, None));
    }
}

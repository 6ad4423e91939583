//! What the page has asked and heard: one question at a time, the chosen method first.

use super::{Game, Method, Played};

/// The game that is wanted, and what is known of it by method.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    game: Game,
    answers: [Option<Played>; Method::ALL.len()],
    asked: bool,
}

impl Desk {
    /// The game that is wanted.
    pub fn game(&self) -> Game {
        self.game
    }

    /// Wants another game.
    pub fn want(&mut self, game: Game) {
        self.game = game.held();
    }

    /// The next question, while none is open.
    pub fn ask(&mut self) -> Option<Game> {
        if self.asked {
            return None;
        }
        let others = Method::ALL.into_iter().filter(|method| *method != self.game.method);
        let unknown = std::iter::once(self.game.method).chain(others).find(|method| !self.knows(*method))?;
        self.asked = true;
        Some(Game { method: unknown, ..self.game })
    }

    /// An answer has come.
    pub fn hear(&mut self, played: Played) {
        self.asked = false;
        let place = played.game.method as usize;
        self.answers[place] = Some(played);
    }

    /// The worker is gone, and with it the open question.
    pub fn alone(&mut self) {
        self.asked = false;
    }

    /// The last that was heard of `method`: until its answer comes, of the game before.
    pub fn of(&self, method: Method) -> Option<&Played> {
        self.answers[method as usize].as_ref()
    }

    /// Whether what is known of `method` is of the game that is wanted.
    pub fn knows(&self, method: Method) -> bool {
        self.of(method).is_some_and(|played| played.game == Game { method, ..self.game })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(game: Game) -> Played {
        Played { game, path: Vec::new(), beside: Vec::new(), field: Vec::new(), eigenvalues: None }
    }

    #[test]
    fn the_chosen_method_is_asked_first_and_each_once() {
        let mut desk = Desk::default();
        desk.want(Game { method: Method::R1, ..Game::default() });
        let mut asked = Vec::new();
        while let Some(game) = desk.ask() {
            assert_eq!(desk.ask(), None, "one at a time");
            asked.push(game.method);
            desk.hear(answer(game));
        }
        assert_eq!(asked.len(), Method::ALL.len());
        assert_eq!(asked[0], Method::R1);
        assert!(Method::ALL.into_iter().all(|method| desk.knows(method)));
    }

    #[test]
    fn a_turn_of_a_slider_is_asked_before_the_rest_of_the_old_game() {
        let mut desk = Desk::default();
        let first = desk.ask().expect("a question");
        desk.want(Game { rate: 0.5, ..first });
        desk.hear(answer(first));
        assert!(!desk.knows(first.method), "it is of the old rate");
        assert!(desk.of(first.method).is_some(), "and is shown until the new one comes");
        let second = desk.ask().expect("a question");
        assert_eq!((second.method, second.rate), (first.method, 0.5));
        desk.alone();
        assert_eq!(desk.ask(), Some(second), "asked again of the next worker");
    }

    #[test]
    fn what_is_out_of_range_is_held() {
        let mut desk = Desk::default();
        desk.want(Game { rate: 90.0, d_steps: 0, start: [f64::NAN, -9.0], ..Game::default() });
        let game = desk.game();
        assert_eq!((game.rate, game.d_steps, game.start), (1.0, 1, [-2.0, -2.0]));
    }
}

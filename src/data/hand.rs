//! The hand that holds the brush: one pointer, with its first button.

/// Bits of a pointer's `buttons` (Pointer Events, section 4.1.1): the first one is a mouse's left button, a finger's or
/// a pen's contact.
const FIRST: u16 = 1;

/// What a pointer does, in the terms of a browser's events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Touch {
    /// Which pointer.
    pub pointer: i32,
    /// Whether it is the first of its kind: the first finger, not the second.
    pub primary: bool,
    /// The buttons that are held.
    pub buttons: u16,
}

/// Where the pointer that paints is, while one does.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Hand(Option<(i32, [f64; 2])>);

impl Hand {
    /// A pointer comes down at `at`; answers whether a stroke begins.
    pub fn down(&mut self, touch: Touch, at: [f64; 2]) -> bool {
        let begins = self.0.is_none() && touch.primary && touch.buttons == FIRST;
        if begins {
            self.0 = Some((touch.pointer, at));
        }
        begins
    }

    /// A pointer moves to `to`; answers from where the stroke goes there.
    pub fn moved(&mut self, touch: Touch, to: [f64; 2]) -> Option<[f64; 2]> {
        let (_, from) = self.0.filter(|(pointer, _)| *pointer == touch.pointer)?;
        self.0 = (touch.buttons & FIRST > 0).then_some((touch.pointer, to));
        self.0.map(|_| from)
    }

    /// A pointer goes up, or is taken away.
    pub fn up(&mut self, touch: Touch) {
        if self.0.is_some_and(|(pointer, _)| pointer == touch.pointer) {
            self.0 = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn touch(pointer: i32, primary: bool, buttons: u16) -> Touch {
        Touch { pointer, primary, buttons }
    }

    #[test]
    fn a_second_finger_neither_paints_nor_ends_the_stroke() {
        let (first, second) = (touch(5, true, 1), touch(6, false, 1));
        let mut hand = Hand::default();
        assert!(hand.down(first, [0.0, 0.0]));
        assert!(!hand.down(second, [0.9, 0.9]));
        assert_eq!(hand.moved(second, [0.8, 0.8]), None);
        assert_eq!(hand.moved(first, [0.1, 0.0]), Some([0.0, 0.0]));
        hand.up(touch(6, false, 0));
        assert_eq!(hand.moved(first, [0.2, 0.0]), Some([0.1, 0.0]));
        hand.up(touch(5, true, 0));
        assert_eq!(hand.moved(first, [0.3, 0.0]), None);
    }

    #[test]
    fn a_mouse_and_a_finger_do_not_share_a_stroke() {
        let (mouse, finger) = (touch(1, true, 1), touch(5, true, 1));
        let mut hand = Hand::default();
        assert!(hand.down(mouse, [0.0, 0.0]) && !hand.down(finger, [0.9, 0.9]));
        assert_eq!(hand.moved(mouse, [0.1, 0.0]), Some([0.0, 0.0]));
    }

    #[test]
    fn only_the_first_button_paints() {
        let mut hand = Hand::default();
        for other in [2, 4, 8, 16, 32, 3, 0] {
            assert!(!hand.down(touch(1, true, other), [0.0, 0.0]), "{other}");
            assert_eq!(hand.moved(touch(1, true, other), [0.1, 0.0]), None);
        }
        assert!(hand.down(touch(1, true, 1), [0.0, 0.0]));
        assert_eq!(hand.moved(touch(1, true, 3), [0.1, 0.0]), Some([0.0, 0.0]), "another one beside it");
        // A mouse goes up only when all its buttons are.
        assert_eq!(hand.moved(touch(1, true, 2), [0.2, 0.0]), None);
        assert_eq!(hand.moved(touch(1, true, 3), [0.3, 0.0]), None);
    }
}

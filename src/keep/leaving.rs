//! What was deleted and can be brought back for some seconds, also after a reload.

/// So many milliseconds there is Undo.
pub const UNDO: f64 = 15_000.0;

/// Comparisons that were deleted at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaving {
    ids: Vec<String>,
    /// When they go for good, in milliseconds since 1970.
    until: f64,
}

impl Leaving {
    /// Of `ids`, deleted now; `None` where there are none.
    pub fn of(ids: Vec<String>, wall: f64) -> Option<Self> {
        (!ids.is_empty()).then(|| Self { ids, until: (wall + UNDO).round() })
    }

    /// What was deleted.
    pub fn ids(&self) -> &[String] {
        &self.ids
    }

    /// Whether `id` was deleted.
    pub fn has(&self, id: &str) -> bool {
        self.ids.iter().any(|own| own == id)
    }

    /// Milliseconds until they go for good.
    pub fn left(&self, wall: f64) -> f64 {
        (self.until - wall).clamp(0.0, UNDO)
    }

    /// As text, for a page that comes after this one.
    pub fn write(&self) -> String {
        format!("{} {}", self.until as u64, self.ids.join(" "))
    }

    /// What [`Self::write`] wrote.
    pub fn read(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let until: u64 = words.next()?.parse().ok()?;
        let ids: Vec<String> = words.map(str::to_owned).collect();
        (!ids.is_empty()).then_some(Self { ids, until: until as f64 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_deleted_is_known_to_the_next_page_and_goes_when_its_time_is_over() {
        assert_eq!(Leaving::of(Vec::new(), 0.0), None);
        let leaving = Leaving::of(vec!["a1".into(), "b2".into()], 1_764_000_000_000.4).expect("two");
        let read = Leaving::read(&leaving.write()).expect("the same");
        assert_eq!(read, leaving);
        assert!(read.has("b2") && !read.has("b"));
        assert_eq!(read.left(1_764_000_005_000.0), 10_000.0);
        assert_eq!(read.left(1_764_000_099_000.0), 0.0);
        assert_eq!(read.left(0.0), UNDO, "a clock that went back");
        assert_eq!(["", "x", "12", "12 "].map(Leaving::read), [const { None }; 4]);
    }
}

//! Which language to speak.

use super::{LANGUAGES, Language};

/// The language of `tag`, as browsers write them: `zh-Hans-CN` is `zh`.
pub fn of_tag(tag: &str) -> Option<&'static Language> {
    let main = tag.split(['-', '_']).next().unwrap_or_default();
    LANGUAGES.iter().find(|language| language.tag.eq_ignore_ascii_case(main))
}

/// What the query (`?lang=zh`) or else the fragment (`#v=2&lang=zh`) of an address asks for.
pub fn asked(query: &str, fragment: &str) -> Option<&'static Language> {
    let in_one = |text: &str| {
        let pairs = text.trim_start_matches(['?', '#']).split('&');
        pairs.filter_map(|pair| pair.strip_prefix("lang=")).find_map(of_tag)
    };
    in_one(query).or_else(|| in_one(fragment))
}

/// The first of `wanted` (the reader's languages, the dearest first) that is spoken, else English.
pub fn best<'a>(wanted: impl IntoIterator<Item = &'a str>) -> &'static Language {
    wanted.into_iter().find_map(of_tag).unwrap_or(&LANGUAGES[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(language: &Language) -> &str {
        language.tag
    }

    #[test]
    fn a_tag_of_a_browser_is_a_language() {
        assert_eq!(of_tag("zh-Hans-CN").map(tag), Some("zh"));
        assert_eq!(of_tag("EN_us").map(tag), Some("en"));
        assert_eq!(of_tag("zhx").map(tag), None);
        assert_eq!(of_tag("").map(tag), None);
        assert_eq!(LANGUAGES[0].tag, "en");
    }

    #[test]
    fn an_address_asks_in_its_query_before_its_fragment() {
        assert_eq!(asked("?embed&lang=zh", "#v=2&lang=en").map(tag), Some("zh"));
        assert_eq!(asked("?lang=tlh", "#v=2&data=ring8&lang=zh").map(tag), Some("zh"));
        assert_eq!(asked("?embed", "#v=2").map(tag), None);
    }

    #[test]
    fn the_dearest_language_that_is_spoken_is_best() {
        assert_eq!(tag(best(["tlh", "zh-TW", "en"])), "zh");
        assert_eq!(tag(best(["fr", "en-GB", "zh"])), "en");
        assert_eq!(tag(best([])), "en");
    }
}

//! Names of comparisons as names of files.

/// Letters that are kept: with a part and an ending that is less than the 255 bytes that a file's name may have.
const LONGEST: usize = 60;

/// What a file is called whose comparison has no name that can be written.
const NAMELESS: &str = "runs";

/// `name` for a file, without an ending: letters and digits of any script, and a `-` for all between them.
pub fn file_name(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric() && !is_mark(c)).filter(|word| !word.is_empty());
    let joined = words.collect::<Vec<_>>().join("-").to_lowercase();
    let short: String = joined.chars().take(LONGEST).collect();
    let name = short.trim_end_matches('-');
    if name.is_empty() { NAMELESS.into() } else { name.into() }
}

/// What the file `part` of a comparison is called: "quiet-otter-samples.png", or the part alone where there is no name.
pub fn called(name: Option<&str>, part: &str) -> String {
    name.map_or_else(|| part.to_owned(), |name| format!("{}-{part}", file_name(name)))
}

/// Whether `c` stands on, or between, the letters of a word, as accents, vowel signs and tones do that are no letters.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}'
        | '\u{591}'..='\u{5c7}'
        | '\u{64b}'..='\u{65f}'
        | '\u{900}'..='\u{dff}'
        | '\u{e47}'..='\u{e4e}'
        | '\u{1039}'..='\u{103a}'
        | '\u{17b4}'..='\u{17d3}'
        | '\u{3099}'..='\u{309a}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_any_script_stay_and_all_else_is_a_dash() {
        for (name, file) in [
            ("Quiet otter", "quiet-otter"),
            ("Größe 2", "größe-2"),
            ("Cafe\u{301}, noir", "cafe\u{301}-noir"),
            ("安静的水獭（二）", "安静的水獭-二"),
            ("हिन्दी नाम", "हिन्दी-नाम"),
            ("ที่นี่", "ที่นี่"),
            ("  ../../etc/passwd\0", "etc-passwd"),
            ("a\\b:c*d?e\"f<g>h|i", "a-b-c-d-e-f-g-h-i"),
            ("\u{202e}gnp.exe\u{200b}", "gnp-exe"),
        ] {
            assert_eq!(file_name(name), file);
        }
    }

    #[test]
    fn a_name_is_never_empty_and_never_long() {
        for nothing in ["", "★ …", "/..", "-", "\u{200d}"] {
            assert_eq!(file_name(nothing), "runs");
        }
        assert_eq!(file_name(&"a".repeat(500)), "a".repeat(60));
        assert_eq!(file_name(&format!("{} b", "a".repeat(59))), "a".repeat(59), "no dash at the end");
        assert_eq!(file_name(&"\u{20000}".repeat(99)).len(), 240);
    }
}

//! What an engine says in sentences, in the language that the page speaks: an engine speaks English alone, and what it
//! said is kept so.

use crate::doctor::Finding;
use crate::text::{Text, engine as t, in_english, shelf};

/// Places of a pattern in which something else stands.
const MARKS: [&str; 3] = ["\u{1}", "\u{2}", "\u{3}"];

/// A sentence with so many values in it.
type Say = fn([&str; 3]) -> String;

/// What engines say with something in it; in English each value stands there once, in the order of the arguments.
const SENTENCES: [Say; 11] = [
    |[finding, n, most]| t::halved(finding, n, most),
    |[metric, needed, found]| t::too_few(metric, needed, found),
    |[metric, ..]| t::none_good(metric),
    |[part, ..]| t::untested(part),
    |[part, ..]| t::wrong(part),
    |[why, ..]| t::no_gpu(why),
    |[why, ..]| t::unread_gpu(why),
    |[why, ..]| t::unread_device(why),
    |[why, ..]| t::unread_weights(why),
    |[why, ..]| t::no_checkpoint(why),
    |[name, ..]| t::misfit(name),
];

/// What they say without, and the values that are words.
const WORDS: [Text; 16] = [
    t::NOT_FINITE,
    t::METRICS,
    t::ENERGY,
    t::FRECHET,
    t::KID,
    t::OVERLAP,
    t::MODE_KL,
    t::DIVERSITY,
    t::COPYING,
    t::MATMUL,
    t::CONVOLUTION,
    t::TRANSPOSED,
    t::BATCH_NORM,
    t::PAIR,
    t::NO_OPTIMIZERS,
    shelf::TOO_MANY_STEPS,
];

/// `said` by an engine, in the language that is spoken; what is not known stays as it is.
pub fn again(said: &str) -> String {
    let of_words = || WORDS.into_iter().find(|text| in_english(|| text.get()) == said).map(Text::get);
    let of_finding =
        || Finding::ALL.into_iter().find(|f| in_english(|| f.title()) == said).map(Finding::title);
    if let Some(word) = of_words().or_else(of_finding) {
        return word.into();
    }
    let sentence = SENTENCES.iter().find_map(|say| Some((say, values(&in_english(|| say(MARKS)), said)?)));
    match sentence {
        Some((say, values)) => {
            let [a, b, c] = values.map(again);
            say([&a, &b, &c])
        }
        None => said.into(),
    }
}

/// What stands in `said` where `pattern` has its marks.
fn values<'a>(pattern: &str, said: &'a str) -> Option<[&'a str; 3]> {
    let plain: Vec<&str> = pattern.split(|c| ('\u{1}'..='\u{3}').contains(&c)).collect();
    let (first, others) = plain.split_first()?;
    let mut rest = said.strip_prefix(first)?;
    let mut found = [""; 3];
    for (i, part) in others.iter().enumerate() {
        let end = match i + 1 == others.len() {
            true => rest.strip_suffix(part)?.len(),
            false => rest.find(part)?,
        };
        *found.get_mut(i)? = &rest[..end];
        rest = &rest[end + part.len()..];
    }
    (rest.is_empty() && !said.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{speak, speak_english};

    #[test]
    fn what_an_engine_said_is_said_again() {
        let halved = "Mode collapse: both learning rates halved (1 of 5)";
        let few = "Fréchet distance: at least 48 samples are needed and there are 30";
        for said in [halved, few, "a sample holds a number that is not finite", "unheard of", ""] {
            assert_eq!(again(said), said);
        }
        speak("## engine\nhalved = { $n }/{ $most }: { $finding }\nfrechet = F\ntoo-few = { $metric } { $found }").expect("a file");
        assert_eq!([again(halved), again(few)], ["1/5: Mode collapse", "F 30"]);
        speak_english();
    }
}

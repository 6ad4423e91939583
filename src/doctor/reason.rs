//! The sentence that speaks for a finding, with its numbers. What it cites of a snapshot, it cites with
//! the step of that snapshot.

use super::finding::Finding;
use super::memorised;
use super::rules::Rules;
use super::sample_quality::SampleQuality;
use super::thresholds::{BLIND_SPREAD, DEAD_SPREAD};
use super::vitals::Vitals;
use crate::number::{three_digits, whole};

/// One plain sentence for `finding`.
pub fn of(finding: Finding, rules: &Rules) -> String {
    let Vitals { loss_d, acc_real, acc_fake, .. } = rules.vitals;
    let (real, fake) = (percent(acc_real), percent(acc_fake));
    match finding {
        Finding::Diverged => "A loss is no longer a finite number, so this run cannot go on.".into(),
        Finding::Exploding => exploding(&rules.vitals),
        Finding::VanishedGradients => {
            let (now, start) = (rules.vitals.grad_g, rules.signs.gradients.at_start());
            format!(
                "The norm of G's gradient is {now:.1e}, less than a thousandth of the {start:.2} at the start: G no longer learns."
            )
        }
        Finding::DiscriminatorWon => format!(
            "D's loss is at its floor ({loss_d:.2}) and it knows {real} of the real and {fake} of the fake samples."
        ),
        Finding::Blind => format!(
            "D guesses: its loss of {loss_d:.3} is no better than a guess's, it knows {real} of the real and {fake} of the fake samples{}{}.",
            spread(rules),
            quality(rules).map_or_else(String::new, |text| format!("; {text}"))
        ),
        Finding::ModeCollapse => alike(rules),
        Finding::Overfitting => by_heart(rules),
        Finding::Copying => copies(rules),
        Finding::Oscillation => {
            let peaks: Vec<String> = rules.signs.oscillation.peaks().map(step).collect();
            format!(
                "The energy distance more than doubles and halves in turn: within 1,000 steps the samples have been bad three times, at the snapshots of steps {}.",
                peaks.join(", ")
            )
        }
        Finding::WarmingUp => "The first steps are too early to judge.".into(),
        Finding::OnItsWay => on_its_way(rules),
        Finding::NoAlarm => no_alarm(rules),
        Finding::Healthy => capital(&format!("{}; {}.", quality(rules).unwrap_or_default(), losses(rules))),
    }
}

fn percent(share: f32) -> String {
    format!("{:.0} %", 100.0 * share)
}

fn step(step: u32) -> String {
    whole(step.into())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn exploding(vitals: &Vitals) -> String {
    let Vitals { grad_d, grad_g, .. } = *vitals;
    let (who, norm) = if grad_d > grad_g { ("D", grad_d) } else { ("G", grad_g) };
    format!("The gradient of {who} has a norm of {norm:.0}; above 100 something is going wrong.")
}

/// How good the samples were at the latest snapshot; `None` when that was not measured.
fn quality(rules: &Rules) -> Option<String> {
    let samples = rules.measurements.latest()?;
    let mut text = format!(
        "at step {} the samples' energy distance was {:.0} times that of real ones",
        step(samples.step),
        samples.times_floor()?
    );
    if let Some((covered, of)) = samples.modes {
        text += &format!(", with {covered:.0} of {of:.0} modes covered");
    }
    if let Some((share, _)) = samples.quality {
        text += &format!(" and {} of the samples at them", percent(share));
    }
    Some(text)
}

/// How far D's outputs differ, where that was measured.
fn spread(rules: &Rules) -> String {
    let Some((at, spread)) = rules.measurements.latest().and_then(|s| Some((s.step, s.spread?))) else {
        return String::new();
    };
    let number = three_digits(spread.into());
    let what = match spread {
        _ if spread < DEAD_SPREAD => ", and its output does not depend on its input",
        _ if spread < BLIND_SPREAD => ", and its output hardly depends on its input",
        _ => "",
    };
    format!("{what} (at step {} its outputs scattered by {number})", step(at))
}

fn losses(rules: &Rules) -> String {
    let Vitals { loss_d, .. } = rules.vitals;
    let accuracy = percent(rules.vitals.accuracy());
    let Some((low, high)) = rules.band.loss_d else {
        return format!("D's loss is {loss_d:.2}, its accuracy {accuracy}");
    };
    let usual = format!("its usual band of {low:.2} to {high:.2}");
    let place = match f64::from(loss_d) {
        loss if loss < low => format!("below {usual}"),
        loss if loss > high => format!("above {usual}"),
        _ => format!("within {usual}"),
    };
    format!("D's loss is {loss_d:.2}, {place}, its accuracy {accuracy}")
}

fn no_alarm(rules: &Rules) -> String {
    match quality(rules) {
        Some(text) => format!("Nothing is wrong in the losses: {}. But {text}.", losses(rules)),
        None => format!(
            "Nothing is wrong in the losses: {}. How good the samples are has not been measured yet.",
            losses(rules)
        ),
    }
}

fn on_its_way(rules: &Rules) -> String {
    let (Some(text), Some((at, times))) = (quality(rules), rules.measurements.previous()) else {
        return no_alarm(rules);
    };
    capital(&format!("{text}, after {times:.0} times at step {}; {}.", step(at), losses(rules)))
}

fn alike(rules: &Rules) -> String {
    let Some(samples @ SampleQuality { step: at, .. }) = rules.measurements.latest() else {
        return String::new();
    };
    let at = step(*at);
    match (samples.modes, samples.diversity) {
        (Some((covered, of)), _) => {
            format!("At step {at} G's samples covered {covered:.0} of {of:.0} modes.")
        }
        (None, Some((value, _))) => {
            format!(
                "At step {at} two of G's samples differed by {} of what two real ones do.",
                percent(value)
            )
        }
        (None, None) => format!("At step {at} G's samples were too much alike."),
    }
}

fn by_heart(rules: &Rules) -> String {
    let measured = rules.measurements.latest().and_then(|s| Some((s.step, s.outputs?)));
    let Some((at, outputs @ [train, held_out, fake])) = measured else { return String::new() };
    let share = memorised::share(outputs).map_or(String::new(), percent);
    format!(
        "At step {} D gave training images {train:.2}, held-out images {held_out:.2} and G's {fake:.2}: {share} of what it knew was learned by heart.",
        step(at)
    )
}

fn copies(rules: &Rules) -> String {
    let measured = rules.measurements.latest().and_then(|s| Some((s.step, s.copying?)));
    let Some((at, (share, usual))) = measured else { return String::new() };
    format!(
        "At step {} {} of G's images were as near to a training image as only {} of real ones are.",
        step(at),
        percent(share),
        percent(usual)
    )
}

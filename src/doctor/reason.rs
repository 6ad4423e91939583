//! The sentence that speaks for a finding, with its numbers. What it cites of a snapshot, it cites with
//! the step of that snapshot.

use super::finding::Finding;
use super::memorised;
use super::rules::Rules;
use super::sample_quality::SampleQuality;
use super::suspects;
use super::thresholds::{BLIND_SPREAD, CLIPPED, DEAD_SPREAD, GIVEN_AWAY};
use super::vitals::Vitals;
use crate::experiment::{Data, Experiment};
use crate::number::{three_digits, whole};

/// One plain sentence for `finding` in a run of `e`, and another on what is suspected first.
pub fn of(finding: Finding, rules: &Rules, e: &Experiment) -> String {
    let suspected =
        finding.is_trouble() && !matches!(finding, Finding::Overfitting | Finding::Copying | Finding::Leak);
    let suspect = if suspected { suspects::sentence(e) } else { String::new() };
    sentence(finding, rules, e) + &suspect
}

fn sentence(finding: Finding, rules: &Rules, e: &Experiment) -> String {
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
            "D's loss is at its floor ({loss_d:.2}) and it knows {real} of the real and {fake} of the fake samples.{}",
            given_away(rules)
        ),
        Finding::Blind => format!(
            "D guesses: its loss of {loss_d:.3} is no better than a guess's, it knows {real} of the real and {fake} of the fake samples{}{}.",
            spread(rules),
            quality(rules).map_or_else(String::new, |text| format!("; {text}"))
        ),
        Finding::ModeCollapse => alike(rules, e),
        Finding::Overfitting => by_heart(rules),
        Finding::Copying => copies(rules),
        Finding::Leak => leaks(rules),
        Finding::Stalled => stalled(rules),
        Finding::Oscillation => {
            let peaks: Vec<String> = rules.signs.oscillation.peaks().map(step).collect();
            format!(
                "The energy distance more than doubles and halves in turn: within {} steps the samples have been bad three times, at the snapshots of steps {}.",
                step(rules.signs.oscillation.within()),
                peaks.join(", ")
            )
        }
        Finding::WarmingUp => "The first steps are too early to judge.".into(),
        Finding::OnItsWay => on_its_way(rules) + &clipped(rules),
        Finding::NoAlarm => no_alarm(rules) + &clipped(rules),
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

fn alike(rules: &Rules, e: &Experiment) -> String {
    let Some(samples) = rules.measurements.latest() else { return String::new() };
    let at = step(samples.step);
    let what = match (samples.modes, samples.diversity) {
        (Some((covered, of)), _) => format!("G's samples covered {covered:.0} of {of:.0} modes"),
        (None, Some((value, _))) => {
            format!("two of G's samples differed by {} of what two real ones do", percent(value))
        }
        (None, None) => "G's samples were too much alike".into(),
    };
    format!("At step {at} {what}{}.", commonest(samples, e.data))
}

/// Which class a collapsed G makes, where a classifier knows it and it has more than a fair share.
fn commonest(samples: &SampleQuality, data: Data) -> String {
    let (Some(class), Some((share, real))) = (samples.class, samples.class_share) else {
        return String::new();
    };
    let kind = match data {
        Data::Digits8 => class.to_string(),
        Data::Stacked8 => format!("{} above {}", class / 10, class % 10),
        _ => format!("of class {class}"),
    };
    let twice = share > 2.0 * real;
    if twice {
        format!(": {} are {kind}, of real ones {}", percent(share), percent(real))
    } else {
        String::new()
    }
}

/// What of real images G's tanh does not reach, where there is much of it.
fn given_away(rules: &Rules) -> String {
    let extremes = rules.measurements.latest().and_then(|samples| samples.extremes);
    match extremes {
        Some((fake, real)) if real > GIVEN_AWAY && fake < GIVEN_AWAY * real => format!(
            " Of real images {} of the pixels are exactly black or white, of G's {}: D can know them by that alone, and noise on both would hide it.",
            percent(real),
            percent(fake)
        ),
        _ => String::new(),
    }
}

fn leaks(rules: &Rules) -> String {
    let measured = rules.measurements.latest().and_then(|s| Some((s.step, s.boxes?)));
    let Some((at, (share, real))) = measured else { return String::new() };
    format!(
        "At step {} {} of G's images had a grey box like those that the augmentation makes, and {} of real ones: G has learned what only D was to see.",
        step(at),
        percent(share),
        percent(real)
    )
}

/// How bad the samples are, that they stay so, and what of D may be the reason.
fn stalled(rules: &Rules) -> String {
    let text = capital(&quality(rules).unwrap_or_default());
    let spread = rules.measurements.latest().and_then(|samples| samples.spread);
    // Without a scale the outputs of a critic may be as small as they like.
    let constant = match spread.filter(|s| rules.band.loss_d.is_some() && *s < BLIND_SPREAD) {
        Some(spread) => {
            format!(
                "; D's output hardly depends on its input: it scatters by {}",
                three_digits(spread.into())
            )
        }
        None => String::new(),
    };
    format!("{text}, and over the last measurements they have come no nearer{constant}.{}", clipped(rules))
}

/// A sentence on a critic whose weights lie at their bound, after a blank; else nothing.
fn clipped(rules: &Rules) -> String {
    let measured = rules.measurements.latest().and_then(|samples| Some((samples.clipped?, samples.spread)));
    let Some((share, spread)) = measured.filter(|(share, _)| *share >= CLIPPED) else {
        return String::new();
    };
    let scatter = spread.map_or_else(String::new, |spread| {
        format!(", its outputs scatter by {}", three_digits(spread.into()))
    });
    format!(
        " {} of the critic's weights lie at their bound{scatter}: it is a very simple function.",
        percent(share)
    )
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

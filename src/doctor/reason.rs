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
use crate::text::{join, reason as t};

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
        Finding::Diverged => t::DIVERGED.to_string(),
        Finding::Exploding => exploding(&rules.vitals),
        Finding::VanishedGradients => {
            let (now, start) = (rules.vitals.grad_g, rules.signs.gradients.at_start());
            t::vanished(format_args!("{now:.1e}"), format_args!("{start:.2}"))
        }
        Finding::DiscriminatorWon => t::won(format_args!("{loss_d:.2}"), real, fake) + &given_away(rules),
        Finding::Blind => {
            let quality = quality(rules).map_or_else(String::new, t::blind_quality);
            t::blind(format_args!("{loss_d:.3}"), real, fake, spread(rules), quality)
        }
        Finding::ModeCollapse => alike(rules, e),
        Finding::Overfitting => by_heart(rules),
        Finding::Copying => copies(rules),
        Finding::Leak => leaks(rules),
        Finding::Stalled => stalled(rules),
        Finding::FarAtItsEnd => far(rules, e),
        Finding::Oscillation => {
            let peaks = rules.signs.oscillation.peaks().map(step).reduce(join::comma);
            t::oscillation(step(rules.signs.oscillation.within()), peaks.unwrap_or_default())
        }
        Finding::WarmingUp => t::WARMING_UP.to_string(),
        Finding::OnItsWay => on_its_way(rules) + &clipped(rules),
        Finding::BadSamples | Finding::NoAlarm => no_alarm(rules) + &clipped(rules),
        Finding::Healthy => capital(&t::healthy(quality(rules).unwrap_or_default(), losses(rules))),
    }
}

fn percent(share: f32) -> String {
    t::percent(format_args!("{:.0}", 100.0 * share))
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
    t::exploding(who, format_args!("{norm:.0}"))
}

/// How good the samples were at the latest snapshot; `None` when that was not measured.
fn quality(rules: &Rules) -> Option<String> {
    let samples = rules.measurements.latest()?;
    let mut text = t::quality(step(samples.step), format_args!("{:.0}", samples.times_floor()?));
    if let Some((covered, of)) = samples.modes {
        text = t::quality_modes(text, format_args!("{covered:.0}"), format_args!("{of:.0}"));
    }
    if let Some((share, _)) = samples.quality {
        text = t::quality_share(text, percent(share));
    }
    Some(text)
}

/// How far D's outputs differ, where that was measured.
fn spread(rules: &Rules) -> String {
    let Some((at, spread)) = rules.measurements.latest().and_then(|s| Some((s.step, s.spread?))) else {
        return String::new();
    };
    let (at, number) = (step(at), three_digits(spread.into()));
    match spread {
        _ if spread < DEAD_SPREAD => t::spread_dead(at, number),
        _ if spread < BLIND_SPREAD => t::spread_blind(at, number),
        _ => t::spread(at, number),
    }
}

fn losses(rules: &Rules) -> String {
    let Vitals { loss_d, .. } = rules.vitals;
    let (loss, accuracy) = (format!("{loss_d:.2}"), percent(rules.vitals.accuracy()));
    let Some((low, high)) = rules.band.loss_d else { return t::losses(loss, accuracy) };
    let says: fn(String, String, String, String) -> String = match f64::from(loss_d) {
        loss if loss < low => t::losses_below,
        loss if loss > high => t::losses_above,
        _ => t::losses_within,
    };
    says(loss, format!("{low:.2}"), format!("{high:.2}"), accuracy)
}

fn no_alarm(rules: &Rules) -> String {
    match quality(rules) {
        Some(text) => t::no_alarm_measured(losses(rules), text),
        None => t::no_alarm(losses(rules)),
    }
}

fn on_its_way(rules: &Rules) -> String {
    let (Some(text), Some((at, times))) = (quality(rules), rules.measurements.previous()) else {
        return no_alarm(rules);
    };
    capital(&t::on_its_way(text, format_args!("{times:.0}"), step(at), losses(rules)))
}

fn alike(rules: &Rules, e: &Experiment) -> String {
    let Some(samples) = rules.measurements.latest() else { return String::new() };
    let at = step(samples.step);
    let class = commonest(samples, e.data);
    match (samples.modes, samples.diversity) {
        (Some((covered, of)), _) => {
            t::alike_modes(at, format_args!("{covered:.0}"), format_args!("{of:.0}"), class)
        }
        (None, Some((value, _))) => t::alike_differ(at, percent(value), class),
        (None, None) => t::alike(at, class),
    }
}

/// Which class a collapsed G makes, where a classifier knows it and it has more than a fair share.
fn commonest(samples: &SampleQuality, data: Data) -> String {
    let (Some(class), Some((share, real))) = (samples.class, samples.class_share) else {
        return String::new();
    };
    let twice = share > 2.0 * real;
    if !twice {
        return String::new();
    }
    let (share, real) = (percent(share), percent(real));
    match data {
        Data::Digits8 => t::commonest_digit(share, class, real),
        Data::Stacked8 => t::commonest_stacked(share, class / 10, class % 10, real),
        _ => t::commonest_class(share, class, real),
    }
}

/// What of real images G's tanh does not reach, where there is much of it.
fn given_away(rules: &Rules) -> String {
    let extremes = rules.measurements.latest().and_then(|samples| samples.extremes);
    match extremes {
        Some((fake, real)) if real > GIVEN_AWAY && fake < GIVEN_AWAY * real => {
            t::given_away(percent(real), percent(fake))
        }
        _ => String::new(),
    }
}

fn leaks(rules: &Rules) -> String {
    let measured = rules.measurements.latest().and_then(|s| Some((s.step, s.boxes?)));
    let Some((at, (share, real))) = measured else { return String::new() };
    t::leaks(step(at), percent(share), percent(real))
}

/// How bad the samples are, that they stay so, and what of D may be the reason.
fn stalled(rules: &Rules) -> String {
    let quality = quality(rules).unwrap_or_default();
    let spread = rules.measurements.latest().and_then(|samples| samples.spread);
    // Without a scale the outputs of a critic may be as small as they like.
    let text = match spread.filter(|s| rules.band.loss_d.is_some() && *s < BLIND_SPREAD) {
        Some(spread) => t::stalled_constant(quality, three_digits(spread.into())),
        None => t::stalled(quality),
    };
    capital(&text) + &clipped(rules)
}

/// How bad the samples are, and that these were all steps.
fn far(rules: &Rules, e: &Experiment) -> String {
    capital(&t::far(quality(rules).unwrap_or_default(), step(e.steps))) + &clipped(rules)
}

/// A sentence on a critic whose weights lie at their bound, after a blank; else nothing.
fn clipped(rules: &Rules) -> String {
    let measured = rules.measurements.latest().and_then(|samples| Some((samples.clipped?, samples.spread)));
    let Some((share, spread)) = measured.filter(|(share, _)| *share >= CLIPPED) else {
        return String::new();
    };
    match spread {
        Some(spread) => t::clipped_spread(percent(share), three_digits(spread.into())),
        None => t::clipped(percent(share)),
    }
}

fn by_heart(rules: &Rules) -> String {
    let measured = rules.measurements.latest().and_then(|s| Some((s.step, s.outputs?)));
    let Some((at, outputs @ [train, held_out, fake])) = measured else { return String::new() };
    let share = memorised::share(outputs).map_or(String::new(), percent);
    let [train, held_out, fake] = [train, held_out, fake].map(|output| format!("{output:.2}"));
    t::by_heart(step(at), train, held_out, fake, share)
}

fn copies(rules: &Rules) -> String {
    let measured = rules.measurements.latest().and_then(|s| Some((s.step, s.copying?)));
    let Some((at, (share, usual))) = measured else { return String::new() };
    t::copies(step(at), percent(share), percent(usual))
}

//! The sentence that speaks for a finding, with its numbers.

use super::finding::Finding;
use super::memorised;
use super::rules::Rules;
use super::vitals::Vitals;

/// One plain sentence for `finding`.
pub fn of(finding: Finding, rules: &Rules) -> String {
    let Vitals { loss_d, acc_real, acc_fake, grad_d, grad_g, .. } = rules.vitals;
    let (real, fake) = (percent(acc_real), percent(acc_fake));
    match finding {
        Finding::Diverged => "A loss is no longer a finite number, so this run cannot go on.".into(),
        Finding::Exploding => {
            let (who, norm) = if grad_d > grad_g { ("D", grad_d) } else { ("G", grad_g) };
            format!("The gradient of {who} has a norm of {norm:.0}; above 100 something is going wrong.")
        }
        Finding::VanishedGradients => {
            let start = rules.gradients.at_start();
            format!(
                "The norm of G's gradient is {grad_g:.1e}, less than a thousandth of the {start:.2} at the start: G no longer learns."
            )
        }
        Finding::DiscriminatorWon => format!(
            "D's loss is at its floor ({loss_d:.2}) and it knows {real} of the real and {fake} of the fake samples."
        ),
        Finding::Blind => format!(
            "D guesses: its loss of {loss_d:.3} is no better than a guess's, it knows {real} of the real and {fake} of the fake samples{}.",
            far(rules)
        ),
        Finding::ModeCollapse => alike(rules),
        Finding::Overfitting => by_heart(rules),
        Finding::Copying => {
            let share = rules.samples.copying.map_or(f32::NAN, |(value, _)| value);
            let usual = rules.samples.copying.map_or(f32::NAN, |(_, floor)| floor);
            format!(
                "{} of G's images are as near to a training image as only {} of real ones are.",
                percent(share),
                percent(usual)
            )
        }
        Finding::Oscillation => {
            "The samples have become bad again three times in 1,000 steps: the energy distance more than doubles and halves in turn.".into()
        }
        Finding::WarmingUp => format!("No alarm, but it is too early to call this healthy{}.", far(rules)),
        Finding::Healthy => healthy(rules),
    }
}

fn percent(share: f32) -> String {
    format!("{:.0} %", 100.0 * share)
}

fn far(rules: &Rules) -> String {
    rules.samples.times_floor().map_or_else(String::new, |times| {
        format!(", and the samples' energy distance is {times:.0} times that of real ones")
    })
}

fn alike(rules: &Rules) -> String {
    match (rules.samples.modes, rules.samples.diversity) {
        (Some((covered, of)), _) => format!("G's samples cover {covered:.0} of {of:.0} modes."),
        (None, Some((value, _))) => {
            format!("Two of G's samples differ by {} of what two real ones do.", percent(value))
        }
        (None, None) => "G's samples are too much alike.".into(),
    }
}

fn by_heart(rules: &Rules) -> String {
    let Some(outputs @ [train, held_out, fake]) = rules.samples.outputs else { return String::new() };
    let share = memorised::share(outputs).map_or(String::new(), percent);
    format!(
        "D gives training images {train:.2}, held-out images {held_out:.2} and G's {fake:.2}: {share} of what it knows is learned by heart."
    )
}

fn healthy(rules: &Rules) -> String {
    let Vitals { loss_d, .. } = rules.vitals;
    let accuracy = percent(rules.vitals.accuracy());
    let Some((low, high)) = rules.band.loss_d else {
        return format!("No alarm: D's loss is {loss_d:.2}, its accuracy {accuracy}{}.", far(rules));
    };
    let usual = format!("its usual band of {low:.2} to {high:.2}");
    let place = match f64::from(loss_d) {
        loss if loss < low => format!("below {usual}"),
        loss if loss > high => format!("above {usual}"),
        _ => format!("within {usual}"),
    };
    format!("No alarm: D's loss is {loss_d:.2}, {place}, its accuracy {accuracy}{}.", far(rules))
}

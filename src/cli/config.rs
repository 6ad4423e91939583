//! An experiment as flat JSON: the keys of the link, numbers as numbers.

use std::path::Path;

use serde_json::{Map, Value as Json};

use crate::experiment::{Data, Experiment, KEYS, Value, key, validate};

/// Reads a config file.
///
/// # Errors
/// One line that names the file or the key and what is accepted.
pub fn load(path: &Path) -> Result<Experiment, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("config={}: {e}", path.display()))?;
    let fields = serde_json::from_str(&text)
        .map_err(|e| format!("config={}: accepted is a JSON object: {e}", path.display()))?;
    from_fields(&fields)
}

/// Every key of `experiment`, also those at their defaults: the file stays true when a later version
/// has other defaults.
pub fn to_json(experiment: &Experiment) -> String {
    let fields = KEYS.iter().filter(|k| k.applies(experiment.data)).map(|key| {
        let value = match key.get(experiment) {
            Value::Int(v) => Json::from(v),
            Value::Float(v) => Json::from(v),
            Value::Switch(v) => Json::from(u8::from(v)),
            Value::Choice(_, word) => Json::from(word),
        };
        format!("  \"{}\": {value}", key.name)
    });
    format!("{{\n{}\n}}", fields.collect::<Vec<_>>().join(",\n"))
}

/// Reads what [`to_json`] writes; keys that are left out have their defaults.
///
/// # Errors
/// One line that names the key and what is accepted.
fn from_fields(fields: &Map<String, Json>) -> Result<Experiment, String> {
    let mut experiment = Experiment::default_for(Data::Ring8);
    if let Some(data) = fields.get("data") {
        set(&mut experiment, "data", data)?;
        experiment = Experiment::default_for(experiment.data);
    }
    for (name, value) in fields {
        set(&mut experiment, name, value)?;
    }
    // What the user's images can be trained with is known when they are read.
    match validate(&experiment).first().filter(|_| !experiment.data.needs_files()) {
        Some(issue) => Err(format!("{}={}: {}", issue.key, issue.value, issue.reason)),
        None => Ok(experiment),
    }
}

fn set(experiment: &mut Experiment, name: &str, value: &Json) -> Result<(), String> {
    let text = match value {
        Json::String(text) => text.clone(),
        Json::Bool(switch) => u8::from(*switch).to_string(),
        other => other.to_string(),
    };
    let key = key(name).ok_or_else(|| format!("{name}={text}: no such key"))?;
    let value = key.parse(&text).map_err(|_| format!("{name}={text}: accepted is {}", key.range))?;
    key.set(experiment, value);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::TRICKS;

    fn from_json(text: &str) -> Result<Experiment, String> {
        from_fields(&serde_json::from_str(text).expect("a JSON object"))
    }

    #[test]
    fn every_trick_on_every_data_set_survives_the_way() {
        for data in Data::ALL {
            for trick in TRICKS.iter().filter(|t| t.greyed(data).is_none()) {
                let mut experiment = trick.switched(&Experiment::default_for(data), true);
                experiment.seed = u32::MAX;
                assert_eq!(from_json(&to_json(&experiment)), Ok(experiment), "{}", trick.id);
            }
        }
    }

    #[test]
    fn numbers_are_numbers_and_left_out_keys_have_the_defaults_of_the_data_set() {
        let json: Json = serde_json::from_str(&to_json(&Experiment::default_for(Data::Ring8))).expect("JSON");
        assert_eq!(json["g.lr"], 1e-3);
        assert_eq!(json["labels.swap"], 0);
        assert_eq!(json["loss"], "ns");
        let read = from_json(r#"{"seed": 3, "data": "digits8"}"#).expect("valid");
        assert_eq!(read, Experiment { seed: 3, ..Experiment::default_for(Data::Digits8) });
    }

    #[test]
    fn what_is_wrong_is_named_with_what_is_accepted() {
        let said = |text| from_json(text).expect_err("bad");
        assert_eq!(said(r#"{"batch": 1e9}"#), "batch=1000000000.0: accepted is a whole number from 2 to 512");
        assert_eq!(
            said(r#"{"loss": "best"}"#),
            "loss=best: accepted is one of ns, minimax, ls, wgan-clip, wgan-gp, hinge, rp, ra"
        );
        assert_eq!(said(r#"{"nonsense": 1}"#), "nonsense=1: no such key");
        assert!(said(r#"{"g.steps": 0, "d.steps": 0}"#).starts_with("d.steps=0: "));
    }
}

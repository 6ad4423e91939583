//! A run as JSON: the keys of the link, numbers as numbers, flat. Only a run that was forked or changed
//! on the way has more: `"fork": { "at": 2400, "of": { … } }` with the run that it comes from, and
//! `"edits": [{ "after": 1200, "d.lr": 4e-4 }]`.

use std::path::Path;

use serde_json::{Map, Value as Json};

use super::refusal;
use crate::experiment::script::MAX_STEP;
use crate::experiment::{
    Change, Course, Data, Experiment, Fork, KEYS, Key, MAX_RUNS, RunId, Script, Value, key, link, validate,
};

/// Reads a config file: the run and all that it was forked from ([`Script::lineage`]).
///
/// # Errors
/// One line that names the file or the key and what is accepted.
pub fn load(path: &Path) -> Result<Script, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("config={}: {e}", path.display()))?;
    let fields = serde_json::from_str(&text)
        .map_err(|e| format!("config={}: accepted is a JSON object: {e}", path.display()))?;
    from_fields(fields)
}

/// The last run of `lineage`, as it begins: every key, also those at their defaults, so that the file
/// stays true when a later version has other defaults.
pub fn to_json(lineage: &Script) -> String {
    object(&lineage.courses, 0)
}

fn object(courses: &[Course], depth: usize) -> String {
    let Some((course, before)) = courses.split_last() else { return "{}".into() };
    let indent = "  ".repeat(depth);
    let data = course.start.data;
    let keys = KEYS.iter().filter(|key| key.applies(data));
    let mut fields: Vec<String> = keys.map(|key| field(key, key.get(&course.start))).collect();
    if let Some(fork) = course.fork {
        let parent = object(before, depth + 2);
        let fork = format!("{indent}    \"at\": {},\n{indent}    \"of\": {parent}", fork.at);
        fields.push(format!("\"fork\": {{\n{fork}\n{indent}  }}"));
    }
    if !course.edits.is_empty() {
        let edits = edits(course).into_iter().map(|edit| format!("\n{indent}    {edit}"));
        fields.push(format!("\"edits\": [{}\n{indent}  ]", edits.collect::<Vec<_>>().join(",")));
    }
    let lines: Vec<_> = fields.into_iter().map(|field| format!("{indent}  {field}")).collect();
    format!("{{\n{}\n{indent}}}", lines.join(",\n"))
}

fn edits(course: &Course) -> Vec<String> {
    let before = [&course.start].into_iter().chain(course.edits.iter().map(|edit| &edit.to));
    let edit = |(before, Change { after, to }): (&Experiment, &Change)| {
        let changes = before.differences(to).into_iter().map(|(key, value)| field(key, value));
        let fields: Vec<_> = [format!("\"after\": {after}")].into_iter().chain(changes).collect();
        format!("{{ {} }}", fields.join(", "))
    };
    before.zip(&course.edits).map(edit).collect()
}

fn field(key: &Key, value: Value) -> String {
    let value = match value {
        Value::Int(v) => Json::from(v),
        Value::Float(v) => Json::from(v),
        Value::Switch(v) => Json::from(u8::from(v)),
        Value::Choice(_, word) => Json::from(word),
    };
    format!("\"{}\": {value}", key.name)
}

/// Reads what [`to_json`] writes; keys that are left out have their defaults.
///
/// # Errors
/// One line that names the key and what is accepted.
fn from_fields(fields: Map<String, Json>) -> Result<Script, String> {
    let mut courses = Vec::new();
    add(fields, &mut courses, 1)?;
    let script = Script::with(courses);
    // The link knows what may change while a run trains, and in a fork.
    let link::Parsed { script, issues } = link::read(&link::write(&script));
    issues.first().map_or(Ok(script), |problem| Err(refusal(&problem.issue)))
}

/// Adds the run of `fields` behind what it was forked from.
fn add(mut fields: Map<String, Json>, courses: &mut Vec<Course>, runs: usize) -> Result<(), String> {
    let (fork, edits) = (fields.remove("fork"), fields.remove("edits"));
    let mut course = Course::plain(experiment(&fields)?);
    if let Some(fork) = fork {
        let of = fork.get("of").and_then(Json::as_object);
        let of = of.ok_or("fork: accepted is an object with the fields at and of, the run's config")?;
        if runs == MAX_RUNS {
            return Err(format!("fork: accepted are {} forks of forks", MAX_RUNS - 1));
        }
        add(of.clone(), courses, runs + 1)?;
        let of = RunId(courses.len() - 1);
        course.fork = Some(Fork { of, at: step("fork", "at", fork.get("at"))? });
    }
    for edit in edits.as_ref().map_or(Ok(&[][..]), list)? {
        let mut fields = edit.as_object().cloned().ok_or("edits: accepted is a list of objects")?;
        let after = step("edits", "after", fields.remove("after").as_ref())?;
        if course.edits.last().is_some_and(|last| last.after >= after) {
            return Err(format!("edits: after={after}: accepted are rising steps"));
        }
        let mut to = course.now().clone();
        for (name, value) in &fields {
            set(&mut to, name, value)?;
        }
        course.edits.push(Change { after, to });
    }
    courses.push(course);
    Ok(())
}

fn list(edits: &Json) -> Result<&[Json], String> {
    edits.as_array().map(Vec::as_slice).ok_or_else(|| "edits: accepted is a list of objects".into())
}

fn step(field: &str, name: &str, value: Option<&Json>) -> Result<u32, String> {
    let step = value.and_then(Json::as_u64).and_then(|step| u32::try_from(step).ok());
    step.filter(|step| (1..=MAX_STEP).contains(step)).ok_or_else(|| {
        let given = value.map_or_else(|| "nothing".into(), Json::to_string);
        format!("{field}: {name}={given}: accepted is a step from 1 to {MAX_STEP}")
    })
}

fn experiment(fields: &Map<String, Json>) -> Result<Experiment, String> {
    let mut experiment = Experiment::default_for(Data::Ring8);
    if let Some(data) = fields.get("data") {
        set(&mut experiment, "data", data)?;
        experiment = Experiment::default_for(experiment.data);
    }
    for (name, value) in fields {
        set(&mut experiment, name, value)?;
    }
    // What the user's images can be trained with is known when they are read.
    let problem = validate(&experiment).into_iter().next().filter(|_| !experiment.data.needs_files());
    problem.map_or(Ok(experiment), |issue| Err(refusal(&issue)))
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

    fn from_json(text: &str) -> Result<Script, String> {
        from_fields(serde_json::from_str(text).expect("a JSON object"))
    }

    fn plain(experiment: Experiment) -> Script {
        Script::with(vec![Course::plain(experiment)])
    }

    #[test]
    fn every_trick_on_every_data_set_survives_the_way() {
        for data in Data::ALL {
            for trick in TRICKS.iter().filter(|t| t.greyed(data).is_none()) {
                let mut experiment = trick.switched(&Experiment::default_for(data), true);
                experiment.seed = u32::MAX;
                let script = plain(experiment);
                assert_eq!(from_json(&to_json(&script)), Ok(script), "{}", trick.id);
            }
        }
    }

    #[test]
    fn a_fork_of_a_fork_with_edits_survives_the_way() {
        let link = "v=2&data=ring8&seed=3&a@100:d.lr=4e-4&a@200:noise=0.1&b=a@300&b:loss=hinge&c=b@400&c:optimizer=sgd&c@500:g.steps=2";
        let script = link::read(link).script;
        let lineage = script.lineage(RunId(2)).expect("a run");
        assert_eq!(from_json(&to_json(&lineage)).as_ref(), Ok(&lineage), "{}", to_json(&lineage));
        let json: Json = serde_json::from_str(&to_json(&lineage)).expect("JSON");
        assert_eq!(json["edits"], serde_json::json!([{ "after": 500, "g.steps": 2 }]));
        assert_eq!((&json["fork"]["at"], &json["fork"]["of"]["fork"]["at"]), (&400.into(), &300.into()));
        let first = script.lineage(RunId(0)).expect("a run");
        let json: Json = serde_json::from_str(&to_json(&first)).expect("JSON");
        assert_eq!((json.get("fork"), json["edits"].as_array().map(Vec::len)), (None, Some(2)));
    }

    #[test]
    fn numbers_are_numbers_and_left_out_keys_have_the_defaults_of_the_data_set() {
        let script = plain(Experiment::default_for(Data::Ring8));
        let json: Json = serde_json::from_str(&to_json(&script)).expect("JSON");
        assert_eq!(json["g.lr"], 1e-3);
        assert_eq!(json["labels.swap"], 0);
        assert_eq!(json["loss"], "ns");
        assert!(json.get("fork").is_none() && json.get("edits").is_none());
        let read = from_json(r#"{"seed": 3, "data": "digits8"}"#).expect("valid");
        assert_eq!(read, plain(Experiment { seed: 3, ..Experiment::default_for(Data::Digits8) }));
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
        assert_eq!(
            said(r#"{"edits": [{"after": 10, "batch": 32}]}"#),
            "batch=32: it cannot change while the run trains"
        );
        assert_eq!(
            said(r#"{"edits": [{"after": 0, "noise": 1}]}"#),
            "edits: after=0: accepted is a step from 1 to 1000000"
        );
        assert!(said(r#"{"edits": [{"after": 9}, {"after": 9}]}"#).contains("rising steps"));
        assert!(said(r#"{"edits": 3}"#).starts_with("edits: accepted is a list"));
        assert_eq!(
            said(r#"{"g.width": 8, "fork": {"at": 10, "of": {}}}"#),
            "g.width=8: a fork keeps the weights of its networks"
        );
        assert!(said(r#"{"fork": {"of": {}}}"#).starts_with("fork: at=nothing: "));
    }
}

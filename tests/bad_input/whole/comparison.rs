//! Files of comparisons.

use saddle::chart::MetricCurve;
use saddle::data::{Axes, OwnData, UserFile, Wishes};
use saddle::experiment::RunId;
use saddle::experiment::architecture::Shape;
use saddle::experiment::link;
use saddle::keep::archive::front;
use saddle::keep::record::{self, Kind};
use saddle::keep::{Head, KeptFiles, PartName, State, Thumb};
use saddle::play::Mark;
use saddle::protocol::{Bytes, Network, encode};
use saddle::record::StepRecord;

use super::message::{metric, points};

pub fn comparison() -> Vec<Vec<u8>> {
    vec![two_runs(), own_data()]
}

fn two_runs() -> Vec<u8> {
    let text = "v=2&data=ring8&seed=3&b=a@2&b:noise=0.1&b@3:noise=0.2&hide=loss";
    let mark = Mark { step: 5, run: RunId(1), text: "rates halved".into() };
    let state = State::of(&link::read(text).script, &[false, true], &[mark], true, None);
    let state = state.with_ended([None, Some((6, Network::Generator))].into_iter());
    let checkpoint = |step: u32| record::write(Kind::Checkpoint, &(step, Bytes(vec![5; 20])));
    let snap = (points(), vec![metric()], vec!["too few".to_owned()], Some(Bytes(vec![7; 20])));
    written(vec![
        (PartName::State, state.record()),
        (PartName::History(0, 0), history(5)),
        (PartName::History(1, 0), history(5)),
        (PartName::Scores(0, 0), record::write(Kind::Scores, &vec![curve()])),
        (PartName::Clock(0), record::write(Kind::Clock, &[(0, (0, 0), 0.0), (5, (5, 5), 1.5)].to_vec())),
        (PartName::Snap(0, 4), record::write(Kind::Snap, &snap)),
        (PartName::Saved(0), checkpoint(5)),
        (PartName::Root(1), checkpoint(2)),
    ])
}

fn own_data() -> Vec<u8> {
    let bytes: String = (0..12).map(|i| format!("{i},{}\n", i * i)).collect();
    let file = UserFile { name: "own.csv".into(), bytes: bytes.into_bytes() };
    let own = OwnData::found(&[file], &Wishes::default()).expect("points");
    let own = encode(&own);
    let files = KeptFiles {
        names: vec!["own.csv".into()],
        data: "Own points".into(),
        side: None,
        about: "12 points".into(),
        bytes: own.len() as f64,
        axes: Some(Axes { centre: [5.5, 42.2], spread: [3.5, 38.0], names: ["x".into(), "y".into()] }),
    };
    let script = link::read("v=2&data=table&seed=3").script;
    written(vec![
        (PartName::State, State::of(&script, &[false], &[], false, Some(files)).record()),
        (PartName::History(0, 0), history(3)),
        (PartName::Data, record::seal(Kind::Data, &own)),
    ])
}

fn history(steps: usize) -> Vec<u8> {
    record::write(Kind::History, &vec![StepRecord { loss_d: 1.0, ..StepRecord::default() }; steps])
}

fn curve() -> MetricCurve {
    let metric = metric();
    let points = vec![(2, 0.5), (4, f32::NAN)];
    MetricCurve { id: metric.id, label: metric.label, floor: metric.floor, lower_is_better: true, points }
}

fn written(parts: Vec<(PartName, Vec<u8>)>) -> Vec<u8> {
    let head = Head {
        name: "Two runs".into(),
        pinned: true,
        when: 1.8e12,
        runs: 2,
        step: 5,
        data: "Ring of 8".into(),
        differs: "B: forked at 2".into(),
        verdict: "No alarm".into(),
        best: String::new(),
        thumb: Some(Thumb::of(&points(), Shape::Point)),
        build: "0".into(),
        link: "v=2&data=ring8&seed=3".into(),
        parts: parts.iter().map(|(name, bytes)| (name.to_string(), bytes.len() as u32)).collect(),
    };
    let parts = parts.into_iter().flat_map(|(_, bytes)| bytes);
    front(&head).into_iter().chain(parts).collect()
}

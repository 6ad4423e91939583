//! Messages between the page and its workers.

use saddle::dirac::Game;
use saddle::experiment::architecture::Shape;
use saddle::export::taken::{Film, Taken, TakenRun, Wanted as File};
use saddle::failure::Failure;
use saddle::inside::{Inside, Sheet, View, Wanted};
use saddle::protocol::{
    Bytes, Command, Configure, Edit, Event, Progress, Ready, Said, Single, Snapshot, Stage, encode,
};
use saddle::record::{Frame, Happening, Metric, Pixels, ScaledImages, Sigma, StepRecord};
use saddle::{reader, taker};

pub fn message() -> Vec<Vec<u8>> {
    let said = events().into_iter().map(|event| encode(&Said { number: 3, event }));
    let told = reader::Told::Fetching { done: 3, of: 900_000 };
    let order = taker::Order { taken: taken(), wanted: File::Apng(Film { run: Some(0), seconds: 9 }) };
    commands().iter().map(encode).chain(said).chain([encode(&told), encode(&order)]).collect()
}

fn commands() -> Vec<Command> {
    vec![
        Command::Configure(Configure {
            number: 3,
            experiment: "v=2&data=ring8&seed=3".into(),
            edits: vec![Edit { after: 7, experiment: "v=2&data=ring8&seed=3&noise=0.1".into() }],
            files: Some(1),
            resume: Some(Bytes(vec![1, 2, 200])),
        }),
        Command::Advance { to: 500, show: true, snapshot: false },
        Command::Single(Single::Generator),
        Command::Look(Wanted { slopes: true, sheet: true, ..Wanted::default() }),
        Command::Dirac(Game::default()),
    ]
}

fn events() -> Vec<Event> {
    vec![
        Event::Hello { protocol: 6, build: "0123456789abcdef".into(), device: "CPU".into() },
        Event::Opening(Stage::Testing { done: 2, of: 9 }),
        Event::Ready(Ready {
            step: 0,
            shape: Shape::Image { channels: 1, size: 4 },
            parameters: (1_000, 2_000),
            receptive_field: Some(9),
            counts: Some((5_000, 620)),
            real: Pixels::Images((0..32).collect()),
            frame: images(),
        }),
        Event::Progress(progress()),
        Event::Checkpoint { step: 9, bytes: Bytes(vec![7; 40]) },
        Event::Rejected(Failure::LateEdit { after: 3, step: 9 }),
        Event::Failed(Failure::Checkpoint { why: "cut".into() }),
    ]
}

fn progress() -> Progress {
    let sheet = Sheet { across: 2, cell: 0.5, nodes: vec![0.0, 1.0, 2.0, 3.0] };
    let view = View { slopes: vec![0.1, -0.1], sheet: Some(sheet), ..View::default() };
    Progress {
        step: 3,
        records: vec![StepRecord { loss_d: 1.386, grad_g: f32::NAN, ..StepRecord::default() }; 3],
        by_hand: false,
        millis: 2.0,
        updates: (3, 3),
        class: Some(4),
        happenings: vec![Happening { step: 2, text: "learning rate halved (1 of 5)".into() }],
        frame: Some(points()),
        inside: Some(Inside { of_g: view, of_average: None }),
        snapshot: Some(Snapshot {
            checkpoint: Some(Bytes(vec![3; 30])),
            metrics: vec![metric()],
            missing: vec!["too few samples".into()],
        }),
    }
}

fn taken() -> Taken {
    let run = TakenRun {
        letter: 'A',
        title: "as it is".into(),
        verdict: "No alarm".into(),
        step: 2,
        shape: Some(Shape::Point),
        series: std::array::from_fn(|i| vec![i as f32; 2]),
        metrics: vec![(2, vec![metric()])],
        real: None,
        frames: vec![(2, points())],
    };
    let [address, date, data, build] = ["#v=2", "2026-11-27", "Ring of 8", "0"].map(str::to_owned);
    let columns = Some(["height".into(), "weight".into()]);
    Taken { name: Some("Quiet otter".into()), address, date, data, build, columns, runs: vec![run] }
}

pub fn metric() -> Metric {
    let (id, label) = ("energy".to_owned(), "Energy distance".to_owned());
    Metric { id, label, value: 0.25, floor: Some(0.01), lower_is_better: true }
}

pub fn points() -> Frame {
    Frame {
        samples: Pixels::Points(vec![0.5, -0.5, 1.0, 2.0]),
        heat: (0..16).collect(),
        heat_side: 4,
        extent: 2.0,
        columns: 0,
        averaged: Some(Pixels::Points(vec![0.25; 4])),
        average_decay: Some(0.9),
        scales: Vec::new(),
        sigmas: vec![Sigma { layer: "D 1".into(), value: 1.5 }],
        millis: 1.0,
    }
}

fn images() -> Frame {
    let scales = vec![ScaledImages { size: 2, pixels: Pixels::Images(vec![9; 8]) }];
    let samples = Pixels::Images((0..32).collect());
    Frame { samples, heat: Vec::new(), heat_side: 0, columns: 2, averaged: None, scales, ..points() }
}

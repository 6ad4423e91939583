//! The results that are kept repeat: of each case on points that a tip rescues, the plain run and the best tip
//! are trained again on two seeds, miss and reach the target as recorded, and measure the same numbers.
#![cfg(feature = "cli")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, thread};

use saddle::clinic::board::CaseFile;
use saddle::clinic::floors::Floors;
use saddle::clinic::line::{BASE, Line};
use saddle::clinic::{Board, CASES, Case};

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn lines(path: &Path) -> Vec<Line> {
    read(path).lines().map(|line| serde_json::from_str(line).expect("a line")).collect()
}

/// The best tip of `case` and two seeds on which the plain run missed and it did not.
fn rescue(board: &Board, case: &Case) -> Option<(String, Vec<u32>)> {
    let trained = |arm: &str| board.arm(arm).is_some_and(|known| known.trained_as(&board.arms) == arm);
    let best = board.rescuers(case.id).into_iter().find(|cell| trained(&cell.arm))?.arm.clone();
    let file: CaseFile = serde_json::from_str(&read(&root(&format!("www/clinic/{}.json", case.id)))).ok()?;
    let kept = |arm: &str, seed: u32| {
        file.runs.get(arm)?.iter().find(|(s, ..)| *s == seed).map(|(_, _, kept)| *kept)
    };
    let told = |seed: &u32| kept(BASE, *seed) == Some(false) && kept(&best, *seed) == Some(true);
    let seeds: Vec<u32> = (1..=20).filter(told).take(2).collect();
    Some((best, seeds))
}

/// Trains both sides anew with `seed` and holds them against what was recorded.
fn repeats(case: &Case, arm: &str, seed: u32) {
    let out = std::env::temp_dir().join(format!("saddle-clinic-{}-{}-{seed}", std::process::id(), case.id));
    let status = Command::new(env!("CARGO_BIN_EXE_saddle"))
        .current_dir(root("."))
        .args(["clinic", "run", "--case", case.id, "--arm", BASE, "--arm", arm])
        .args(["--seeds", &format!("{seed}-{seed}"), "--results"])
        .arg(&out)
        .status()
        .expect("the command line");
    assert!(status.success(), "{}: {status}", case.id);
    let recorded = lines(&root(&format!("evidence/results/{}.jsonl", case.id)));
    let floors = Floors::measured();
    let trained = lines(&out.join(format!("{}.jsonl", case.id)));
    assert_eq!(trained.len(), 2, "{}: the plain run and the tip", case.id);
    for now in trained {
        let then = recorded.iter().rev().find(|line| line.name() == now.name());
        let then = then.unwrap_or_else(|| panic!("{}: {} {seed} was not recorded", case.id, now.arm));
        let what = format!("{}, {}, seed {seed}", case.id, now.arm);
        for (metric, values) in &then.series {
            // What the doctor looks at beside may grow.
            assert_eq!(now.series.get(metric), Some(values), "{what}: {metric}");
        }
        assert_eq!((&now.link, &now.bits, now.diverged), (&then.link, &then.bits, then.diverged), "{what}");
        let floor = |metric: &str| floors.of(case.data(), metric);
        assert_eq!(now.keeps(case.target, Default::default(), floor), now.arm != BASE, "{what}");
    }
    fs::remove_dir_all(&out).expect("the folder of this test");
}

#[test]
fn a_case_misses_its_target_and_its_best_tip_reaches_it_again_to_the_last_digit() {
    let board: Board = serde_json::from_str(&read(&root("www/clinic/board.json"))).expect("the board");
    let on_points = CASES.iter().filter(|case| !case.data().is_image() && !case.is_healthy());
    let jobs: Vec<(&Case, String, u32)> = on_points
        .filter_map(|case| Some((case, rescue(&board, case)?)))
        .flat_map(|(case, (arm, seeds))| seeds.into_iter().map(move |seed| (case, arm.clone(), seed)))
        .collect();
    let cases = jobs.iter().map(|(case, ..)| case.id).collect::<std::collections::BTreeSet<_>>();
    assert!(cases.len() >= 8, "rescued are {cases:?}");
    let half = jobs.len().div_ceil(2);
    thread::scope(|scope| {
        for part in jobs.chunks(half) {
            scope.spawn(move || part.iter().for_each(|(case, arm, seed)| repeats(case, arm, *seed)));
        }
    });
}

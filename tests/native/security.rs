//! What SECURITY.md promises and the sources show.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use saddle::experiment::{KEYS, link};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Every Rust file below `folder`, with its path from the root.
fn rust(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root().join(&folder)).expect("a folder").flatten() {
            let path = folder.join(entry.file_name());
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let path = path.to_string_lossy().into_owned();
                found.push((path.clone(), text(&path)));
            }
        }
    }
    assert!(!found.is_empty(), "{folder}");
    found
}

/// The names of elements that `source` writes: those that are closed, `</name>` or `<name … />`.
fn elements(source: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for rest in source.split('<').skip(1) {
        let closes = rest.strip_prefix('/');
        let name: String = closes
            .unwrap_or(rest)
            .chars()
            .take_while(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
            .collect();
        let after = &closes.unwrap_or(rest)[name.len()..];
        let single = after.split('>').next().is_some_and(|tag| tag.ends_with('/') && !tag.contains('\n'));
        if !name.is_empty() && (closes.is_some() && after.starts_with('>') || single) {
            found.insert(name);
        }
    }
    found
}

#[test]
fn every_threat_names_a_test_or_a_script_that_is_there() {
    let sources: String = ["src", "tests"].into_iter().flat_map(rust).map(|(_, source)| source).collect();
    let security = text("SECURITY.md");
    let rows: Vec<&str> = security
        .lines()
        .filter(|line| line.starts_with("| "))
        .skip(1)
        .filter_map(|row| row.rsplit('|').nth(1))
        .collect();
    assert!(rows.len() > 12, "{} threats", rows.len());
    for row in rows {
        let mut shown = 0;
        for name in row.split('`').skip(1).step_by(2) {
            let there = match name.contains('/') {
                true => root().join(name).exists(),
                false => sources.contains(&format!("fn {name}(")),
            };
            assert!(there, "{name} is not there");
            shown += usize::from(!name.contains('/') || name.starts_with("scripts/"));
        }
        assert!(shown > 0, "no test: {row}");
    }
}

#[test]
fn the_policy_lets_through_what_views_are_made_of_and_nothing_else() {
    let policy = text("www/trusted.js");
    let list = policy.split("ELEMENTS = new Set(").nth(1).and_then(|rest| rest.split(");").next());
    let list = list.expect("the elements").replace(".split(' ')", "");
    let let_through: BTreeSet<String> = list
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let folders = ["src/app", "src/clinic", "src/luck", "src/dirac"];
    let written: BTreeSet<String> =
        folders.into_iter().flat_map(rust).flat_map(|(_, source)| elements(&source)).collect();
    assert_eq!(let_through, written);
    for bad in ["script", "iframe", "object", "embed", "base", "form", "img", "link", "meta", "style"] {
        assert!(!let_through.contains(bad), "{bad}");
    }
}

#[test]
fn there_is_no_unsafe_code_but_where_it_is_documented() {
    let of_us = ["src", "scripts", "fuzz/fuzz_targets", "vendor/cubek/src"].into_iter().flat_map(rust);
    let unsafe_code = |source: &str| {
        let code = source.lines().map(|line| line.split("//").next().unwrap_or_default());
        code.filter(|line| {
            line.contains("unsafe {") || line.contains("unsafe extern") || line.contains("unsafe fn")
        })
        .count()
    };
    let found: Vec<(String, usize)> =
        of_us.map(|(path, source)| (path, unsafe_code(&source))).filter(|(_, count)| *count > 0).collect();
    let documented = [("src/constructors.rs", 2), ("vendor/cubek/src/matmul/small_tile.rs", 1)];
    assert_eq!(found, documented.map(|(path, count)| (path.to_owned(), count)));
    for path in ["src/lib.rs", "scripts/strip_names.rs"] {
        assert!(text(path).contains("#![deny(unsafe_code)]"), "{path}");
    }
    let allowed = rust("src").into_iter().filter(|(_, source)| source.contains("allow(unsafe_code)"));
    assert_eq!(allowed.map(|(path, _)| path).collect::<Vec<_>>(), ["src/constructors.rs"]);
}

#[test]
fn no_link_holds_the_address_of_a_file() {
    let words = [
        "data", "draw", "set", "hide", "at", "luck", "lang", "file", "files", "url", "address", "src",
        "b:data",
    ];
    for name in KEYS.iter().map(|key| key.name).chain(words) {
        for value in ["http://elsewhere.example/a.csv", "http%3A%2F%2Felsewhere.example%2Fa.csv"] {
            let read = link::read(&format!("v=2&data=table&seed=1&{name}={value}"));
            let again = link::write(&read.script);
            assert!(!again.contains("elsewhere"), "{name}: {again}");
            assert_eq!((read.script.drawing, read.script.set), (None, None), "{name}");
        }
    }
}

/// What is made of a link that holds `words` wherever it may.
#[cfg(feature = "cli")]
fn taken_home(words: &str) -> [String; 3] {
    use burn::prelude::Device;
    use saddle::experiment::{Data, Experiment};
    use saddle::export::make;
    use saddle::export::taken::{Taken, TakenRun, Wanted};
    use saddle::record::Metric;
    use saddle::session::Session;

    let mut e = Experiment::default_for(Data::Ring8);
    (e.batch, e.generator.width, e.discriminator.width) = (8, 8, 8);
    let session = Session::new(e, &[], &Device::flex(), None).expect("a session");
    let frame = super::training::now(session.frame()).expect("a frame");
    let metric = Metric {
        id: "energy".into(),
        label: words.into(),
        value: 0.5,
        floor: Some(0.1),
        lower_is_better: true,
    };
    let run = TakenRun {
        letter: 'A',
        title: words.into(),
        verdict: words.into(),
        step: 2,
        shape: Some(session.shape()),
        series: [1.0, 2.0, 0.5, 0.6, 3.0, 4.0].map(|value| vec![value; 2]),
        metrics: vec![(0, vec![metric.clone()]), (2, vec![metric])],
        real: None,
        frames: vec![(2, frame)],
    };
    let taken = Taken {
        name: Some(words.into()),
        address: format!("http://127.0.0.1/#v=2&data=ring8&seed=3&lesson={words}"),
        date: words.into(),
        data: words.into(),
        build: words.into(),
        columns: Some([words.into(), words.into()]),
        runs: vec![run],
    };
    [Wanted::Report, Wanted::ChartsSvg, Wanted::Pytorch(0)].map(|wanted| {
        let file = make(&taken, &wanted, &mut |_, _| {}).unwrap_or_else(|why| panic!("{wanted:?}: {why}"));
        String::from_utf8(file.bytes).expect("text")
    })
}

#[cfg(feature = "cli")]
#[test]
fn a_file_that_is_taken_home_holds_no_markup_and_no_code_of_a_link() {
    let tame = taken_home("words");
    let bad = taken_home(
        "\"'><img src=x onerror=pwned()></title><script>pwned()</script>\\\n\"\"\"\npwned()\n\"\"\"",
    );
    assert!(bad[0].contains("pwned"), "the report holds the words");
    for (tame, bad) in tame.iter().zip(&bad).take(2) {
        for part in ["<img", "<script", "</title", "onerror=\""] {
            assert_eq!(bad.matches(part).count(), tame.matches(part).count(), "{part} in {bad}");
        }
    }
    let [_, _, program] = bad;
    let (doc, code) =
        program.split_once("\"\"\"").and_then(|(_, rest)| rest.split_once("\"\"\"")).unwrap_or_default();
    let head = &program[..program.len() - code.len()];
    assert!(head.contains("pwned") && !code.contains("pwned"), "{head}");
    assert!(!doc.contains('\\'), "{doc}");
}

#[test]
fn every_package_is_of_the_registry_with_its_checksum_or_stands_here() {
    for (lock, here) in
        [("Cargo.lock", &["cubek", "saddle"][..]), ("fuzz/Cargo.lock", &["cubek", "saddle", "saddle-fuzz"])]
    {
        let lock = text(lock);
        let packages = lock.split("[[package]]").skip(1);
        let mut of_ours = Vec::new();
        for package in packages {
            let of = |field: &str| {
                let line = package.lines().find_map(|line| line.strip_prefix(&format!("{field} = \"")));
                line.and_then(|rest| rest.strip_suffix('"'))
            };
            let name = of("name").expect("a name");
            match of("source") {
                None => of_ours.push(name),
                Some(source) => {
                    assert_eq!(source, "registry+https://github.com/rust-lang/crates.io-index", "{name}");
                    assert!(of("checksum").is_some_and(|sum| sum.len() == 64), "{name}");
                }
            }
        }
        assert!(of_ours.iter().all(|name| here.contains(name)), "{of_ours:?}");
    }
}

#[test]
fn workflows_can_only_read_but_for_the_one_that_publishes() {
    let mut writes = Vec::new();
    for entry in fs::read_dir(root().join(".github/workflows")).expect("workflows").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let workflow = text(&format!(".github/workflows/{name}"));
        assert!(workflow.contains("\npermissions:\n  contents: read\n"), "{name}");
        let lines = workflow.lines().map(str::trim).filter(|line| line.contains("write"));
        writes.extend(lines.map(|line| format!("{name}: {line}")));
    }
    assert_eq!(writes, ["pages.yml: pages: write", "pages.yml: id-token: write"]);
}

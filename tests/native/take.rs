//! What leaves the house as code: scripts that parse, and that lose as we do from our own weights and draws.

use std::path::{Path, PathBuf};
use std::process::Command;

use saddle::data::drawn::drawn;
use saddle::data::{OwnData, UserFile, Wishes};
use saddle::experiment::architecture::Shape;
use saddle::experiment::drawing::Drawing;
use saddle::experiment::{Course, Data, Experiment, KEYS, TRICKS, Value, key, link, repair, shape_of};
use saddle::export::code::{Asked, pytorch};

/// An empty folder of this test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// The script of `e`, which may be refused in a combination.
fn script(e: &Experiment, shape: Shape) -> String {
    let course = Course::plain(e.clone());
    let link = link::write_experiment(e);
    let asked = Asked { course: &course, shape, drawing: None, columns: None, title: "A run", link: &link };
    pytorch(&asked).expect("the networks fit")
}

/// Python has no finer word for "it parses" than itself; without one this is skipped with a word.
fn parses(folder: &Path) {
    let check = "import ast, pathlib, sys\nfor p in sorted(pathlib.Path(sys.argv[1]).glob('*.py')):\n    ast.parse(p.read_text(), str(p))";
    match Command::new("python3").args(["-c", check]).arg(folder).output() {
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr)),
        Err(why) => println!("skipped: python3 does not start ({why})"),
    }
}

fn plain_of_every_data_set() -> impl Iterator<Item = (String, Experiment)> {
    Data::ALL.into_iter().map(|data| (format!("{data:?}"), Experiment::default_for(data)))
}

/// Every preset of every trick on `data`, as near as it can stand alone.
fn presets(data: Data) -> Vec<(String, Experiment)> {
    let plain = Experiment::default_for(data);
    let tricks = TRICKS.iter().filter(|trick| trick.greyed(data).is_none());
    let named = tricks.flat_map(|trick| (trick.presets)(data).iter().map(move |preset| (trick, preset)));
    named
        .map(|(trick, preset)| {
            let mut e = trick.with(&plain, Some(preset));
            repair(&mut e);
            (format!("{}--{}-{data:?}", trick.id, preset.name), e)
        })
        .collect()
}

#[test]
fn every_trick_and_data_set_makes_a_script_that_parses() {
    let folder = folder("take-parses");
    let all = plain_of_every_data_set()
        .chain(presets(Data::Ring8))
        .chain(presets(Data::Digits8))
        .chain(presets(Data::Shapes28));
    let mut count = 0;
    for (name, e) in all {
        let text = script(&e, shape_of(e.data));
        assert!(!text.contains("#?") && !text.contains("__G_") && !text.contains("__D_"), "{name}:\n{text}");
        let file = name.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        std::fs::write(folder.join(format!("{count}-{file}.py")), text).expect("written");
        count += 1;
    }
    assert!(count > 130, "{count}");
    parses(&folder);
}

fn drawing() -> Drawing {
    Drawing::of((0..60).map(|i| [f64::from(3 * i % 17) / 20.0 - 0.4, f64::from(i * i % 23) / 30.0 - 0.7]))
}

#[test]
fn a_drawing_stands_in_the_script_with_the_points_that_are_trained_on() {
    let e = Experiment::default_for(Data::Table);
    let (course, drawing) = (Course::plain(e), drawing());
    let asked = Asked {
        course: &course,
        shape: Shape::Point,
        drawing: Some(&drawing),
        columns: None,
        title: "A",
        link: "#",
    };
    let text = pytorch(&asked).expect("the networks fit");
    assert!(!text.contains("--points") && text.contains("* 2 / 4095 - 1\n"), "{text}");
    let list = text.split("\nDRAWN = [").nth(1).and_then(|text| text.split(']').next()).expect("a list");
    let places: Vec<f64> =
        list.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect();
    // What the script does with them, in the same order.
    let points: Vec<[f64; 2]> =
        places.chunks(2).map(|place| [0, 1].map(|axis| place[axis] * 2.0 / 4095.0 - 1.0)).collect();
    let scaled = |axis: usize, value: f64| {
        let mean = |of: &dyn Fn(f64) -> f64| {
            points.iter().map(|point| of(point[axis])).sum::<f64>() / points.len() as f64
        };
        let middle = mean(&|v| v);
        ((value - middle) / mean(&|v| (v - middle).powi(2)).sqrt()) as f32
    };
    let found: Vec<f32> =
        points.iter().flat_map(|point| [scaled(0, point[0]), scaled(1, point[1])]).collect();
    assert_eq!(found, drawn(&drawing).expect("points").values);
    let folder = folder("take-drawn");
    std::fs::write(folder.join("run.py"), text).expect("written");
    parses(&folder);
}

/// Of a script its columns and how it reads a table, without torch: the points as text.
const TABLE: &str = "
import ast, csv, json, math, pathlib, sys
tree = ast.parse(pathlib.Path(sys.argv[1]).read_text())
called = lambda node: getattr(node, 'name', None) or ast.unparse(getattr(node, 'targets', [ast.Constant(0)])[0])
tree.body = [node for node in tree.body if called(node) in ('COLUMNS', 'table')]
exec(compile(tree, 'run.py', 'exec'))
print(json.dumps(table(sys.argv[2])))
";

#[test]
fn the_columns_that_were_chosen_of_a_table_are_those_that_the_script_takes() {
    let folder = folder("take-columns");
    let e = Experiment::default_for(Data::Table);
    let course = Course::plain(e);
    let row = |cut: &str, point: char| {
        let number = move |value: usize| (value as f64 / 4.0).to_string().replace('.', &point.to_string());
        let cut = cut.to_owned();
        move |i: usize| {
            let cells = [format!("p {i}"), number(i * i % 23), number(7 * i % 19), number(3 * i % 17)];
            cells.join(&cut) + "\n"
        }
    };
    let rows = |cut: &str, point: char| (0..40).map(row(cut, point)).collect::<String>();
    let damaged = "p;1;2\nq;;3;4\nr;x;nan;5\n";
    for (i, (table, columns)) in [
        (format!("who,weight,\"hei\"\"ght__\",age\n{}", rows(",", '.')), ["age", "weight"]),
        (format!("who,weight,\"hei\"\"ght__\",age\n{}", rows(",", '.')), ["hei\"ght__", "weight"]),
        (format!("{}{damaged}", rows(";", ',')), ["4", "3"]),
        (format!("who\tweight\t\tage\n{}", rows("\t", ',')), ["3", "age"]),
    ]
    .into_iter()
    .enumerate()
    {
        let wishes = Wishes { columns: Some(columns.map(str::to_owned)), ..Wishes::default() };
        let file = UserFile { name: "own.csv".into(), bytes: table.clone().into_bytes() };
        let own = OwnData::read(Data::Table, &[file], &wishes).unwrap_or_else(|why| panic!("{i}: {why}"));
        let OwnData::Points(set) = own else { panic!("points") };
        let names = Some(&set.axes.names);
        let asked = Asked {
            course: &course,
            shape: Shape::Point,
            drawing: None,
            columns: names,
            title: "A",
            link: "#",
        };
        let text = pytorch(&asked).expect("the networks fit");
        let (script, own) = (folder.join(format!("{i}.py")), folder.join(format!("{i}.csv")));
        std::fs::write(&script, text).expect("written");
        std::fs::write(&own, table).expect("written");
        let Ok(output) = Command::new("python3").args(["-c", TABLE]).args([&script, &own]).output() else {
            return println!("skipped: python3 does not start");
        };
        assert!(output.status.success(), "{i}: {}", String::from_utf8_lossy(&output.stderr));
        let found: Vec<[f64; 2]> = serde_json::from_slice(&output.stdout).expect("JSON");
        let place = |point: &[f64; 2]| {
            [0, 1].map(|axis| ((point[axis] - set.axes.centre[axis]) / set.axes.spread[axis]) as f32)
        };
        assert_eq!(found.iter().flat_map(place).collect::<Vec<f32>>(), set.values, "{i}");
    }
}

#[test]
fn a_script_says_what_it_leaves_out() {
    let mut e = Experiment::default_for(Data::Ring8);
    e.schedule = saddle::experiment::Schedule::OnCollapse;
    let text = script(&e, Shape::Point);
    assert!(text.contains("- lr.schedule=on-collapse: Saddle's doctor halves both rates"), "{text}");
    assert!(!script(&Experiment::default_for(Data::Ring8), Shape::Point).contains("on-collapse"));
}

#[test]
fn every_key_stands_in_the_script_with_its_value() {
    for data in Data::ALL {
        let mut e = Experiment::default_for(data);
        let batch = key("batch").expect("a key");
        batch.set(&mut e, Value::Int(96));
        let text = script(&e, shape_of(data));
        for key in KEYS.iter().filter(|key| key.applies(data)) {
            assert!(
                text.contains(&format!("\n    {}=", key.name.replace('.', "_"))),
                "{} of {data:?}",
                key.name
            );
        }
        assert!(text.contains("\n    batch=96,\n"));
    }
}

/// A Python that knows torch and `others`: that of `TORCH_PYTHON`, else `python3`. A test says a word where there
/// is none.
#[cfg(feature = "cli")]
fn python_with_torch(others: &str) -> Option<String> {
    let python = std::env::var("TORCH_PYTHON").unwrap_or_else(|_| "python3".into());
    let import = format!("import torch{others}");
    let found = Command::new(&python).args(["-c", &import]).output().is_ok_and(|o| o.status.success());
    if !found {
        println!("skipped: {python} has no torch{others}; TORCH_PYTHON names one that has");
    }
    found.then_some(python)
}

#[cfg(feature = "cli")]
fn saddle(args: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_saddle")).args(args).output().expect("the command starts");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Runs many scripts in one Python, each on its trace and then two steps by itself; prints what the first printed.
/// The real samples of a trace must be among those that the script loads from the same files.
#[cfg(feature = "cli")]
const DRIVER: &str = "
import contextlib, io, json, pathlib, runpy, sys
found, root, data = {}, pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
def run(case, args):
    sys.argv = ['run.py'] + args
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        made = runpy.run_path(str(case / 'run.py'), run_name='__main__')
    return printed.getvalue(), made
def loads_what_was_drawn(case, made):
    torch, e, real = made['torch'], made['E'], made['Real']()
    rows = real.rows[real.labels == e.only] if hasattr(e, 'only') else real.rows
    for file in (case / 'trace').glob('step-*'):
        drawn = made['safetensors'](file)['d1.real.rows']
        if drawn.shape[1] != rows.shape[1]:
            return  # Two digits in one sample.
        far = torch.cdist(drawn, rows, p=float('inf')).min(1).values.max()
        assert far < 1e-4, (case, far)
for case in sorted(root.iterdir()):
    found[case.name] = json.loads(run(case, ['--trace', str(case / 'trace')])[0])
    text = (case / 'run.py').read_text()
    shipped = 'mnist' if 'data=\"mnist\"' in text else 'digits8'
    files = [f'--{kind}={data}/{shipped}-{kind}.idx.gz' for kind in ('images', 'labels')] if '--images' in text else []
    files = json.loads((case / 'files.json').read_text()) if (case / 'files.json').exists() else files
    said, made = run(case, ['--steps=2', f'--out={case}/saddle.pt'] + files)
    assert 'step 2 of 2: loss' in said and 'nan' not in said, (case, said)
    if files:
        loads_what_was_drawn(case, made)
print(json.dumps(found))
";

/// Trains three traced steps of each link, and holds the script of each to their losses and gradient norms.
#[cfg(feature = "cli")]
fn loses_as_we_do(name: &str, links: &[&str]) {
    let Some(python) = python_with_torch("") else { return };
    let folder = folder(name);
    for (i, link) in links.iter().enumerate() {
        write(&folder.join(format!("{i:03}")), &format!("#v=1&{link}"), &[]);
    }
    near(&python, &folder, links);
}

/// The trace of three steps of a run, and its script, with the user's files where it needs some.
#[cfg(feature = "cli")]
fn write(folder: &Path, link: &str, files: &[&str]) {
    let text = |path: PathBuf| path.to_str().expect("text").to_owned();
    let (out, script) = (text(folder.into()), text(folder.join("run.py")));
    let files: Vec<&str> = if files.is_empty() { Vec::new() } else { [&["--data-files"], files].concat() };
    saddle(&[&["train", "--link", link, "--steps", "3", "--trace", "3", "--out", &out], &files[..]].concat());
    saddle(&[&["code", link, "--to", "pytorch", "--out", &script], &files[..]].concat());
}

/// Runs the scripts of `folder` and holds what they print to the traces beside them.
#[cfg(feature = "cli")]
fn near(python: &str, folder: &Path, names: &[&str]) {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/data");
    let output =
        Command::new(python).args(["-c", DRIVER]).arg(folder).arg(data).output().expect("python starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    for (i, link) in names.iter().enumerate() {
        let trace = std::fs::read(folder.join(format!("{i:03}/trace/trace.json"))).expect("a trace");
        let trace: serde_json::Value = serde_json::from_slice(&trace).expect("JSON");
        let steps = trace["steps"].as_array().expect("steps");
        assert_eq!(steps.len(), 3);
        for (step, theirs) in steps.iter().zip(found[format!("{i:03}")].as_array().expect("steps")) {
            let (ours, theirs) =
                (step["updates"].as_array().expect("updates"), theirs.as_array().expect("updates"));
            assert_eq!(ours.len(), theirs.len(), "{link}");
            for (ours, theirs) in ours.iter().zip(theirs) {
                for (key, within) in [("loss", 1e-4), ("gradient_norm", 1e-3)] {
                    let (ours, theirs) = (ours[key].as_f64().expect(key), theirs[key].as_f64().expect(key));
                    let near = (ours - theirs).abs() <= within * ours.abs().max(1.0);
                    assert!(near, "{link}: {key} of step {}: ours {ours}, PyTorch's {theirs}", step["step"]);
                }
            }
        }
    }
}

#[cfg(feature = "cli")]
#[test]
fn the_plain_gan_of_every_made_or_shipped_data_set_loses_as_we_do() {
    let plain =
        ["ring8", "grid25", "spiral", "moons", "digits8", "stacked8"].map(|data| format!("data={data}"));
    loses_as_we_do("take-plain", &plain.each_ref().map(String::as_str));
    let small = "&batch=16&g.width=8&d.width=8";
    let large = ["shapes28", "mnist"].map(|data| format!("data={data}{small}"));
    loses_as_we_do("take-plain-28", &large.each_ref().map(String::as_str));
}

#[cfg(feature = "cli")]
#[test]
fn every_preset_of_every_trick_loses_as_we_do_on_points() {
    let links: Vec<_> = presets(Data::Ring8).into_iter().map(|(_, e)| link::write_experiment(&e)).collect();
    let links: Vec<&str> = links.iter().map(|link| link.trim_start_matches("v=1&")).collect();
    loses_as_we_do("take-points", &links);
}

#[cfg(feature = "cli")]
#[test]
fn the_first_preset_of_every_trick_loses_as_we_do_on_images() {
    let mut all = presets(Data::Digits8);
    all.dedup_by_key(|(name, _)| name.split_once("--").map(|(trick, _)| trick.to_owned()));
    let links: Vec<_> = all.into_iter().map(|(_, e)| link::write_experiment(&e)).collect();
    assert!(links.len() > 20);
    let links: Vec<&str> = links.iter().map(|link| link.trim_start_matches("v=1&")).collect();
    loses_as_we_do("take-images", &links);
}

#[cfg(feature = "cli")]
#[test]
fn tricks_together_lose_as_we_do() {
    loses_as_we_do(
        "take-together",
        &[
            "data=digits8&loss=hinge&d.spectral=1&g.spectral=1&condition=projection&ema=0.99",
            "data=digits8&loss=wgan-gp&d.norm=layer&multi_scale=1&d.steps=2",
            "data=digits8&loss=rp&r1=1&r2=1&condition=concat&g.activation=elu&d.activation=tanh",
            "data=stacked8&augment=color,shift,cutout&noise=0.1&pack=2&d.dropout=0.2",
            "data=ring8&labels.swap=1&loss=ls&labels.flip=0.1&minibatch_stddev=1&replay=0.5&batch=48",
            "data=ring8&labels.real=0.85&labels.fake=0.15&labels.spread=0.1&pack=3&batch=60&g.norm=layer",
            "data=digits8&g.upsample=resize&g.kernel=3&d.norm=instance&init=orthogonal&latent.kind=uniform",
            "data=shapes28&classes=only:3&batch=16&g.width=8&d.width=8&loss=ra&r1=0.5",
        ],
    );
}

#[cfg(feature = "cli")]
#[test]
fn own_images_and_points_train_from_their_files() {
    let Some(python) = python_with_torch("") else { return };
    let folder = folder("take-own");
    let image = |i: usize| (0..784).map(move |p| if (p / 28 + p % 28 + i) % 9 < 4 { 255 } else { 0 });
    let pixels: Vec<u8> = (0..50).flat_map(image).collect();
    let labels: Vec<u8> = (0..50).map(|i| i % 10).collect();
    let point = |i: u32| format!("{},{}\n", 3 * i % 17, i * i % 23);
    let points: String = (0..60).map(point).collect();
    let text = |path: &Path| path.to_str().expect("text").to_owned();
    let own = |i: usize, name: &str, bytes: &[u8]| {
        let case = folder.join(format!("{i:03}"));
        std::fs::create_dir_all(&case).expect("a folder");
        std::fs::write(case.join(name), bytes).expect("written");
        text(&case.join(name))
    };
    let small = "&batch=8&g.width=4&d.width=4";
    let images = own(0, "images.idx", &super::fixtures::idx(8, &[50, 28, 28], &pixels));
    let classes = own(0, "labels.idx", &super::fixtures::idx(8, &[50], &labels));
    let table = own(1, "points.csv", ("x,y\n".to_owned() + &points).as_bytes());
    let told = |files: &[(&str, &str)]| {
        let args: Vec<String> = files.iter().map(|(kind, path)| format!("--{kind}={path}")).collect();
        serde_json::to_string(&args).expect("JSON")
    };
    own(0, "files.json", told(&[("images", &images), ("labels", &classes)]).as_bytes());
    own(1, "files.json", told(&[("points", &table)]).as_bytes());
    write(&folder.join("000"), &format!("#v=1&data=images&condition=concat{small}"), &[&images, &classes]);
    write(&folder.join("001"), "#v=1&data=table&batch=8&data.count=20", &[&table]);
    let wide: String = (0..60).map(|i| format!("p{i};{};{};{}\n", i % 5, 3 * i % 17, i * i % 23)).collect();
    let wide = own(3, "wide.csv", ("who;x;y;z\n".to_owned() + &wide).as_bytes());
    own(3, "files.json", told(&[("points", &wide)]).as_bytes());
    write(&folder.join("003"), "#v=1&data=table&batch=8", &[&wide, "--data-columns", "z", "y"]);
    // A drawing needs no file.
    write(&folder.join("002"), &format!("#v=1&data=table&batch=8&draw={}", drawing().write()), &[]);
    near(&python, &folder, &["images", "table", "drawing", "columns"]);
}

/// Writes pictures in colour, wider than high, into two folders of `folder`, which are their classes. None is its
/// own mirror image.
#[cfg(feature = "cli")]
fn paint(folder: &Path) {
    let (width, height) = (22, 20);
    for i in 0..40 {
        let class = folder.join(["cats", "dogs"][i % 2]);
        std::fs::create_dir_all(&class).expect("a folder");
        let pixel = |at: usize| {
            let (x, y) = (at % width, at / width);
            [10 * x + i, 9 * y + 2 * i, if (x * x + y + i) % 7 < 3 { 250 } else { 3 * i }].map(|v| v as u8)
        };
        let pixels: Vec<u8> = (0..width * height).flat_map(pixel).collect();
        let bytes = super::fixtures::png(width as u32, height as u32, &pixels);
        std::fs::write(class.join(format!("{i}.png")), bytes).expect("written");
    }
}

#[cfg(feature = "cli")]
#[test]
fn own_pictures_in_colour_and_mirrored_ones_train_from_their_folder() {
    let Some(python) = python_with_torch(", PIL") else { return };
    let folder = folder("take-pictures");
    let painted = self::folder("take-painted");
    paint(&painted);
    let painted = painted.to_str().expect("text");
    let small = "data=images&batch=8&g.width=4&d.width=4";
    let links = [
        small.to_owned(),
        format!("{small}&data.flip=1&loss=hinge&d.spectral=1"),
        format!("{small}&data.flip=1&data.count=12&classes=only:1&augment=color,shift&r1=1"),
    ];
    for (i, link) in links.iter().enumerate() {
        let case = folder.join(format!("{i:03}"));
        write(&case, &format!("#v=1&{link}"), &[painted]);
        let told = serde_json::json!([format!("--images={painted}")]).to_string();
        std::fs::write(case.join("files.json"), told).expect("written");
        let trace: serde_json::Value =
            serde_json::from_slice(&bytes(&case.join("trace"), "trace.json")).expect("JSON");
        assert_eq!(trace["shape"], serde_json::json!({ "channels": 3, "size": 16 }));
    }
    near(&python, &folder, &links.each_ref().map(String::as_str));
}

/// Bytes of a file in the folder of a run.
#[cfg(feature = "cli")]
fn bytes(folder: &Path, name: &str) -> Vec<u8> {
    std::fs::read(folder.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

#[cfg(feature = "cli")]
#[test]
fn a_run_that_is_traced_is_the_same_to_the_last_bit() {
    // The rates listen to the doctor here, who must not hear what is measured for the trace.
    let link = "#v=1&data=ring8&lr.schedule=on-collapse&g.lr=2e-2&snapshot.every=20&steps=100";
    let text = |name: &str| folder(name).to_str().expect("text").to_owned();
    let (plain, traced) = (text("take-untraced"), text("take-traced"));
    saddle(&["train", "--link", link, "--out", &plain]);
    saddle(&["train", "--link", link, "--trace", "25", "--out", &traced]);
    let (plain, traced) = (Path::new(&plain), Path::new(&traced));
    assert_eq!(bytes(plain, "weights.safetensors"), bytes(traced, "weights.safetensors"));
    let losses = |folder: &Path| -> Vec<Vec<String>> {
        let rows = String::from_utf8(bytes(folder, "metrics.csv")).expect("text");
        // All but the seconds.
        let cells =
            |row: &str| row.split(',').enumerate().filter(|(i, _)| *i != 1).map(|(_, c)| c.into()).collect();
        rows.lines().map(cells).collect()
    };
    assert_eq!(losses(plain).len(), 101);
    assert_eq!(losses(plain), losses(traced));
    assert!(!plain.join("trace").exists());
}

#[cfg(feature = "cli")]
#[test]
fn a_trace_holds_what_it_says() {
    let out = folder("take-trace");
    let link = "#v=1&data=digits8&d.steps=2&condition=concat&noise=0.1&snapshot.every=10&ema=0.9";
    saddle(&["train", "--link", link, "--steps", "3", "--trace", "2", "--out", out.to_str().expect("text")]);
    let trace = out.join("trace");
    let table: serde_json::Value = serde_json::from_slice(&bytes(&trace, "trace.json")).expect("JSON");
    assert_eq!(table["shape"], serde_json::json!({ "channels": 1, "size": 8 }));
    let steps = table["steps"].as_array().expect("steps");
    let names = |step: &serde_json::Value| -> Vec<String> {
        let all = step["updates"].as_array().expect("updates").iter();
        all.map(|update| update["name"].as_str().expect("a name").to_owned()).collect()
    };
    assert_eq!((steps.len(), names(&steps[0])), (2, vec!["d1".to_owned(), "d2".into(), "g1".into()]));
    let csv = String::from_utf8(bytes(&out, "metrics.csv")).expect("text");
    let first: Vec<f64> =
        csv.lines().nth(1).expect("a row").split(',').map(|c| c.parse().unwrap_or(f64::NAN)).collect();
    let loss = |i: usize| steps[0]["updates"][i]["loss"].as_f64().expect("a loss");
    assert!(((loss(0) + loss(1)) / 2.0 - first[2]).abs() < 1e-6 && (loss(2) - first[3]).abs() < 1e-6);
    let raw = bytes(&trace, steps[1]["file"].as_str().expect("a file"));
    let file = safetensors::SafeTensors::deserialize(&raw).expect("safetensors");
    let shape = |name: &str| file.tensor(name).unwrap_or_else(|_| panic!("no {name}")).shape().to_vec();
    for (name, expected) in [
        ("d1.real.rows", vec![64, 64]),
        ("d2.real.classes", vec![64, 10]),
        ("d2.fake.latents", vec![64, 32]),
        ("g1.fake.noise", vec![64, 64]),
        ("d1.fake.logits", vec![64, 1]),
        ("samples", vec![100, 64]),
    ] {
        assert_eq!(shape(name), expected, "{name}");
    }
    assert!(trace.join("end.safetensors").exists() && trace.join("latents.safetensors").exists());
}

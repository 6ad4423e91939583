//! What people write.

use saddle::play::assignment::Assignment;

pub fn link() -> Vec<Vec<u8>> {
    let points = "AAAA____gAAAAAgAgAgAAAABAABABABABAAcAcAYAYAUA";
    bytes([
        "v=2&data=ring8&seed=7&steps=6000&a@500:d.lr=2e-3&b:noise=0.3&b@1200:d.lr=4e-4&b@1200:noise=0&b@3000:g.steps=2&c=a@2400&c:loss=hinge&c:d.lr=1e-4&c@3000:d.dropout=0.2&d=c@2700&at=2000",
        "v=2&data=digits8&seed=4294967295&steps=1500&b:augment=color,shift,cutout&c:loss=wgan-clip&c:optimizer=sgd&d:classes=only:8&hide=loss,ttur",
        "v=2&data=images&seed=1&multi_scale=1&g.norm=batch&d.spectral=1&ema=0.99&replay=0.5&b:=&luck=10",
        "v=1&data=moons&seed=3&b:",
        "#v=2&data=stacked8&seed=1&lr.schedule=on-collapse",
        &format!("v=2&data=table&seed=7&b:noise=0.1&draw={}", &points[..44]),
        "",
    ])
}

pub fn lesson() -> Vec<Vec<u8>> {
    let answers = ["A", "B <b>", "训练"].map(str::to_owned).to_vec();
    let lesson = Assignment::new("Train both & watch D's loss.\n训练", "Which one collapsed?", answers, 1);
    let pair = lesson.expect("a lesson").pair();
    bytes([
        &format!("#v=2&data=ring8&seed=1&{pair}&at=5"),
        r#"["Look.","",[],0]"#,
        r#"["Train both.","Why?",["one"," two ","","three","four","five"],3]"#,
    ])
}

pub fn language() -> Vec<Vec<u8>> {
    bytes([
        "# A remark.\n## bar\ntrain = Train <b>it</b>\n\n## doctor\nlong = One\n    two.\n# Remark\nb-2 = { $n }\n",
        "## tips\nmodes = { $found } of {$all} { $all -> [one] mode *[other] modes }{ \" {\" }\r\nlink = <a>读</a> on\n",
    ])
}

/// Lines of the plan that is in the repository, of each kind and with each field.
pub fn plan() -> Vec<Vec<u8>> {
    let all = include_str!("../../../evidence/plan.jsonl");
    let with =
        |field: &str| all.lines().find(|line| line.contains(field)).unwrap_or_else(|| panic!("{field}"));
    let row = |more: &str| {
        format!(
            r#"{{"id":"a","tip":"noise","claim":"c","link":"v=1&data=ring8&seed=1&b:noise=0.3","metric":"hq","expected":"better","because":"b"{more}}}"#
        )
    };
    let carry = with(r#""carry""#);
    let cell: serde_json::Value = serde_json::from_str(carry).expect("a line");
    let arm = with(&format!(r#""arm": {},"#, cell["arm"]));
    bytes([
        &format!("// the plan\n\n{}\n{}\n", row(""), with(r#""recipe""#)),
        &row(r#","seeds":3,"variant_metric":"ema-hq","start":"mirrored","variant_steps":8000"#),
        &format!("{}\n{}\n", with(r#""after""#), with(r#""control": true"#)),
        &format!("{arm}\n{carry}\n"),
        with(r#""only""#),
    ])
}

pub fn results() -> Vec<Vec<u8>> {
    let all = include_str!("../../../evidence/results/ring.jsonl");
    let diverged = include_str!("../../../evidence/results/diverges.jsonl");
    let two: Vec<&str> = all.lines().take(2).collect();
    let end = diverged.lines().find(|line| line.contains(r#""diverged""#)).expect("one diverged");
    let sweep = r#"{"link":"v=2&data=ring8&seed=1","start":"again","metrics":[{"id":"hq","label":"Good","value":0.25,"floor":0.98,"lower_is_better":false}],"diverged":null,"seconds":3.25}"#;
    bytes([&two.join("\n"), end, &format!("{sweep}\n{sweep}\n")])
}

fn bytes<const N: usize>(texts: [&str; N]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

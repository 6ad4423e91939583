//! A program of Rust as rustfmt would have it, near enough, after parts of it have gone.

use super::template::{has_word, without_gaps};

/// The longest line that several are joined to.
const WIDTH: usize = 110;

/// `program` without what its parts that went have left: gaps, short calls over many lines, imports.
pub fn tidy(program: &str) -> String {
    // Twice: a head that was joined may open an empty block.
    let text = imports(&joined(&joined(program)));
    without_gaps(&text, 1).replace("\n\n}", "\n}").replace("{\n\n", "{\n")
}

/// `text` with what stands in brackets over several lines on one, where it is short and holds no block.
fn joined(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let (mut made, mut at) = (String::new(), 0);
    while let Some(line) = lines.get(at) {
        match closed(&lines[at..]) {
            Some(length) => {
                let inner: Vec<&str> = lines[at + 1..at + length].iter().map(|line| line.trim()).collect();
                let inner = inner.join(" ");
                let inner = inner.trim_end_matches(',');
                let space = if line.ends_with('{') && !inner.is_empty() { " " } else { "" };
                made += &format!("{line}{space}{inner}{space}{}\n", lines[at + length].trim());
                at += length + 1;
            }
            None => {
                made += line;
                made.push('\n');
                at += 1;
            }
        }
    }
    made
}

/// How many lines below the first of `lines` its bracket closes, where all of it fits on one line.
fn closed(lines: &[&str]) -> Option<usize> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let opening = lines.first()?;
    let first = indent(opening);
    let length = lines.iter().skip(1).position(|line| indent(line) == first && !line.is_empty())? + 1;
    let is_plain = lines[1..length].iter().all(|line| line.ends_with(',') && indent(line) == first + 4);
    let is_open =
        opening.ends_with('(') || opening.ends_with("Self {") || opening.ends_with('{') && length == 1;
    let width: usize = lines[..=length].iter().map(|line| line.trim().len() + 1).sum();
    let closes = lines[length].trim().starts_with([')', '}']);
    (is_plain && is_open && closes && first + width <= WIDTH).then_some(length)
}

/// `program` with the imports that it uses alone, those of one module on one line.
fn imports(program: &str) -> String {
    let (imports, body): (Vec<&str>, Vec<&str>) = program.lines().partition(|line| line.starts_with("use "));
    let body = body.join("\n");
    let mut lines: Vec<(&str, Vec<&str>)> = Vec::new();
    for path in imports.iter().filter_map(|line| line.strip_prefix("use ")?.strip_suffix(';')) {
        let Some((module, name)) = path.rsplit_once("::") else { continue };
        if !name.starts_with(['*', '{']) && !has_word(&body, name) {
            continue;
        }
        match lines.last_mut() {
            Some((last, names)) if *last == module => names.push(name),
            _ => lines.push((module, vec![name])),
        }
    }
    let line = |(module, names): (&str, Vec<&str>)| match names[..] {
        [name] => format!("use {module}::{name};\n"),
        _ => format!("use {module}::{{{}}};\n", names.join(", ")),
    };
    let imports = lines.into_iter().map(line).collect::<String>();
    imports.replacen("use burn", "\nuse burn", 1) + &body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_calls_are_on_one_line_and_imports_are_used() {
        let program = "use a::B;\nuse a::C;\nuse a::D;\n\nfn f(\n    x: C,\n) {\n}\n\nimpl D {\n\n    fn new() -> Self {\n        \
                       Self {\n            a: 1,\n            b,\n        }\n    }\n\n}\n";
        let expected = "use a::{C, D};\n\nfn f(x: C) {}\n\nimpl D {\n    fn new() -> Self {\n        \
                        Self { a: 1, b }\n    }\n}\n";
        assert_eq!(tidy(program), expected);
        let long = format!("    let x = g(\n        {},\n    );\n", "y".repeat(100));
        assert_eq!(joined(&long), long);
    }
}

//! Tables of pixels as people have them.

use super::super::range::Range as Grey;
use super::*;

/// `rows` of 64 pixels, row i all i, with `before` and `behind`.
fn table(rows: usize, before: impl Fn(usize) -> String, behind: impl Fn(usize) -> String) -> String {
    let row = |i: usize| format!("{}{}{}\n", before(i), vec![(i * 20).to_string(); 64].join(","), behind(i));
    (0..rows).map(row).collect()
}

/// The first byte of every image, the labels, and the notes.
type Found = (Vec<u8>, Option<Vec<u8>>, Vec<String>);

fn read_all(text: &str) -> Result<Found, String> {
    let mut notes = Vec::new();
    let Pixels { stack, labels, .. } =
        parse(text, &mut notes).map_err(|fault| fault.of("a.csv").to_string())?;
    let firsts = (0..stack.count).filter_map(|i| stack.frame(i, Grey::BYTES, false)).map(|frame| frame[0]);
    Ok((firsts.collect(), labels.map(|labels| labels.of), notes))
}

fn none(_: usize) -> String {
    String::new()
}

#[test]
fn pixels_stand_alone_or_beside_a_label() {
    let greys: Vec<u8> = (0..12).map(|i| i * 20).collect();
    let classes: Vec<u8> = (0..12).map(|i| i % 10).collect();
    assert_eq!(read_all(&table(12, none, none)), Ok((greys.clone(), None, vec![])));
    let expected = Ok((greys, Some(classes), vec![]));
    assert_eq!(read_all(&table(12, |i| format!("{},", i % 10), none)), expected);
    let header = format!("label,{}\n", (0..64).map(|i| format!("pixel{i}")).collect::<Vec<_>>().join(","));
    assert_eq!(read_all(&(header + &table(12, |i| format!("{},", i % 10), none))), expected);
    let hot = |i: usize| (0..10).map(|k| format!(",{}", u8::from(k == i % 10))).collect::<String>();
    assert_eq!(read_all(&table(12, none, hot)), expected);
    // A blank between cells, and floats, as in the Semeion digits.
    let semeion = table(12, none, hot).replace(',', ".0000 ").replace('\n', " \n");
    assert_eq!(read_all(&semeion).map(|(_, labels, _)| labels), expected.map(|(_, labels, _)| labels));
}

#[test]
fn the_label_may_stand_last_as_in_the_uci_digits() {
    // Corner pixels that are always 0; 0 to 16.
    let row = |i: usize| format!("0,{},0,{}\n", vec![(i % 17).to_string(); 62].join(","), i % 10);
    let (greys, labels, _) = read_all(&(0..20).map(row).collect::<String>()).expect("a table");
    assert_eq!(labels, Some((0..20).map(|i| i % 10).collect()));
    assert_eq!(greys, [0; 20]);
}

#[test]
fn floats_from_0_to_1_are_spread() {
    let text = table(5, |i| format!("{i},"), none)
        .replace("20", "0.2")
        .replace("40", "0.4")
        .replace("60", "0.6")
        .replace("80", "1");
    assert_eq!(read_all(&text).map(|(greys, ..)| greys), Ok(vec![0, 51, 102, 153, 255]));
}

#[test]
fn rows_that_are_not_whole_are_counted_with_the_first_place() {
    let mut text = table(12, none, none);
    text.insert_str(0, "1,2,3\n");
    text += "\n,,\n";
    text += &format!("x{}\n", ",1".repeat(63));
    let (greys, _, notes) = read_all(&text).expect("a table");
    assert_eq!(greys.len(), 12);
    assert_eq!(
        notes,
        [
            "1 row is left out: another number of columns (the first: row 1)",
            "1 row is left out: a missing value (the first: row 15, column 1)",
            "1 row is left out: text instead of a number (the first: row 16, column 1)"
        ]
    );
}

#[test]
fn what_is_no_table_of_pixels_is_named() {
    assert_eq!(
        read_all("hello"),
        Err(format!("a.csv: text without a table of numbers; expected {EXPECTED}"))
    );
    assert_eq!(read_all("1,2\n3,4\n"), Err(format!("a.csv: a table of 2 columns; expected {EXPECTED}")));
    let said = read_all(&table(12, |i| format!("{},", 70 + i), none).replace(",0,", ",99,"))
        .expect_err("no classes");
    assert!(said.starts_with("a.csv: neither the first nor the last column holds classes"), "{said}");
}

#[test]
fn the_range_is_that_of_the_pixels_and_not_of_the_labels() {
    let text = table(12, |i| format!("{},", i + 40), none);
    let Pixels { labels, seen, .. } = parse(&text, &mut Vec::new()).expect("a table");
    assert_eq!(labels.map(|l| l.of[11]), Some(51));
    assert_eq!((seen.low, seen.high), (0.0, 220.0));
}

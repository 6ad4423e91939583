//! Tables of points as people have them.

use super::*;

fn rows(line: impl Fn(usize) -> String) -> String {
    (0..20).map(line).collect()
}

fn points(text: &str) -> PointSet {
    parse(text, None).unwrap_or_else(|fault| panic!("{}", fault.of("a.csv")))
}

/// The points in the user's units, rounded to hundredths.
fn back(set: &PointSet) -> Vec<[f64; 2]> {
    let round = |v: f64| (v * 100.0).round() / 100.0;
    set.values.chunks(2).map(|p| [0, 1].map(|axis| round(set.axes.in_units(axis, p[axis])))).collect()
}

#[test]
fn spreadsheets_of_both_worlds_give_the_same_points() {
    let expected: Vec<[f64; 2]> = (0..20).map(|i| [i as f64 + 0.5, 400.0 - i as f64]).collect();
    let english = rows(|i| format!("{}.5,{}\n", i, 400 - i));
    let german = rows(|i| format!("{},5\t{}\r\n", i, 400 - i));
    let science = rows(|i| format!("{:.1}E+1;{},0\n", (i as f64 + 0.5) / 10.0, 400 - i).replace('.', ","));
    assert_eq!(back(&points(&english)), expected);
    assert_eq!(back(&points(&german)), expected);
    assert_eq!(back(&points(&format!("sep=,\n{english}"))), expected);
    assert_eq!(points(&science).count(), 20);
    assert!((points(&science).axes.centre[1] - 390.5).abs() < 1e-9);
}

#[test]
fn a_header_names_the_axes_and_one_glued_to_a_mark_too() {
    let set = points(&format!("height;weight\n{}", rows(|i| format!("{i},5;{}\n", 3 * i))));
    assert_eq!((set.count(), set.axes.names), (20, ["height".into(), "weight".into()]));
    let file = format!("\u{feff}Länge;Breite\n{}", rows(|i| format!("{i},5;{}\n", 3 * i)));
    let set = points(&super::super::text::decoded(file.as_bytes()).expect("short"));
    assert_eq!(set.axes.names, ["Länge".to_owned(), "Breite".into()]);
    let set = points(&rows(|i| format!("{i}.5 {}\n", 3 * i)));
    assert_eq!(set.axes.names, ["column 1".to_owned(), "column 2".into()]);
}

#[test]
fn two_columns_are_chosen_that_vary_and_do_not_count_the_rows() {
    let text = format!(",name,year,x,y\n{}", rows(|i| format!("{i},tree {i},2020,{}.25,{}\n", i % 7, i * i)));
    let set = points(&text);
    assert_eq!(set.axes.names, ["x".to_owned(), "y".into()]);
    assert_eq!(set.notes, ["of 5 columns x and y are used"]);
    let asked = |x: &str, y: &str| parse(&text, Some(&[x.into(), y.into()])).map(|set| set.axes.names);
    assert_eq!(asked("Y", "1"), Ok(["y".into(), "column 1".into()]));
    let said = asked("z", "y").expect_err("no z").of("a").to_string();
    assert_eq!(said, "a: no column z; expected one of column 1, name, year, x, y");
}

#[test]
fn rows_without_a_point_are_counted_and_the_first_is_named() {
    let text = format!(
        "Trees of 2020\nx,y\n{}NaN,3\n4,\n5,oops\n\n6\n# end\n",
        rows(|i| format!("{i}.5,{}\n", i * i))
    );
    let set = points(&text);
    assert_eq!((set.count(), &set.axes.names[0][..]), (20, "x"));
    assert_eq!(
        set.notes,
        [
            "2 rows are left out: another number of columns (the first: row 1)",
            "2 rows are left out: a missing value (the first: row 23, column 1)",
            "1 row is left out: text instead of a number (the first: row 25, column 2)"
        ]
    );
}

#[test]
fn what_is_no_table_of_points_is_named() {
    let said = |text: &str| parse(text, None).expect_err("bad").of("a.csv").to_string();
    assert_eq!(said("hello\n"), format!("a.csv: text without a table of numbers; expected {EXPECTED}"));
    let constant = rows(|i| format!("{i},5\n"));
    assert_eq!(said(&constant), format!("a.csv: 1 of 2 columns with numbers that vary; expected {EXPECTED}"));
    assert_eq!(said("1,2\n3,5\n"), "a.csv: 2 points; expected at least 10");
}

#[test]
fn of_very_many_points_as_many_are_kept_spread_evenly() {
    let text: String = (0..100_007).map(|i| format!("{i}.5,{}\n", i % 10)).collect();
    let set = points(&text);
    assert_eq!(set.count(), MAX_POINTS);
    assert_eq!(set.notes, ["100000 of 100007 points are used, spread evenly"]);
}

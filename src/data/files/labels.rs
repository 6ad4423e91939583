//! The classes of images: from numbers, or from the folders that they lie in.

use super::fault::{Fault, Place, shown};
use super::limits::MAX_CLASSES;
use crate::text::fault as t;

/// Labels of letters run from 1 to 26 (EMNIST letters).
const LETTERS: f64 = 26.0;

/// A class for every image.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// The class of each image, from 0.
    pub of: Vec<u8>,
    /// What the classes are called, by number.
    pub names: Vec<String>,
}

impl Labels {
    /// The classes `numbers`; where they run from 1 to 26 they are letters.
    ///
    /// # Errors
    /// [`Fault`] at the first that is no whole number from 0 to 61.
    pub fn of_numbers(numbers: impl Iterator<Item = f64> + Clone) -> Result<Self, Fault> {
        let mut ends = (f64::INFINITY, f64::NEG_INFINITY);
        for (i, number) in numbers.clone().enumerate() {
            if number.fract() != 0.0 || !(0.0..MAX_CLASSES as f64).contains(&number) {
                let expected = t::WHOLE_CLASSES.get();
                return Err(Fault::at(Place::Sample(i as u64), t::bad_label(number), expected));
            }
            ends = (ends.0.min(number), ends.1.max(number));
        }
        let letters = ends == (1.0, LETTERS);
        let first = if letters { 1.0 } else { 0.0 };
        let of: Vec<u8> = numbers.map(|number| (number - first) as u8).collect();
        let name = |k: u8| if letters { char::from(b'a' + k).to_string() } else { k.to_string() };
        let classes = of.iter().max().map_or(0, |most| most + 1);
        Ok(Self { of, names: (0..classes).map(name).collect() })
    }

    /// The classes of images in `folders`: their numbers where all are called by one, else by the
    /// alphabet. `None` when all lie in one folder, or in more than 62.
    pub fn of_folders(folders: &[&str]) -> Option<Self> {
        let mut names: Vec<&str> = Vec::new();
        for name in folders {
            match names.binary_search(name) {
                Err(_) if names.len() == MAX_CLASSES => return None,
                Err(place) => names.insert(place, name),
                Ok(_) => {}
            }
        }
        if names.len() < 2 {
            return None;
        }
        let number = |name: &str| name.parse::<u8>().ok().filter(|n| usize::from(*n) < MAX_CLASSES);
        if let Some(numbers) = folders.iter().map(|name| number(name)).collect::<Option<Vec<u8>>>() {
            let classes = numbers.iter().max().map_or(0, |most| most + 1);
            return Some(Self { of: numbers, names: (0..classes).map(|k| k.to_string()).collect() });
        }
        let place = |name: &&str| names.binary_search(name).unwrap_or(0) as u8;
        Some(Self {
            of: folders.iter().map(place).collect(),
            names: names.iter().map(|n| shown(n)).collect(),
        })
    }
}

/// The name of the folder that the file at `path` lies in.
pub fn folder(path: &str) -> Option<&str> {
    let mut parts = path.rsplit(['/', '\\']);
    parts.next();
    parts.next().filter(|name| !matches!(*name, "" | "." | ".."))
}

/// The name of the file at `path` without its ending.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.split_once('.').map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(values: &[f64]) -> Result<Labels, Fault> {
        Labels::of_numbers(values.iter().copied())
    }

    #[test]
    fn labels_from_1_to_26_are_letters() {
        let letters = numbers(&[1.0, 26.0, 2.0]).expect("letters");
        assert_eq!((letters.of, letters.names.len(), &letters.names[25][..]), (vec![0, 25, 1], 26, "z"));
        let digits = numbers(&[1.0, 9.0]).expect("digits");
        assert_eq!((digits.of, digits.names.len()), (vec![1, 9], 10));
        assert_eq!(numbers(&[0.0, 26.0]).expect("27 classes").of, [0, 26]);
    }

    #[test]
    fn what_is_no_class_is_named_with_its_place() {
        for (bad, said) in
            [(62.0, "62"), (-1.0, "-1"), (0.5, "0.5"), (83_886_080.0, "83886080"), (f64::NAN, "NaN")]
        {
            let fault = numbers(&[3.0, bad]).expect_err("no class");
            assert_eq!((fault.place, fault.found), (Place::Sample(1), format!("label {said}")));
        }
    }

    #[test]
    fn folders_are_classes_by_number_or_by_name() {
        let named = Labels::of_folders(&["dog", "cat", "dog"]).expect("two");
        assert_eq!((named.of, named.names), (vec![1, 0, 1], vec!["cat".to_owned(), "dog".into()]));
        let digits = Labels::of_folders(&["3", "7", "3"]).expect("two");
        assert_eq!((digits.of, digits.names.len()), (vec![3, 7, 3], 8));
        assert_eq!(Labels::of_folders(&["one", "one"]), None);
        let many: Vec<String> = (0..63).map(|i| format!("x{i}")).collect();
        assert_eq!(Labels::of_folders(&many.iter().map(String::as_str).collect::<Vec<_>>()), None);
    }

    #[test]
    fn a_path_ends_in_folder_and_file() {
        assert_eq!([folder("a/cats/1.png"), folder("1.png"), folder("./1.png")], [Some("cats"), None, None]);
        assert_eq!([stem("x/cat.npy"), stem("cat"), stem("a\\b.idx3.gz")], ["cat", "cat", "b"]);
    }
}

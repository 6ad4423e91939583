//! Fashion-MNIST (Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747; MIT licence): where its publisher has it, and what
//! must come of there.

use std::sync::Arc;

use super::own::OwnData;

/// A file that is published.
#[derive(Debug)]
pub struct Published {
    /// What it is called here.
    pub name: &'static str,
    /// Where it lies.
    pub url: &'static str,
    /// Its bytes.
    pub bytes: u32,
    /// SHA-256 of them, in hex.
    pub sha256: &'static str,
}

/// Whom they ask.
pub const HOST: &str = "raw.githubusercontent.com";

/// The 60,000 images and their labels, in the publisher's repository, which lets other sites read its files
/// (rgrove/rawgit, issue 104). Bytes and SHA-256 as in tensorflow/datasets,
/// `tensorflow_datasets/url_checksums/fashion_mnist.txt`, for the same files at the publisher's older address
/// (`fashion-mnist.s3-website.eu-central-1.amazonaws.com`), which has no https, without which no browser takes
/// them into a page that has it.
pub static FILES: [Published; 2] = [
    Published {
        name: "fashion-mnist-images",
        url: "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/train-images-idx3-ubyte.gz",
        bytes: 26_421_880,
        sha256: "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
    },
    Published {
        name: LABELS,
        url: "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/train-labels-idx1-ubyte.gz",
        bytes: 29_515,
        sha256: "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
    },
];

const LABELS: &str = "fashion-mnist-labels";

/// What the labels mean (zalandoresearch/fashion-mnist, README, section "Labels").
const CLASSES: [&str; 10] = [
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
];

/// `own` with the names of its classes, where files of these `names` were fetched.
pub fn with_classes<'a>(mut own: OwnData, mut names: impl Iterator<Item = &'a str>) -> OwnData {
    if let OwnData::Images(set) = &mut own
        && let Some(set) = Arc::get_mut(set)
        && set.classes.len() == CLASSES.len()
        && names.any(|name| name == LABELS)
    {
        set.classes = CLASSES.map(str::to_owned).to_vec();
    }
    own
}

#[cfg(test)]
mod tests {
    use super::super::files::ImageSet;
    use super::*;

    #[test]
    fn both_files_are_at_one_https_address_and_have_a_whole_hash() {
        let folder = |url: &str| url.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        for file in &FILES {
            assert_eq!(folder(file.url), folder(FILES[0].url));
            assert!(
                file.url.starts_with(&format!("https://{HOST}/")) && file.url.ends_with("-ubyte.gz"),
                "{}",
                file.url
            );
            let hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
            assert!(file.sha256.len() == 64 && file.sha256.chars().all(hex), "{}", file.sha256);
            assert!(u64::from(file.bytes) < super::super::MAX_BYTES);
        }
    }

    #[test]
    fn only_what_was_fetched_as_fashion_mnist_has_its_classes() {
        let set = |classes: usize| {
            let classes = (0..classes).map(|k| k.to_string()).collect();
            OwnData::Images(Arc::new(ImageSet { classes, ..ImageSet::default() }))
        };
        let named = |own: OwnData, names: [&str; 2]| match with_classes(own, names.into_iter()) {
            OwnData::Images(set) => set.classes.join(" "),
            OwnData::Points(_) => String::new(),
        };
        let fetched = [FILES[0].name, FILES[1].name];
        assert!(
            named(set(10), fetched).starts_with("T-shirt/top Trouser")
                && named(set(10), fetched).ends_with("boot")
        );
        assert_eq!(named(set(3), fetched), "0 1 2");
        assert_eq!(
            named(set(10), ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"]),
            "0 1 2 3 4 5 6 7 8 9"
        );
    }
}

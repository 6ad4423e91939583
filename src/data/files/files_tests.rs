//! Files as people bring them: every line of "what breaks" that we know of.

#[cfg(feature = "cli")]
use super::fixtures::picture;
use super::fixtures::{Packing, gzip, idx, npy, zip};
use super::*;

/// The images of `files` without a wish.
fn parse(files: &[UserFile]) -> Result<ImageSet, DataError> {
    parse_images(files, &Wishes::default())
}

fn file(name: &str, bytes: &[u8]) -> UserFile {
    UserFile { name: name.into(), bytes: bytes.to_vec() }
}

fn read(files: &[UserFile]) -> ImageSet {
    parse(files).unwrap_or_else(|error| panic!("{error}"))
}

fn said(files: &[UserFile]) -> String {
    parse(files).expect_err("refused").to_string()
}

fn wished(files: &[UserFile], wishes: Wishes) -> Result<ImageSet, String> {
    parse_images(files, &wishes).map_err(|error| error.to_string())
}

/// `n` images of `side` pixels; image i is filled with i.
fn filled(n: usize, side: usize) -> Vec<u8> {
    (0..n).flat_map(|i| vec![i as u8; side * side]).collect()
}

/// 20 images of 8 x 8 as IDX.
fn images() -> Vec<u8> {
    idx(8, &[20, 8, 8], &filled(20, 8))
}

/// 20 labels, i % 10.
fn labels() -> Vec<u8> {
    idx(8, &[20], &(0..20).map(|i| i % 10).collect::<Vec<u8>>())
}

#[test]
fn plain_idx_files_keep_every_bit_under_any_name() {
    for name in ["t10k-images.idx3-ubyte", "images", "x.csv", "t10k-images-idx3-ubyte.gz"] {
        let set = read(&[file(name, &images()), file("labels", &labels())]);
        assert_eq!((set.count, set.side, set.pixels), (20, 8, filled(20, 8)));
        assert_eq!(set.labels.map(|l| l[..3].to_vec()), Some(vec![0, 1, 2]));
        assert_eq!((set.notes.len(), set.classes.len(), set.levels), (0, 10, 20));
    }
    let twice = read(&[file("a.gz", &gzip(&gzip(&images())))]);
    assert_eq!(twice.pixels, filled(20, 8));
    let zipped =
        zip(&[("a/images", &gzip(&images()), Packing::Stored), ("a/labels", &labels(), Packing::Deflated)]);
    assert_eq!(read(&[file("mnist.zip", &zipped)]).labels.map(|l| l.len()), Some(20));
}

#[test]
fn downloads_that_failed_are_called_what_they_are() {
    let page = said(&[file("train-images-idx3-ubyte.gz", b"<!DOCTYPE html><html>")]);
    assert!(
        page.starts_with("train-images-idx3-ubyte.gz: this is a web page, the download failed;"),
        "{page}"
    );
    assert!(said(&[file("a.xz", b"\xfd7zXZ\0...")]).starts_with("a.xz: packed with xz; expected"));
    let cut = gzip(&images());
    assert!(said(&[file("a.gz", &cut[..cut.len() - 9])]).starts_with("a.gz: damaged gzip ("));
}

#[test]
fn float_idx_is_spread_over_its_range() {
    let floats = |low: f32| -> Vec<u8> {
        let value = |i: usize| low + (1.0 - low) * (i % 64) as f32 / 63.0;
        (0..12 * 64).flat_map(|i| value(i).to_be_bytes()).collect()
    };
    for low in [0.0, -1.0] {
        let set = read(&[file("a", &idx(0x0d, &[12, 8, 8], &floats(low)))]);
        assert_eq!((set.pixels[0], set.pixels[63], set.levels), (0, 255, 64));
        assert_eq!((set.seen.low, set.seen.high), (f64::from(low), 1.0));
    }
    // -1 to 1 cast to whole numbers.
    let cast: Vec<u8> = (0..12 * 64).map(|i| (i % 2) as u8).collect();
    let set = read(&[file("a", &idx(8, &[12, 8, 8], &cast))]);
    assert_eq!(set.notes, ["only 2 levels of grey: are the values what they should be?"]);
    let mut bad = floats(0.0);
    bad[..4].copy_from_slice(&f32::NAN.to_be_bytes());
    let set = read(&[file("a", &idx(0x0d, &[12, 8, 8], &bad))]);
    assert_eq!((set.count, &set.skipped.why[0][..]), (11, "a, image 0: not finite"));
}

#[test]
fn qmnist_and_letters_have_their_classes() {
    let row = |class: u32| [class, 0, 17, 900, 1, 2, 3, 4].map(u32::to_be_bytes).concat();
    let qmnist: Vec<u8> = (0..20).flat_map(|i| row(i % 10)).collect();
    let set = read(&[file("images", &images()), file("labels", &idx(0x0c, &[20, 8], &qmnist))]);
    assert_eq!(set.labels.map(|l| l[15]), Some(5));
    let little: Vec<u8> = (0..20).flat_map(|_| [5, 0, 0, 0]).collect();
    let found = said(&[file("images", &images()), file("labels", &idx(0x0c, &[20], &little))]);
    assert_eq!(found, "labels, sample 0: label 83886080; expected whole classes from 0 to 61");
}

#[test]
fn emnist_is_noticed_and_can_be_turned() {
    let sloping: Vec<u8> = (0..26 * 784).map(|i| (i % 28) as u8).collect();
    let files = [
        file("images", &idx(8, &[26, 28, 28], &sloping)),
        file("labels", &idx(8, &[26], &(1..=26).collect::<Vec<u8>>())),
    ];
    let set = read(&files);
    assert_eq!((set.classes.len(), &set.classes[25][..], set.pixels[27]), (26, "z", 27));
    assert_eq!(
        set.notes,
        ["images: this looks like EMNIST, whose images lie transposed unless they are turned"]
    );
    let turned = wished(&files, Wishes { turn: true, ..Wishes::default() }).expect("letters");
    assert_eq!((turned.pixels[27], turned.pixels[27 * 28]), (0, 27));
}

#[test]
fn other_sizes_are_cut_and_brought_to_one_that_trains() {
    let set = read(&[file("a", &idx(8, &[12, 30, 40], &vec![9; 12 * 1200]))]);
    assert_eq!((set.side, set.count), (28, 12));
    assert_eq!(set.notes[0], "a: 40 x 30 pixels are brought to 28 x 28");
    let large = file("a", &idx(8, &[12, 64, 64], &filled(12, 64)));
    assert_eq!(read(std::slice::from_ref(&large)).side, 64, "as before");
    let set = wished(&[large], Wishes { side: Some(16), ..Wishes::default() }).expect("smaller");
    assert_eq!((set.side, set.pixels[256]), (16, 1));
    let array = npy("|u1", false, "(12, 64, 64)", &filled(12, 64));
    assert_eq!(read(&[file("a.npy", &array)]).side, 28);
    let wish = |side| wished(&[file("a", &images())], Wishes { side: Some(side), ..Wishes::default() });
    assert_eq!(wish(9), Err("images of 9 pixels on a side; accepted are 8, 16, 28, 32, 64 and 128".into()));
    assert_eq!(wish(16), Err("0 images; at least 10 are needed".into()));
    assert!(
        said(&[file("a", &idx(8, &[12, 7, 7], &[0; 12 * 49]))])
            .starts_with("a: an array of shape (12, 7, 7); expected images of at least 8 x 8")
    );
}

#[test]
fn quick_draw_files_are_classes_called_by_their_names() {
    let array = |grey: u8| npy("|u1", false, "(10, 784)", &[grey; 7840]);
    let set = read(&[file("cat.npy", &array(7))]);
    assert_eq!((set.side, set.count, set.labels), (28, 10, None));
    let set = read(&[file("full_numpy_bitmap_dog.npy", &array(9)), file("cat.npy", &array(7))]);
    assert_eq!(set.classes, ["cat", "full_numpy_bitmap_dog"]);
    assert_eq!((set.counts(), set.labels.map(|l| l[0])), (vec![10, 10], Some(1)));
    let zipped = zip(&[("cat.npy", &array(7), Packing::Deflated), ("dog.npy", &array(9), Packing::Deflated)]);
    assert_eq!(read(&[file("draw.zip", &zipped)]).classes, ["cat", "dog"]);
}

#[test]
fn of_very_many_images_as_many_are_kept_spread_evenly() {
    let many: Vec<u8> = (0..60_010_u32).flat_map(|i| [(i / 300) as u8; 64]).collect();
    let array = npy("|u1", false, "(60010, 64)", &many);
    let set = read(&[file("draw.npy", &array)]);
    assert_eq!(set.notes, ["60000 of 60010 images are used, spread evenly"]);
    assert_eq!((set.count, set.pixels[59_999 * 64]), (60_000, 200));
}

#[test]
fn npz_of_keras_medmnist_and_kmnist_are_read() {
    let x = npy("|u1", false, "(20, 8, 8)", &filled(20, 8));
    let test = npy("|u1", false, "(12, 8, 8)", &filled(12, 8));
    let y =
        npy("<i8", false, "(20, 1)", &(0..20).flat_map(|i: i64| (i % 10).to_le_bytes()).collect::<Vec<u8>>());
    let deflated = Packing::Deflated;
    let keras =
        zip(&[("x_test.npy", &test, deflated), ("y_train.npy", &y, deflated), ("x_train.npy", &x, deflated)]);
    let set = read(&[file("mnist.npz", &keras)]);
    assert_eq!((set.count, set.labels.map(|l| l[13])), (20, Some(3)));
    assert_eq!(set.notes, ["images are x_train, left out are x_test"]);
    let kmnist = zip(&[("arr_0.npy", &x, Packing::Stored)]);
    assert_eq!(read(&[file("kmnist-train-imgs.npz", &kmnist)]).count, 20);
    let two = zip(&[("a.npy", &x, deflated), ("b.npy", &test, deflated)]);
    assert_eq!(
        said(&[file("two.npz", &two)]),
        "two.npz: several arrays of images; expected the choice of one: a, b"
    );
    let choice = |array: &str| {
        wished(&[file("two.npz", &two)], Wishes { array: Some(array.into()), ..Wishes::default() })
    };
    assert_eq!(choice("b").map(|set| set.count), Ok(12));
    assert_eq!(choice("c"), Err("two.npz: no images in an array c; expected one of a, b".into()));
    let strokes = zip(&[("train.npy", &npy("|O", false, "(3,)", b"\x80\x02..."), deflated)]);
    assert!(
        said(&[file("cat.npz", &strokes)])
            .starts_with("cat.npz/train.npy: an array of Python objects; expected")
    );
}

#[test]
fn sprites_with_one_hot_labels_are_read() {
    let hot: Vec<u8> = (0..20)
        .flat_map(|i| (0..5).map(move |k| f64::from(u8::from(k == i % 5)).to_le_bytes()))
        .flatten()
        .collect();
    let sprites = npy("|u1", false, "(20, 16, 16, 3)", &[200; 20 * 768]);
    let set = read(&[file("sprites.npy", &sprites), file("labels.npy", &npy("<f8", false, "(20, 5)", &hot))]);
    assert_eq!((set.side, set.pixels[0], set.labels.map(|l| l[4])), (16, 200, Some(4)));
    assert_eq!((set.channels, set.pixels.len()), (3, 20 * 768));
    let index =
        npy("<i4", false, "(20,)", &(0..20).flat_map(|i: i32| (i % 5).to_le_bytes()).collect::<Vec<u8>>());
    let planes = npy("|u1", false, "(20, 3, 16, 16)", &[200; 20 * 768]);
    let set = read(&[file("sprites.npy", &planes), file("labels.npy", &index)]);
    assert_eq!((set.side, set.classes.len()), (16, 5));
    let wishes = Wishes { grey: true, ..Wishes::default() };
    let grey = parse_images(&[file("sprites.npy", &sprites)], &wishes).expect("images");
    assert_eq!((grey.channels, grey.pixels.len()), (1, 20 * 256));
    assert_eq!(
        grey.notes,
        [
            "sprites.npy: colours are trained on as grey",
            "only 1 levels of grey: are the values what they should be?"
        ]
    );
    let double = npy("|u1", false, "(20, 5)", &[1; 100]);
    let found = said(&[file("sprites.npy", &sprites), file("labels.npy", &double)]);
    assert_eq!(found, "labels.npy, sample 0: a row that is not one-hot; expected a single 1 among zeros");
}

#[test]
fn cifar_batches_are_joined_and_its_pickle_is_named() {
    let batch = |label: u8| [vec![label], vec![label * 20; 3072]].concat().repeat(6);
    let set = read(&[file("data_batch_1.bin", &batch(1)), file("data_batch_2.bin", &batch(2))]);
    assert_eq!((set.count, set.side, &set.classes[9][..]), (12, 28, "truck"));
    assert_eq!((set.labels.map(|l| (l[5], l[6])), set.pixels[0]), (Some((1, 2)), 20));
    assert!(
        said(&[file("data_batch_1", b"\x80\x02}q\x01")])
            .starts_with("data_batch_1: a Python pickle; expected the binary version")
    );
}

#[test]
fn a_table_of_pixels_trains_with_its_labels() {
    let row = |i: usize| format!("{}{}\n", i % 10, format!(",{}", i * 10).repeat(64));
    let header = format!("label{}\n", (0..64).map(|i| format!(",pixel{i}")).collect::<String>());
    let text = header + &(0..20).map(row).collect::<String>();
    let set = read(&[file("train.csv", text.as_bytes())]);
    assert_eq!((set.count, set.side, set.pixels[64]), (20, 8, 10));
    assert_eq!(set.labels.map(|l| l[13]), Some(3));
}

#[test]
fn labels_and_images_must_fit() {
    assert_eq!(said(&[file("labels", &labels())]), "labels holds labels; a file of images is needed too");
    let few = file("few", &idx(8, &[3], &[1, 2, 3]));
    assert_eq!(
        said(&[file("a", &images()), few.clone()]),
        "3 labels for 20 images; the numbers must be equal"
    );
    let twice = [file("a", &images()), file("b", &images())];
    assert!(said(&twice).starts_with("2 files with 2 of images and 0 of labels"));
    let train = [file("a", &images()), file("b", &idx(8, &[12, 8, 8], &filled(12, 8)))];
    let both = [&train[..], &[file("c", &labels()), file("d", &idx(8, &[12], &[3; 12]))]].concat();
    assert_eq!(read(&both).labels.map(|l| (l.len(), l[31])), Some((32, 3)));
    assert_eq!(said(&[]), DataError::NoFiles.to_string());
    assert!(
        said(&[file("a", &images()), file("notes.txt", b"hello")])
            .starts_with("notes.txt: text without a table")
    );
}

#[cfg(feature = "cli")]
#[test]
fn pictures_are_in_colour_where_most_of_them_are() {
    let files = |red: usize| -> Vec<UserFile> {
        (0..10)
            .map(|i| file(&format!("{i}.png"), &picture(8, if i < red { 255 } else { 40 }, i < red)))
            .collect()
    };
    let set = read(&files(6));
    assert_eq!((set.channels, set.count, set.image(9)), (3, 10, &[40; 192][..]));
    assert_eq!(set.image(0), [[255; 64], [0; 64], [0; 64]].concat());
    let wishes = Wishes { grey: true, ..Wishes::default() };
    for set in [read(&files(5)), parse_images(&files(6), &wishes).expect("images")] {
        assert_eq!((set.channels, set.image(0), set.image(9)), (1, &[76; 64][..], &[40; 64][..]));
        assert_eq!(set.notes[0], "colours are trained on as grey");
    }
}

#[cfg(feature = "cli")]
#[test]
fn pictures_in_folders_are_classes_and_the_broken_one_is_left_out() {
    let mut files: Vec<UserFile> =
        (0..10).map(|i| file(&format!("set/cats/{i}.png"), &picture(28, i * 20, false))).collect();
    files.extend((0..5).map(|i| file(&format!("set/dogs/{i}.png"), &picture(30, 9, true))));
    files.push(file("set/dogs/broken.png", &picture(28, 9, false)[..50]));
    files.push(file("set/dogs/small.png", &picture(10, 9, false)));
    files.push(file("set/README.txt", b"My pets"));
    let set = read(&files);
    assert_eq!((set.count, set.side, &set.classes[..]), (15, 28, &["cats".to_owned(), "dogs".into()][..]));
    assert_eq!((set.counts(), set.skipped.count), (vec![10, 5], 3));
    assert_eq!((set.channels, &set.notes[..]), (1, &["colours are trained on as grey".to_owned()][..]));
    assert!(set.skipped.why[0].starts_with("set/dogs/broken.png: a damaged PNG ("), "{:?}", set.skipped);
    assert_eq!(set.skipped.why[2], "set/dogs/small.png: fewer than 28 pixels");
    assert!(
        set.skipped.note().is_some_and(|note| note.starts_with("3 are left out, the first: set/dogs/broken"))
    );
}

#[cfg(feature = "cli")]
#[test]
fn a_zip_of_class_folders_is_read_past_its_junk() {
    let pictures: Vec<(String, Vec<u8>)> =
        (0..12).map(|i| (format!("set/{}/{i}.png", i % 3), picture(16, i * 20, false))).collect();
    let mut entries: Vec<_> =
        pictures.iter().map(|(name, bytes)| (&name[..], &bytes[..], Packing::Stored)).collect();
    entries.push(("__MACOSX/set/0/._0.png", b"junk", Packing::Stored));
    entries.push(("set/.DS_Store", b"junk", Packing::Stored));
    entries.push(("set/LICENSE", b"Do what you want", Packing::Deflated));
    let set = read(&[file("set.zip", &zip(&entries))]);
    assert_eq!((set.count, set.side, set.classes.len()), (12, 16, 3));
    assert_eq!(set.skipped.count, 1);
    let nested = zip(&[("a.zip", &zip(&entries), Packing::Stored)]);
    assert_eq!(said(&[file("b.zip", &nested)]), "b.zip/a.zip: a zip in a zip; expected its files");
    let bomb = zip(&[("bomb.npy", &vec![0; 32 << 20], Packing::Deflated)]);
    assert_eq!(
        said(&[file("b.zip", &bomb)]),
        "b.zip/bomb.npy: it unpacks to more than 200 times its size; expected no zip bomb"
    );
}

#[test]
fn points_are_read_from_tables_arrays_and_packed_files() {
    let text: String = (0..20).map(|i| format!("{i},5;{}\n", i * i)).collect();
    let points = |bytes: &[u8]| parse_points(&[file("a", bytes)], &Wishes::default());
    let expected = points(text.as_bytes()).expect("a table");
    assert_eq!(points(&gzip(text.as_bytes())), Ok(expected.clone()));
    let zipped = zip(&[("a/points.csv", text.as_bytes(), Packing::Deflated)]);
    assert_eq!(points(&zipped), Ok(expected.clone()));
    let bytes: Vec<u8> =
        (0..20).flat_map(|i| [f64::from(i) + 0.5, f64::from(i * i)]).flat_map(f64::to_le_bytes).collect();
    let array = points(&npy("<f8", false, "(20, 2)", &bytes)).expect("an array");
    assert_eq!(array.values, expected.values);
    let refused = |bytes: &[u8]| points(bytes).expect_err("no points").to_string();
    assert_eq!(refused(&images()), "a: an array of shape (20, 8, 8); expected points: (N, 2)");
    assert_eq!(
        refused(&zip(&[("x", b"hello", Packing::Stored)])).split(';').next(),
        Some("a: x: text without a table of numbers")
    );
    let two = [file("a", text.as_bytes()), file("b", text.as_bytes())];
    assert_eq!(
        parse_points(&two, &Wishes::default()).expect_err("two").to_string(),
        "2 files; accepted is one table or array of points"
    );
}

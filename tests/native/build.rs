//! The name of a build: another one for every change of an engine, and the same for all else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use saddle::protocol::BUILD;

/// A small tree of sources, removed at the end.
struct Tree(PathBuf);

impl Tree {
    fn new(name: &str) -> Self {
        let tree = Self(std::env::temp_dir().join(format!("saddle-build-{name}-{}", std::process::id())));
        for path in [
            "Cargo.toml",
            "Cargo.lock",
            "rust-toolchain.toml",
            ".cargo/config.toml",
            "www/engine_loader.js",
            "vendor/cubek/src/lib.rs",
            "src/lib.rs",
            "src/gan/loss.rs",
            "src/app/page.rs",
            "src/cli/train.rs",
        ] {
            tree.write(path, path);
        }
        tree
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn hash(&self) -> String {
        hash(&self.0)
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn hash(root: &Path) -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/build_hash.sh");
    let output = Command::new("sh").arg(script).arg(root).output().expect("a shell");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text").trim().to_owned()
}

#[test]
fn a_change_of_an_engine_is_another_build() {
    let tree = Tree::new("engine");
    let before = tree.hash();
    let mut seen = vec![before.clone()];
    for path in [
        "src/gan/loss.rs",
        "src/lib.rs",
        "www/engine_loader.js",
        "vendor/cubek/src/lib.rs",
        "Cargo.toml",
        "Cargo.lock",
        ".cargo/config.toml",
        "rust-toolchain.toml",
    ] {
        tree.write(path, "changed");
        let now = tree.hash();
        assert!(!seen.contains(&now), "{path} is not in the hash");
        seen.push(now);
    }
    tree.write("src/gan/new.rs", "");
    assert!(!seen.contains(&tree.hash()), "a new file is not in the hash");
}

#[test]
fn a_change_of_the_page_or_the_command_line_is_not() {
    let tree = Tree::new("page");
    let before = tree.hash();
    assert_eq!((before.len(), before.chars().all(|c| c.is_ascii_hexdigit())), (12, true), "{before}");
    tree.write("src/app/page.rs", "changed");
    tree.write("src/cli/new.rs", "");
    tree.write("README.md", "");
    assert_eq!(tree.hash(), before);
}

#[test]
fn the_library_names_the_build_of_its_sources() {
    assert_eq!(BUILD, hash(Path::new(env!("CARGO_MANIFEST_DIR"))));
}

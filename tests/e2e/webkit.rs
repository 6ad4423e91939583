//! WebKitGTK's MiniBrowser, where it is installed; what works there is in docs/browsers.md.

use std::process::Command;

use serde_json::json;
use thirtyfour::prelude::*;

const BROWSER: &str = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

/// The program that drives it.
pub fn driver(port: u16) -> Command {
    let mut driver = Command::new("WebKitWebDriver");
    driver.arg(format!("--port={port}"));
    driver
}

pub fn capabilities() -> Capabilities {
    let mut capabilities = Capabilities::new();
    let options = json!({ "binary": BROWSER, "args": ["--automation"] });
    capabilities.set("webkitgtk:browserOptions", options).expect("a capability");
    capabilities
}

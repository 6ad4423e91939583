//! Firefox, in which the core of the suite runs; what differs there is in docs/browsers.md.

use std::path::Path;
use std::process::Command;

use thirtyfour::common::capabilities::firefox::FirefoxPreferences;
use thirtyfour::prelude::*;

use super::browser::free_port;

/// How lines of its output start that are errors of a page.
pub const ERRORS: [&str; 2] = ["JavaScript error: http", "console.error: \""];

/// The program that drives it, with profiles in `folder`.
pub fn driver(port: u16, folder: &Path) -> Command {
    let mut driver = Command::new(std::env::var("GECKODRIVER").unwrap_or("geckodriver".into()));
    driver.args(["--port", &port.to_string(), "--websocket-port", &free_port().to_string()]);
    driver.arg("--profile-root").arg(folder);
    driver.envs([("MOZ_HEADLESS_WIDTH", "1440"), ("MOZ_HEADLESS_HEIGHT", "900")]);
    driver
}

pub fn capabilities() -> Capabilities {
    let mut capabilities = DesiredCapabilities::firefox();
    capabilities.set_headless().expect("a flag");
    let mut preferences = FirefoxPreferences::new();
    // Its own complaints of a machine without a desktop are not the page's.
    for (of, told) in [("content", true), ("chrome", false)] {
        preferences.set(&format!("devtools.console.stdout.{of}"), told).expect("a preference");
    }
    capabilities.set_preferences(preferences).expect("preferences");
    capabilities.into()
}

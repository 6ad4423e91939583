//! Chromium, in which the whole suite runs.

use std::path::Path;
use std::process::Command;

use thirtyfour::common::log::LoggingPrefsLogLevel;
use thirtyfour::prelude::*;

const FLAGS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1440,900",
];

/// WebGPU on a software adapter.
const GPU: [&str; 3] =
    ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader", "--enable-features=Vulkan"];

const NO_GPU: [&str; 1] = ["--disable-gpu"];

/// The program that drives it.
pub fn driver(port: u16) -> Command {
    let mut driver = Command::new(std::env::var("CHROMEDRIVER").unwrap_or("chromedriver".into()));
    driver.arg(format!("--port={port}"));
    driver
}

/// With its profile in `folder`.
pub fn capabilities(folder: &Path, gpu: bool) -> Capabilities {
    let mut capabilities = DesiredCapabilities::chrome();
    let profile = format!("--user-data-dir={}", folder.display());
    let more: &[&str] = if gpu { &GPU } else { &NO_GPU };
    for flag in FLAGS.iter().chain(more).copied().chain([profile.as_str()]) {
        capabilities.add_arg(flag).expect("a flag");
    }
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All).expect("a level");
    capabilities.into()
}

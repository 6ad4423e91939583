//! A browser with a fresh profile around one test.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use thirtyfour::common::log::LoggingPrefsLogLevel;
use thirtyfour::prelude::*;

use super::page::Page;
use super::server;

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
const GPU_FLAGS: [&str; 3] =
    ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader", "--enable-features=Vulkan"];

/// Runs `test` in a browser without WebGPU, then looks at what the browser has to say.
pub async fn with_page<F: Future<Output = ()> + Send + 'static>(test: impl FnOnce(Page) -> F) {
    run(&["--disable-gpu"], test).await;
}

/// As [`with_page`], with WebGPU on a software adapter.
pub async fn with_gpu<F: Future<Output = ()> + Send + 'static>(test: impl FnOnce(Page) -> F) {
    run(&GPU_FLAGS, test).await;
}

async fn run<F: Future<Output = ()> + Send + 'static>(flags: &[&str], test: impl FnOnce(Page) -> F) {
    let browser = Browser::start(flags).await;
    let page = Page::new(browser.driver.clone());
    // In a task of its own, so that the browser is closed whatever the test does.
    let result = tokio::spawn(test(page.clone())).await;
    let complaints = if result.is_ok() { complaints(&browser.driver).await } else { Vec::new() };
    if result.is_err() {
        browser.tell(&page).await;
    }
    browser.close().await;
    if let Err(failure) = result {
        std::panic::resume_unwind(failure.into_panic());
    }
    assert!(complaints.is_empty(), "{complaints:#?}");
}

/// Errors in the console and requests to foreign origins.
async fn complaints(driver: &WebDriver) -> Vec<String> {
    let log = driver.browser_log().await.expect("the console");
    let errors = log.into_iter().filter(|entry| entry.level == "SEVERE").map(|entry| entry.message);
    // A browser itself complains of another site, which a test asked for.
    let errors = errors.filter(|message| !message.contains(server::stranger()));
    let script = "return performance.getEntriesByType('resource').map(r => r.name)";
    let names: Vec<String> =
        driver.execute(script, vec![]).await.and_then(|r| r.convert()).expect("requests");
    let own = |name: &str| {
        name.starts_with(server::origin()) || name.starts_with("blob:") || name.starts_with("data:")
    };
    let foreign = names.into_iter().filter(|name| !own(name)).map(|name| format!("foreign request: {name}"));
    errors.chain(foreign).collect()
}

struct Browser {
    chromedriver: Child,
    driver: WebDriver,
    profile: PathBuf,
}

impl Browser {
    async fn start(flags: &[&str]) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("saddle-e2e-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let profile = std::env::temp_dir().join(name);
        let port = free_port();
        let chromedriver = Command::new(std::env::var("CHROMEDRIVER").unwrap_or("chromedriver".into()))
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let mut capabilities = DesiredCapabilities::chrome();
        let profile_flag = format!("--user-data-dir={}", profile.display());
        for flag in FLAGS.iter().chain(flags).copied().chain([profile_flag.as_str()]) {
            capabilities.add_arg(flag).expect("a flag");
        }
        capabilities.set_browser_log_level(LoggingPrefsLogLevel::All).expect("a level");
        let driver = connect(port, &capabilities).await;
        driver.set_script_timeout(Duration::from_secs(60)).await.expect("a timeout");
        Self { chromedriver, driver, profile }
    }

    /// What helps to understand a failed test.
    async fn tell(&self, page: &Page) {
        let log = self.driver.browser_log().await.unwrap_or_default();
        for entry in log {
            eprintln!("console: {} {}", entry.level, entry.message);
        }
        eprintln!("message: {:?}", page.message().await);
        let picture = std::env::temp_dir().join("saddle-e2e-failed.png");
        if self.driver.screenshot(&picture).await.is_ok() {
            eprintln!("picture: {}", picture.display());
        }
    }

    async fn close(mut self) {
        let _ = self.driver.quit().await;
        let _ = self.chromedriver.kill();
        let _ = self.chromedriver.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}

/// Chromedriver needs a moment to listen.
async fn connect(port: u16, capabilities: &thirtyfour::ChromeCapabilities) -> WebDriver {
    let start = Instant::now();
    loop {
        match WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities.clone()).await {
            Ok(driver) => return driver,
            Err(error) => assert!(start.elapsed() < Duration::from_secs(30), "no browser: {error}"),
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

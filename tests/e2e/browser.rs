//! A browser with a fresh profile around one test.

use std::cell::Cell;
use std::fs::File;
use std::net::TcpListener;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use thirtyfour::prelude::*;

use super::console::Console;
use super::page::Page;
use super::{chromium, firefox, server, webkit};

/// A browser that tests can run in.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Chromium,
    Firefox,
    WebKit,
}

thread_local! {
    /// The browser of this thread's tests.
    static KIND: Cell<Kind> = const { Cell::new(Kind::Chromium) };
}

/// Runs `test` in a browser without WebGPU, then looks at what the browser has to say.
pub async fn with_page<F: Future<Output = ()> + Send + 'static>(test: impl FnOnce(Page) -> F) {
    run(KIND.get(), false, test).await;
}

/// As [`with_page`], with WebGPU on a software adapter, which only Chromium has.
pub async fn with_gpu<F: Future<Output = ()> + Send + 'static>(test: impl FnOnce(Page) -> F) {
    run(Kind::Chromium, true, test).await;
}

impl Kind {
    /// As [`with_page`], in this browser.
    pub async fn with_page<F: Future<Output = ()> + Send + 'static>(self, test: impl FnOnce(Page) -> F) {
        run(self, false, test).await;
    }

    /// Runs a test of another file, whose [`with_page`] then means this browser.
    pub fn runs(self, test: fn()) {
        let thread = std::thread::spawn(move || {
            KIND.set(self);
            test();
        });
        thread.join().unwrap_or_else(|failure| resume_unwind(failure));
    }

    fn driver(self, port: u16, folder: &Path) -> Command {
        match self {
            Self::Chromium => chromium::driver(port),
            Self::Firefox => firefox::driver(port, folder),
            Self::WebKit => webkit::driver(port),
        }
    }

    fn capabilities(self, folder: &Path, gpu: bool) -> Capabilities {
        match self {
            Self::Chromium => chromium::capabilities(folder, gpu),
            Self::Firefox => firefox::capabilities(),
            Self::WebKit => webkit::capabilities(),
        }
    }

    fn console(self, driver: &WebDriver, output: &Path) -> Console {
        match self {
            Self::Chromium => Console::Asked(driver.clone()),
            Self::Firefox => Console::written(output, &firefox::ERRORS),
            Self::WebKit => Console::Silent,
        }
    }
}

async fn run<F: Future<Output = ()> + Send + 'static>(kind: Kind, gpu: bool, test: impl FnOnce(Page) -> F) {
    let browser = Browser::start(kind, gpu).await;
    let page = browser.page.clone();
    // In a task of its own, so that the browser is closed whatever the test does.
    let result = tokio::spawn(test(page.clone())).await;
    let complaints = if result.is_ok() { complaints(&page).await } else { Vec::new() };
    if result.is_err() {
        tell(&page).await;
    }
    browser.close().await;
    if let Err(failure) = result {
        resume_unwind(failure.into_panic());
    }
    assert!(complaints.is_empty(), "{complaints:#?}");
}

/// Errors in the console and requests to foreign origins.
async fn complaints(page: &Page) -> Vec<String> {
    // A browser itself complains of another site, which a test asked for.
    let errors = page.console.errors().await;
    let errors = errors.into_iter().filter(|message| !message.contains(server::stranger()));
    let script = "return performance.getEntriesByType('resource').map(r => r.name)";
    let names = page.driver.execute(script, vec![]).await.and_then(|r| r.convert());
    let names: Vec<String> = names.expect("requests");
    let own = |name: &str| {
        name.starts_with(server::origin()) || name.starts_with("blob:") || name.starts_with("data:")
    };
    let foreign = names.into_iter().filter(|name| !own(name)).map(|name| format!("foreign request: {name}"));
    errors.chain(foreign).collect()
}

/// Tells what helps to understand a failed test.
async fn tell(page: &Page) {
    for (grave, text) in page.console.lines().await {
        eprintln!("console: {}{text}", if grave { "error: " } else { "" });
    }
    eprintln!("message: {:?}", page.message().await);
    let picture = std::env::temp_dir().join("saddle-e2e-failed.png");
    if page.driver.screenshot(&picture).await.is_ok() {
        eprintln!("picture: {}", picture.display());
    }
}

struct Browser {
    page: Page,
    _driver: Driver,
}

/// The program that drives a browser, and the folder of both; they go with this, also where no browser came.
struct Driver {
    process: Child,
    folder: PathBuf,
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Driver {
    /// Starts it; what it and the browser say is written to `output`.
    fn start(kind: Kind, port: u16, folder: PathBuf, output: &Path) -> Self {
        std::fs::create_dir_all(&folder).expect("a folder");
        let file = File::create(output).expect("a file");
        let mut command = kind.driver(port, &folder);
        command.stdin(Stdio::null()).stdout(file.try_clone().expect("the same file")).stderr(file);
        let process = command.spawn();
        let process = process.unwrap_or_else(|e| panic!("the driver of {kind:?} does not start: {e}"));
        Self { process, folder }
    }
}

impl Browser {
    async fn start(kind: Kind, gpu: bool) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("saddle-e2e-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        let (port, output) = (free_port(), folder.join("output"));
        let capabilities = kind.capabilities(&folder, gpu);
        let driver = Driver::start(kind, port, folder, &output);
        let web = connect(port, capabilities).await;
        web.set_script_timeout(Duration::from_secs(60)).await.expect("a timeout");
        let console = kind.console(&web, &output);
        Self { page: Page::new(web, console), _driver: driver }
    }

    async fn close(self) {
        let _ = self.page.driver.quit().await;
    }
}

/// A port that nobody listens at.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}

/// A driver needs a moment to listen.
async fn connect(port: u16, capabilities: Capabilities) -> WebDriver {
    let start = Instant::now();
    loop {
        match WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities.clone()).await {
            Ok(driver) => return driver,
            Err(error) => assert!(start.elapsed() < Duration::from_secs(30), "no browser: {error}"),
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

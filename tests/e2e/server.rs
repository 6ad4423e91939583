//! A static file server for dist/, at the root, below `/sub/`, below `/cut/`, where data sets end early, below
//! `/harmed/`, where a wall is down and a file is bad, and below `/held/`, where the engine comes when a test lets it; and
//! one that a test stops and starts.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

/// The address of the server of this process, without a slash at the end.
pub fn origin() -> &'static str {
    static ORIGIN: OnceLock<String> = OnceLock::new();
    ORIGIN.get_or_init(|| {
        assert!(dist().join("index.html").exists(), "dist/ is not built: run `make dist`");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        serve(listener, dist(), Arc::new(AtomicBool::new(true)));
        format!("http://127.0.0.1:{port}")
    })
}

/// The page as it was built.
pub fn dist() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("dist")
}

/// Answers with files of `dist` as long as it is `alive`.
fn serve(listener: TcpListener, dist: PathBuf, alive: Arc<AtomicBool>) {
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            if !alive.load(Ordering::Relaxed) {
                return;
            }
            let (dist, alive) = (dist.clone(), alive.clone());
            thread::spawn(move || answer(stream, &dist, &alive));
        }
    });
}

/// A server that can be stopped and started at the same address, as a network comes and goes.
pub struct Mortal {
    address: SocketAddr,
    alive: Arc<AtomicBool>,
}

impl Mortal {
    /// Serves `dist`.
    pub fn start(dist: &Path) -> Self {
        let mut mortal =
            Self { address: SocketAddr::from(([127, 0, 0, 1], 0)), alive: Arc::new(AtomicBool::new(false)) };
        mortal.again(dist);
        mortal
    }

    /// Serves `dist` after [`Self::stop`].
    pub fn again(&mut self, dist: &Path) {
        let listener = TcpListener::bind(self.address).expect("the same port");
        self.address = listener.local_addr().expect("an address");
        self.alive = Arc::new(AtomicBool::new(true));
        serve(listener, dist.into(), self.alive.clone());
    }

    /// Answers nobody from now on.
    pub fn stop(&self) {
        self.alive.store(false, Ordering::Relaxed);
        // Wakes the listener, which closes.
        let _ = TcpStream::connect(self.address);
    }

    /// The address, without a slash at the end.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }
}

/// The address of another site: below `/open/` others may read its files, below `/shut/` not, and below `/short/`
/// they break off.
pub fn stranger() -> &'static str {
    static STRANGER: OnceLock<String> = OnceLock::new();
    STRANGER.get_or_init(|| {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        thread::spawn(move || listener.incoming().flatten().for_each(|stream| strange(stream).unwrap_or(())));
        format!("http://127.0.0.1:{port}")
    })
}

/// One answer of the other site: a table of eighty points.
fn strange(mut stream: TcpStream) -> Option<()> {
    let mut request = String::new();
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    reader.read_line(&mut request).ok()?;
    let mut header = String::new();
    while reader.read_line(&mut header).ok()? > 2 {
        header.clear();
    }
    let path = request.split(' ').nth(1)?.to_owned();
    let rows: String = (0..80).map(|i| format!("{},{}\n", i % 9, i * 7 % 31)).collect();
    let body = format!("width,height\n{rows}");
    let open = if path.starts_with("/shut/") { "" } else { "Access-Control-Allow-Origin: *\r\n" };
    let promised = if path.starts_with("/short/") { 2 * body.len() } else { body.len() };
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\n{open}Content-Length: {promised}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all((head + body.as_str()).as_bytes()).ok()
}

/// Every path that was asked for.
static ASKED: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// How often `path` was asked for.
pub fn times_asked(path: &str) -> usize {
    ASKED.lock().unwrap_or_else(PoisonError::into_inner).iter().filter(|asked| *asked == path).count()
}

/// Whether the engine is let go below `/held/`.
static LET_GO: AtomicBool = AtomicBool::new(false);

/// Below `/held/` the engine's wasm is not answered from now on, or is.
pub fn hold(held: bool) {
    LET_GO.store(!held, Ordering::Relaxed);
}

/// Answers requests until the browser closes the connection.
fn answer(mut stream: TcpStream, dist: &Path, alive: &AtomicBool) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    loop {
        let mut request = String::new();
        reader.read_line(&mut request).ok()?;
        if !alive.load(Ordering::Relaxed) {
            return None;
        }
        let path = request.split(' ').nth(1)?.split(['?', '#']).next()?.to_owned();
        let mut header = String::new();
        while reader.read_line(&mut header).ok()? > 2 {
            header.clear();
        }
        ASKED.lock().unwrap_or_else(PoisonError::into_inner).push(path.clone());
        while path.starts_with("/held/engines/") && path.ends_with(".wasm") && !LET_GO.load(Ordering::Relaxed)
        {
            thread::sleep(Duration::from_millis(20));
        }
        let (status, kind, body) = content(&path, dist);
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).ok()?;
        stream.write_all(&body).ok()?;
    }
}

fn content(path: &str, dist: &Path) -> (&'static str, &'static str, Vec<u8>) {
    if path == "/blank.html" {
        let page = b"<!doctype html><title>blank</title><link rel=icon href='data:,'>";
        return ("200 OK", "text/html", page.to_vec());
    }
    let cut = path.strip_prefix("/cut/");
    let harmed = path.strip_prefix("/harmed/");
    let whole = path.strip_prefix("/sub/").or(path.strip_prefix("/held/"));
    let inside = whole.or(cut).or(harmed).or(path.strip_prefix('/')).unwrap_or(path);
    let inside = if inside.is_empty() { "index.html" } else { inside };
    match fs::read(dist.join(inside)) {
        Ok(body) if harmed.is_some() && HARM.iter().any(|(file, ..)| *file == inside) => {
            ("200 OK", kind(inside), harm(inside, &body))
        }
        Ok(body) if cut.is_some() && inside.starts_with("data/") => {
            ("200 OK", kind(inside), body[..body.len() / 2].to_vec())
        }
        Ok(body) if !inside.contains("..") => ("200 OK", kind(inside), body),
        _ => ("404 Not Found", "text/plain", b"not found".to_vec()),
    }
}

/// What is another below `/harmed/`: a file, what stands in it, and what stands there instead. The page is without
/// Trusted Types, so that the walls behind them are seen, and the claims of the evidence begin with markup.
const HARM: [(&str, &str, &str); 2] = [
    ("index.html", "require-trusted-types-for 'script';", ""),
    ("evidence.json", "\"claim\": \"", "\"claim\": \"<img src=x onerror=pwned=8>"),
];

fn harm(file: &str, body: &[u8]) -> Vec<u8> {
    let mut text = String::from_utf8_lossy(body).into_owned();
    for (_, from, to) in HARM.iter().filter(|(name, ..)| *name == file) {
        assert!(text.contains(from), "{file} has no {from}");
        text = text.replace(from, to);
    }
    text.into_bytes()
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

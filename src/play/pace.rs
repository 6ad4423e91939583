//! Pace: how many steps a message should carry and when samples are worth their time.

/// What a message of the slower run should take, in milliseconds.
const CHUNK_MILLIS: f64 = 80.0;

/// The same while nobody sees the page.
const HIDDEN_MILLIS: f64 = 400.0;

/// The most steps in a message.
const MAX_CHUNK: u32 = 500;

/// Least time between two messages of a run, in milliseconds.
const MESSAGE_EVERY: f64 = 64.0;

/// Samples are shown at least this often, in milliseconds.
const SHOW_EVERY: f64 = 1_500.0;

/// Samples may take this share of the training time.
const SHOW_SHARE: f64 = 0.1;

/// Milliseconds of training after which a speed is known well.
const SETTLES: f64 = 2_000.0;

/// Measures the runs and sizes their chunks.
#[derive(Clone, Debug)]
pub struct Pace {
    /// Milliseconds a step, per run; 0 until measured.
    step_millis: Vec<f64>,
    /// Milliseconds in which that was measured, per run.
    seen: Vec<f64>,
    frame_millis: f64,
    chunk: u32,
    speed: Option<f64>,
    due: f64,
    last_show: f64,
    trained: f64,
    hidden: bool,
}

impl Pace {
    /// Nothing is known yet of `runs` runs.
    pub fn new(runs: usize) -> Self {
        Self {
            step_millis: vec![0.0; runs],
            seen: vec![0.0; runs],
            frame_millis: 0.0,
            chunk: 1,
            speed: None,
            due: 0.0,
            last_show: 0.0,
            trained: 0.0,
            hidden: false,
        }
    }

    /// The limit in steps a second.
    pub fn speed(&self) -> Option<f64> {
        self.speed
    }

    /// Limits to `speed` steps a second, or not at all.
    pub fn set_speed(&mut self, speed: Option<f64>) {
        self.speed = speed.filter(|s| *s > 0.0);
        self.due = 0.0;
    }

    /// Whether nobody sees the page. A browser wakes such a page once a second at most, so nothing waits
    /// for a time: what a worker says is answered at once, with more steps.
    pub fn set_hidden(&mut self, hidden: bool) {
        self.hidden = hidden;
        self.due = 0.0;
    }

    /// Whether nobody sees the page.
    pub fn is_hidden(&self) -> bool {
        self.hidden
    }

    /// Least milliseconds between two messages of a run.
    pub fn rest(&self) -> f64 {
        if self.hidden { 0.0 } else { MESSAGE_EVERY }
    }

    /// Time begins to count at `now`.
    pub fn restart_clock(&mut self, now: f64) {
        self.due = now;
        self.last_show = now;
        self.trained = 0.0;
    }

    /// When the next chunk may be planned, in the page's milliseconds.
    pub fn due(&self) -> f64 {
        self.due
    }

    /// Milliseconds a step of the slowest run; `None` until measured.
    pub fn slowest(&self) -> Option<f64> {
        self.step_millis.iter().copied().reduce(f64::max).filter(|m| *m > 0.0)
    }

    /// As [`Self::slowest`], once it is known well: a browser makes an engine faster while it begins.
    pub fn settled(&self) -> Option<f64> {
        let mut known = self.seen.iter().filter(|millis| **millis > 0.0);
        self.slowest().filter(|_| known.all(|millis| *millis >= SETTLES))
    }

    /// Steps have changed: what they take is known well only after a while.
    pub fn unsettle(&mut self) {
        self.seen.iter_mut().filter(|millis| **millis > 0.0).for_each(|millis| *millis = f64::MIN_POSITIVE);
    }

    /// Another engine computes: what was measured says nothing of it.
    pub fn forget(&mut self) {
        let (speed, hidden, due) = (self.speed, self.hidden, self.due);
        *self = Self { speed, hidden, due, last_show: self.last_show, ..Self::new(self.step_millis.len()) };
    }

    /// A run trained `steps` in `millis` and made a frame in `frame`.
    pub fn observe(&mut self, run: usize, steps: u32, millis: f32, frame: Option<f32>) {
        let blend = |old: f64, new: f64| if old > 0.0 { 0.7 * old + 0.3 * new } else { new };
        if steps > 0 && millis.is_finite() && millis > 0.0 {
            let per_step = f64::from(millis) / f64::from(steps);
            self.step_millis[run] = blend(self.step_millis[run], per_step);
            self.seen[run] += f64::from(millis);
        }
        if let Some(frame) = frame.filter(|m| m.is_finite()) {
            self.frame_millis = blend(self.frame_millis, f64::from(frame));
        }
    }

    /// Steps that a message of the slowest run has time for; at most twice as many as the last.
    pub fn fits(&mut self) -> u32 {
        let millis = if self.hidden { HIDDEN_MILLIS } else { CHUNK_MILLIS };
        let fits = self.slowest().map_or(1.0, |m| millis / m);
        self.chunk = (fits as u32).clamp(1, self.chunk.saturating_mul(2)).min(MAX_CHUNK);
        self.chunk
    }

    /// Steps of the chunk that is planned at `now`; moves the time of the next one.
    pub fn chunk(&mut self, now: f64) -> u32 {
        let fits = self.fits();
        let Some(speed) = self.speed else {
            self.due = now + self.rest();
            return fits;
        };
        let steps = ((speed / 10.0) as u32).clamp(1, fits);
        // Time that was lost in a hidden tab is not made up for.
        self.due = self.due.max(now - 100.0) + 1000.0 * f64::from(steps) / speed;
        steps
    }

    /// Whether the chunk of `steps` that is planned at `now` should end with samples.
    pub fn show(&mut self, now: f64, steps: u32) -> bool {
        self.trained += self.slowest().unwrap_or(0.0) * f64::from(steps);
        let affordable = self.frame_millis <= SHOW_SHARE * self.trained;
        let slow = self.speed.is_some_and(|s| s <= 30.0) && self.frame_millis < 100.0;
        let show = affordable || slow || now - self.last_show >= SHOW_EVERY;
        if show {
            self.last_show = now;
            self.trained = 0.0;
        }
        show
    }
}

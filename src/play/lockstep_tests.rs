//! Simulated engines: they answer grants in order, each at its own pace.

use super::*;

#[test]
fn a_hidden_page_waits_for_no_time_and_trains_more_a_message() {
    let steps_in = |hidden: bool| {
        let mut lockstep = Lockstep::new(1, 0);
        lockstep.pace.set_hidden(hidden);
        lockstep.start(0.0, None);
        let (mut now, mut step) = (0.0, 0);
        // A timer of a hidden page comes once a second; an answer comes when it comes.
        for _ in 0..40 {
            let Some(grant) = lockstep.poll(now).into_iter().next() else {
                now += if hidden { 1_000.0 } else { lockstep.wake(now).unwrap_or(1.0) };
                continue;
            };
            let millis = f64::from(grant.to - step);
            (now, step) = (now + millis, grant.to);
            if let Some(Arrival::Together(Reached { save: true, .. })) =
                lockstep.progress(0, step, millis as f32, None)
            {
                lockstep.release(now);
            }
        }
        f64::from(step) / now
    };
    let (seen, hidden) = (steps_in(false), steps_in(true));
    assert!(hidden > 0.99 && hidden >= seen, "{hidden} and {seen} steps a millisecond");
}

/// A page with engines that need `cost[run]` milliseconds a step and 5 for a frame.
struct Simulation {
    lockstep: Lockstep,
    cost: Vec<f64>,
    queues: Vec<VecDeque<Grant>>,
    /// When the engine finishes the grant at the front of its queue.
    finish: Vec<f64>,
    at: Vec<u32>,
    now: f64,
    reached: Vec<Reached>,
    shown: Vec<Vec<u32>>,
    snapped: Vec<Vec<u32>>,
    messages: usize,
}

impl Simulation {
    fn new(cost: &[f64]) -> Self {
        let n = cost.len();
        Self {
            lockstep: Lockstep::new(n, 0),
            cost: cost.to_vec(),
            queues: vec![VecDeque::new(); n],
            finish: vec![f64::INFINITY; n],
            at: vec![0; n],
            now: 0.0,
            reached: Vec::new(),
            shown: vec![Vec::new(); n],
            snapped: vec![Vec::new(); n],
            messages: 0,
        }
    }

    fn send(&mut self) {
        for grant in self.lockstep.poll(self.now) {
            self.queues[grant.run].push_back(grant);
            if self.queues[grant.run].len() == 1 {
                self.begin(grant.run);
            }
        }
    }

    fn begin(&mut self, run: usize) {
        self.finish[run] = match self.queues[run].front() {
            Some(grant) => self.now + self.cost[run] * f64::from(grant.to - self.at[run]) + 0.1,
            None => f64::INFINITY,
        };
    }

    /// Runs until `until`, or until nothing is left to do.
    fn run(&mut self, until: f64) {
        loop {
            self.send();
            let (run, time) = (0..self.cost.len())
                .map(|i| (Some(i), self.finish[i]))
                .chain(self.lockstep.wake(self.now).map(|wait| (None, self.now + wait)))
                .fold((None, f64::INFINITY), |best, next| if next.1 < best.1 { next } else { best });
            if time > until || time.is_infinite() {
                self.now = if until.is_finite() { until } else { self.now };
                return;
            }
            self.now = time;
            if let Some(run) = run {
                self.answer(run);
            }
            let (low, high) = (self.at.iter().min(), self.at.iter().max());
            let here = self.lockstep.lanes.iter().filter(|l| !l.away);
            let bounds: Vec<_> = here.map(|l| l.done).collect();
            let spread = bounds.iter().max().zip(bounds.iter().min()).map(|(a, b)| a - b);
            assert!(spread <= Some(1), "{bounds:?} at {low:?} {high:?}");
        }
    }

    fn answer(&mut self, run: usize) {
        let Some(grant) = self.queues[run].pop_front() else { return };
        let steps = grant.to - self.at[run];
        self.at[run] = grant.to;
        self.messages += 1;
        if grant.show {
            self.shown[run].push(grant.to);
        }
        let millis = self.cost[run] * f64::from(steps);
        let frame = grant.show.then_some(5.0);
        if grant.snapshot {
            self.snapped[run].push(grant.to);
        }
        let arrival = self.lockstep.progress(run, grant.to, millis as f32, frame);
        if let Some(Arrival::Together(reached)) = arrival {
            assert!(self.at.iter().all(|at| *at >= reached.step));
            if reached.save {
                assert!(self.at.iter().all(|at| *at == reached.step), "a checkpoint of one step");
                self.lockstep.release(self.now);
            }
            self.reached.push(reached);
        }
        self.begin(run);
    }
}

#[test]
fn nobody_is_ahead_by_more_than_one_message() {
    for cost in [vec![1.0], vec![1.0, 1.0], vec![0.3, 9.0], vec![2.0, 0.1, 30.0, 1.0]] {
        let mut s = Simulation::new(&cost);
        s.lockstep.start(0.0, None);
        s.run(20_000.0);
        assert!(s.lockstep.common() > 100, "{cost:?} came to {}", s.lockstep.common());
    }
}

#[test]
fn the_slower_run_is_never_left_idle() {
    let mut s = Simulation::new(&[1.0, 4.0]);
    s.lockstep.start(0.0, None);
    s.run(10_000.0);
    assert!(s.lockstep.common() > 2_300, "{}", s.lockstep.common());
}

#[test]
fn a_pause_ends_at_a_common_step_with_a_picture_of_it() {
    for stop in [3.0, 80.0, 433.0, 2_000.0, 5_100.0] {
        let mut s = Simulation::new(&[0.7, 2.9]);
        s.lockstep.start(0.0, None);
        s.run(stop);
        s.lockstep.pause();
        s.run(f64::INFINITY);
        assert!(s.lockstep.is_settled());
        assert_eq!(s.at[0], s.at[1]);
        assert_eq!(s.lockstep.common(), s.at[0]);
        assert_eq!(s.shown[0], s.shown[1]);
        assert_eq!(s.shown[0].last(), Some(&s.at[0]));
        assert!(s.now - stop < 400.0, "the pause took {} ms", s.now - stop);
    }
}

#[test]
fn training_goes_on_where_it_paused() {
    let mut s = Simulation::new(&[1.0, 2.0]);
    s.lockstep.start(0.0, None);
    s.run(500.0);
    s.lockstep.pause();
    s.run(f64::INFINITY);
    let paused = s.at[0];
    s.lockstep.start(s.now, None);
    s.run(s.now + 1_000.0);
    assert!(s.lockstep.common() > paused);
}

#[test]
fn a_message_carries_about_eighty_milliseconds_of_the_slower_run() {
    let mut s = Simulation::new(&[0.5, 2.0]);
    s.lockstep.start(0.0, None);
    s.run(10_000.0);
    let steps: Vec<_> = s.reached.windows(2).map(|w| w[1].step - w[0].step).collect();
    assert!(steps[30..].iter().all(|n| (30..=40).contains(n)), "{steps:?}");
    assert!(s.messages <= 2 * 15 * 10, "{} messages", s.messages);
}

#[test]
fn chunks_stay_within_their_limits() {
    let mut slow = Simulation::new(&[900.0]);
    slow.lockstep.start(0.0, None);
    slow.run(10_000.0);
    assert!(slow.reached.windows(2).all(|w| w[1].step - w[0].step == 1));
    let mut fast = Simulation::new(&[0.001]);
    fast.lockstep.start(0.0, None);
    fast.run(10_000.0);
    assert!(fast.reached.windows(2).all(|w| w[1].step - w[0].step <= 500));
    assert!(fast.messages <= 160, "{} messages", fast.messages);
}

#[test]
fn a_speed_limit_holds() {
    for speed in [100.0, 30.0, 10.0, 3.0, 1.0] {
        let mut s = Simulation::new(&[1.0, 2.0]);
        s.lockstep.pace.set_speed(Some(speed));
        s.lockstep.start(0.0, None);
        s.run(20_000.0);
        let per_second = f64::from(s.lockstep.common()) / 20.0;
        assert!((per_second / speed - 1.0).abs() < 0.1, "{per_second} instead of {speed}");
    }
}

#[test]
fn the_end_is_met_exactly_and_shown() {
    let mut s = Simulation::new(&[1.0, 1.7]);
    s.lockstep.start(0.0, Some(1_003));
    s.run(f64::INFINITY);
    assert_eq!(s.at, [1_003, 1_003]);
    assert!(s.lockstep.is_settled());
    assert_eq!(s.shown[1].last(), Some(&1_003));
    s.lockstep.start(s.now, None);
    s.run(s.now + 500.0);
    assert!(s.lockstep.common() > 1_003);
}

#[test]
fn samples_cost_a_tenth_of_the_training_and_come_every_second_and_a_half() {
    let mut s = Simulation::new(&[1.0]);
    s.lockstep.start(0.0, None);
    s.run(10_000.0);
    let cost = 5.0 * s.shown[0].len() as f64;
    assert!(cost <= 0.11 * 10_000.0, "{cost} ms of samples");
    assert!(s.shown[0].windows(2).all(|w| w[1] - w[0] <= 1_700));
}

#[test]
fn checkpoints_come_every_five_seconds_at_one_step() {
    let mut s = Simulation::new(&[1.0, 3.0]);
    s.lockstep.start(0.0, None);
    s.run(20_500.0);
    assert_eq!(s.reached.iter().filter(|r| r.save).count(), 4, "the first after one second");
}

#[test]
fn one_step_by_hand_only_when_nothing_is_under_way() {
    let mut s = Simulation::new(&[1.0, 1.0]);
    s.lockstep.snapshot_every(1_000);
    assert!(s.lockstep.single());
    assert!(!s.lockstep.single(), "one is under way");
    s.run(f64::INFINITY);
    assert_eq!((s.at.as_slice(), s.snapped[0].as_slice()), (&[1, 1][..], &[0][..]));
    assert!(s.shown.iter().all(|shown| shown.ends_with(&[1])));
    assert!(s.lockstep.single());
    s.run(f64::INFINITY);
    assert_eq!((s.at.as_slice(), s.snapped[0].as_slice()), (&[2, 2][..], &[0][..]));
}

#[test]
fn no_boundary_jumps_over_a_step_at_which_a_fork_begins() {
    let mut s = Simulation::new(&[1.0, 2.3]);
    s.lockstep.snapshot_every(100);
    s.lockstep.stop_at([37, 250]);
    s.lockstep.start(0.0, Some(300));
    s.run(f64::INFINITY);
    assert_eq!(s.snapped[1], [0, 37, 100, 200, 250, 300]);
    let mut s = Simulation::new(&[1.0]);
    s.lockstep.stop_at([5]);
    s.lockstep.start(0.0, Some(300));
    s.run(f64::INFINITY);
    assert_eq!(s.snapped[0], [5], "where snapshots are off too");
}

#[test]
fn a_stale_answer_is_left_out() {
    let mut lockstep = Lockstep::new(2, 0);
    assert_eq!(lockstep.progress(0, 40, 1.0, None), None);
    assert_eq!(lockstep.progress(7, 0, 1.0, None), None);
    assert_eq!(lockstep.common(), 0);
}

#[test]
fn snapshots_are_taken_by_every_run_at_the_start_at_the_multiples_and_at_the_end() {
    let mut s = Simulation::new(&[1.0, 2.3, 0.4]);
    s.lockstep.snapshot_every(100);
    s.lockstep.start(0.0, Some(450));
    s.run(f64::INFINITY);
    for run in 0..3 {
        assert_eq!(s.snapped[run], [0, 100, 200, 300, 400, 450]);
        assert!(s.snapped[run].iter().all(|step| s.shown[run].contains(step)));
    }
    assert!(s.reached.iter().all(|r| !r.save), "a snapshot holds a checkpoint");
}

/// A and B at step 1000, C at 400, with what A and B have shown in between.
fn with_a_fork() -> Simulation {
    let mut s = Simulation::new(&[1.0, 2.0, 1.0]);
    s.lockstep.restart(3, 1_000);
    let stops = [(300, true), (600, true), (730, false), (800, true)];
    s.lockstep.fall_behind(2, 400, stops.map(|(to, snapshot)| Stop { to, snapshot }));
    s.at = vec![1_000, 1_000, 400];
    s
}

#[test]
fn a_fork_trains_alone_until_it_is_among_the_others_and_then_all_go_on() {
    let mut s = with_a_fork();
    assert!(s.lockstep.is_settled());
    assert!(!s.lockstep.single());
    s.lockstep.start(0.0, None);
    s.run(300.0);
    assert_eq!((s.at[0], s.at[1]), (1_000, 1_000));
    assert!(s.lockstep.is_behind(2));
    s.run(3_000.0);
    assert!(!s.lockstep.is_anyone_behind());
    assert!([600, 730, 800, 1_000].iter().all(|stop| s.shown[2].contains(stop)), "{:?}", s.shown[2]);
    assert_eq!(s.snapped[2], [600, 800]);
    assert!(s.lockstep.common() > 1_000);
    assert!(s.shown[0].iter().all(|step| *step >= 1_000));
}

#[test]
fn a_fork_can_be_paused_on_its_way_with_a_picture_of_where_it_stands() {
    let mut s = with_a_fork();
    s.lockstep.start(0.0, None);
    s.run(250.0);
    s.lockstep.pause();
    s.run(f64::INFINITY);
    assert!(s.lockstep.is_settled());
    assert!((401..1_000).contains(&s.at[2]), "{:?}", s.at);
    assert_eq!(s.shown[2].last(), Some(&s.at[2]));
}

#[test]
fn where_the_end_is_the_common_step_catching_up_is_all_that_is_done() {
    let mut s = with_a_fork();
    s.lockstep.start(0.0, Some(1_000));
    s.run(f64::INFINITY);
    assert_eq!(s.at, [1_000, 1_000, 1_000]);
    assert!(s.lockstep.is_settled() && !s.lockstep.is_running());
}

#[test]
fn nobody_waits_for_a_run_that_is_built_anew() {
    let mut s = Simulation::new(&[1.0, 1.5, 500.0]);
    s.lockstep.start(0.0, None);
    s.run(2_000.0);
    s.lockstep.pause();
    let stuck = s.lockstep.excuse(2);
    s.queues[2].clear();
    s.finish[2] = f64::INFINITY;
    s.run(f64::INFINITY);
    assert!(s.lockstep.is_settled());
    assert_eq!(s.at[0], s.at[1]);
    assert!(stuck.is_none_or(|reached| reached.step <= s.at[0]));
    assert_eq!(s.lockstep.common(), s.at[0]);
}

#[test]
fn time_that_passes_between_two_looks_never_stops_the_runs() {
    let mut lockstep = Lockstep::new(1, 0);
    lockstep.start(0.0, None);
    let grant = lockstep.poll(0.0)[0];
    assert!(lockstep.progress(0, grant.to, 1.0, Some(1.0)).is_some());
    assert!(lockstep.poll(1.0).is_empty(), "the next chunk is not due");
    assert!(lockstep.wake(1.0).is_some());
    assert_eq!(lockstep.wake(1_000.0), Some(1.0), "it is due by now, and nothing is under way");
    lockstep.restart(2, 100);
    lockstep.fall_behind(1, 50, []);
    lockstep.start(0.0, None);
    let grant = lockstep.poll(0.0)[0];
    lockstep.progress(1, grant.to, 1.0, Some(1.0));
    assert!(lockstep.poll(1.0).is_empty());
    assert_eq!(lockstep.wake(1_000.0), Some(1.0));
}

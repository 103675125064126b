//! What ends a program from outside: Ctrl-C, a limit of time, and a reader of its output that has gone.
//!
//! ```text
//!   Ctrl-C ──► the main task is cancelled ── again ──► KeyboardInterrupt ── again ──► the process ends
//!          └─► no loop runs: KeyboardInterrupt                 └── not noticed: in a long call ──┘
//! ```

use std::io::{self, Write};
use std::process;
use std::thread;
use std::time::Duration;

use loopscope_python::Interrupter;

use crate::failure::Failure;

/// A program that does not notice in this time that it is to end is in a call that cannot be interrupted.
const GRACE: Duration = Duration::from_secs(1);

/// The exit code of what Ctrl-C ends.
const INTERRUPTED: i32 = 130;

/// The exit code of a program whose output nobody reads: that of the signal that would have ended it.
const UNREAD: i32 = 141;

/// A limit of time, from its seconds.
pub(crate) fn limit(seconds: f64) -> Result<Duration, Failure> {
    let wrong = || Failure::usage(format!("--limit-time {seconds}: a number of seconds above 0 was expected"));
    Duration::try_from_secs_f64(seconds).ok().filter(|limit| !limit.is_zero()).ok_or_else(wrong)
}

/// The program came to its limit of time.
pub(crate) fn out_of_time(limit: Duration) -> Failure {
    Failure::limit(format!("stopped at a limit: {} s (--limit-time)", limit.as_secs_f64()))
}

/// Watches over the program that begins now. What cannot be watched for (no thread, no signals) is let be.
pub(crate) fn watch(interrupter: Interrupter, limit: Option<Duration>) {
    if let Some(limit) = limit {
        let interrupter = interrupter.clone();
        let _ = thread::Builder::new().name("limit".to_owned()).spawn(move || {
            thread::sleep(limit);
            let ms = u32::try_from(limit.as_millis()).unwrap_or(u32::MAX);
            let _ = interrupter.limit(ms);
            thread::sleep(GRACE);
            // It catches what ends it, or stands in a long call of the interpreter's own.
            end(&out_of_time(limit).lines[0], 124);
        });
    }
    #[cfg(unix)]
    listen(interrupter);
}

/// Waits for Ctrl-C on a thread of its own.
#[cfg(unix)]
fn listen(interrupter: Interrupter) {
    let Ok(mut signals) = signal_hook::iterator::Signals::new([signal_hook::consts::SIGINT]) else { return };
    let _ = thread::Builder::new().name("interrupts".to_owned()).spawn(move || {
        for (nth, _) in (1..).zip(signals.forever()) {
            if !interrupter.interrupt() || nth > 2 {
                end("interrupted", INTERRUPTED);
            }
        }
    });
}

/// Ends the process in the middle of whatever the program does; what it has printed is there.
fn end(why: &str, code: i32) -> ! {
    // The program may be printing right now, and never end doing so.
    let flushing = thread::spawn(|| io::stdout().lock().flush());
    for _ in 0..20 {
        if flushing.is_finished() {
            break;
        }
        thread::sleep(Duration::from_millis(10));
    }
    let _ = writeln!(io::stderr(), "{why}");
    process::exit(code)
}

/// Ends the process quietly when nobody reads what it prints.
pub(crate) fn unread(error: &io::Error) {
    if error.kind() == io::ErrorKind::BrokenPipe {
        process::exit(UNREAD);
    }
}

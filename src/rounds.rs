//! A thread that makes its round every so often until the server ends. What it does on a round is the caller's; how
//! long it waits is real time, what day it is the caller asks its own clock.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use crate::error::{AppError, AppResult};

/// How long the end of the server waits for a round that is under way.
const FAREWELL: Duration = Duration::from_secs(1);

/// Says within a round whether the server is ending.
#[derive(Clone, Debug, Default)]
pub struct Ending(Arc<AtomicBool>);

impl Ending {
    /// True once nothing new should be begun.
    pub fn is_near(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Does a part of a round, or the whole. If it panics, that is told and ends nothing else: what it had in hand was
/// undone, as its transaction ended with it.
fn survive(name: &str, part: impl FnOnce()) {
    if catch_unwind(AssertUnwindSafe(part)).is_err() {
        tracing::error!(name, "panicked; the rest is done all the same");
    }
}

/// One kind of duty of whoever sees to several.
pub type Part<D> = fn(&mut D) -> AppResult<()>;

/// Sees to each kind of duty. What fails is tried again on the next round, and keeps nothing else from being done.
pub fn see_to<D>(duties: &mut D, parts: &[(&str, Part<D>)], ending: &Ending) {
    for (name, part) in parts {
        if ending.is_near() {
            return;
        }
        survive(name, || {
            if let Err(error) = part(duties) {
                tracing::warn!(%error, duty = name, "a duty was not seen to");
            }
        });
    }
}

/// The thread, as the server holds it.
pub struct Rounds {
    name: &'static str,
    ending: Ending,
    /// Its end wakes the thread.
    stop: Sender<()>,
    /// Its end is the thread's.
    ended: Receiver<()>,
}

impl Rounds {
    /// Starts to make rounds; the first one comes after the first wait. One that panics ends no other.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start(
        name: &'static str,
        every: Duration,
        mut round: impl FnMut(&Ending) + Send + 'static,
    ) -> AppResult<Self> {
        let (stop, stopped) = channel();
        let (end, ended) = channel();
        let ending = Ending::default();
        let near = ending.clone();
        std::thread::Builder::new()
            .name(name.into())
            .spawn(move || {
                while stopped.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
                    survive(name, || round(&near));
                }
                drop(end);
            })
            .map_err(AppError::internal)?;
        Ok(Self {
            name,
            ending,
            stop,
            ended,
        })
    }

    /// Begins no further round, and waits a second for the one that is under way.
    pub fn finish(self) {
        self.ending.0.store(true, Ordering::Relaxed);
        drop(self.stop);
        if self.ended.recv_timeout(FAREWELL) == Err(RecvTimeoutError::Timeout) {
            tracing::warn!(name = self.name, "a round was under way at the end");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_are_made_until_the_end() {
        let (made, rounds) = channel();
        let thread = Rounds::start("test", Duration::from_millis(1), move |_| {
            let _unheard = made.send(());
        })
        .expect("a thread");
        for _ in 0..3 {
            rounds.recv().expect("a round");
        }
        thread.finish();
        while rounds.recv().is_ok() {}
    }

    #[test]
    fn a_round_that_panics_ends_no_other() {
        let (made, rounds) = channel();
        let mut count = 0;
        let thread = Rounds::start("test", Duration::from_millis(1), move |_| {
            count += 1;
            assert!(count != 2, "the second round fails, as this test wants");
            let _unheard = made.send(count);
        })
        .expect("a thread");
        assert_eq!(rounds.recv(), Ok(1));
        assert_eq!(rounds.recv(), Ok(3));
        thread.finish();
    }
}

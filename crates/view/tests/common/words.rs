//! A small program: two tasks, each of which says a word after a while.

use loopscope_asyncio::prelude::*;
use loopscope_executor::Limits;
use loopscope_view::Scope;

use crate::common::trace_of;

/// Says a word after so many seconds.
pub(crate) async fn say(delay: f64, word: &'static str) -> Result {
    sleep(delay).await?;
    print(word);
    Ok(())
}

/// One task says "hello" after a second, and one of this name "world" after so many.
#[allow(dead_code, reason = "some tests have a program of their own that says something")]
pub(crate) fn hello_world(name: &'static str, delay: f64) -> Scope {
    async fn main(name: &'static str, delay: f64) -> Result {
        let hello = create_task(coro!(say(1.0, "hello"))).named("hello");
        let world = create_task(coro!(say(delay, "world"))).named(name);
        hello.await?;
        world.await
    }
    Scope::new(trace_of(Limits::default(), async move { run(coro!(main(name, delay))).await }))
}

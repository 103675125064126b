//! The executor's tests, one binary. A test that pins a known pitfall carries its number: P1 (a lock held across a
//! user's poll) is pinned by the tests named `p01_…`, and so on.

mod asked;
mod checker;
mod drops;
mod golden;
mod limits;
mod model;
mod panics;
mod product;
mod remote;
mod support;
mod timers;
mod turns;
mod wakes;

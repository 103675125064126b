//! The page's application: the laboratory beside a lesson's text. In a browser (feature `csr`) it takes the place of the static
//! page's; `loopscope site` writes that static page with the same components (feature `ssr`).
//!
//! ```text
//! browser (the edge) ◄── session (signals) ──► model (what is known, pure)
//!   │ reports, events      ▲  ▲     │
//!   └──────────────────────┘  │     └── what is shown ──► code, params, player, timeline, log, output, …
//!                             └───────── actions ─────────────────────────┘
//! ```
#![forbid(unsafe_code)]
#![cfg_attr(not(feature = "csr"), allow(dead_code, reason = "a static page has nothing of what is done in a browser"))]
#![allow(unreachable_pub, reason = "what Leptos' component macro writes is public")]

mod app;
mod browser;
mod clock;
mod code;
mod copy;
mod dock;
mod goals;
mod inbox;
mod inside;
mod lesson;
mod links;
mod live;
mod log;
mod marks;
mod model;
mod output;
mod outside;
mod own;
mod panes;
mod params;
mod player;
mod predict;
mod run;
mod session;
mod share;
mod timeline;

#[cfg(feature = "csr")]
pub use app::open_page;
#[cfg(feature = "ssr")]
pub use app::write_lab;

//! Serves the pages, and tells those that are open what has happened: an event stream, which live-reload.js listens to.

use std::convert::Infallible;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, HeaderValue};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use futures_util::{Stream, StreamExt};
use serde_json::json;
use tempfile::TempDir;
use tokio::sync::watch;
use tokio_stream::wrappers::WatchStream;
use tower::ServiceExt;
use tower_http::services::{ServeDir, ServeFile};

use crate::failure::Failure;

/// Where pages listen (live-reload.js).
const CHANGES: &str = "/.well-known/loopscope/changes";

/// What is told.
#[derive(Clone, Debug, Default)]
enum Told {
    /// Nothing yet.
    #[default]
    Nothing,
    /// The pages were made anew.
    Reload,
    /// They could not be.
    Failed(String),
}

/// What is shown.
#[derive(Default)]
pub(super) struct Shown {
    pages: RwLock<Option<TempDir>>,
    told: watch::Sender<Told>,
    /// What is being done, for whoever waits for the first pages.
    doing: Mutex<String>,
}

impl Shown {
    /// These pages from now on.
    pub(super) fn put(&self, pages: TempDir) {
        *self.pages.write().unwrap_or_else(PoisonError::into_inner) = Some(pages);
        self.told.send_replace(Told::Reload);
    }

    /// No pages: the program makes way.
    pub(super) fn clear(&self) {
        self.pages.write().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// The pages stay as they are, and say what is wrong.
    pub(super) fn fail(&self, failure: &Failure) {
        self.told.send_replace(Told::Failed(failure.to_string()));
    }

    /// This is what is being done.
    pub(super) fn doing(&self, line: &str) {
        line.clone_into(&mut self.doing.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn folder(&self) -> Option<PathBuf> {
        let pages = self.pages.read().unwrap_or_else(PoisonError::into_inner);
        pages.as_ref().map(|pages| pages.path().to_owned())
    }
}

/// Serves from now on, in a thread of its own; until Ctrl-C, which ends the program.
pub(super) fn start(listener: TcpListener, shown: Arc<Shown>) -> Result<(), Failure> {
    let cannot = |error: std::io::Error| Failure::run(format!("the site cannot be served: {error}"));
    listener.set_nonblocking(true).map_err(cannot)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(cannot)?;
    let serve = async move {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let stopped = Arc::clone(&shown);
        let app = router(shown);
        tokio::select! {
            ended = axum::serve(listener, app) => ended,
            () = ended() => {
                stopped.clear();
                std::process::exit(130);
            }
        }
    };
    let run = move || {
        if let Err(error) = runtime.block_on(serve) {
            super::tell(&format!("the site is not served any more: {error}"));
        }
    };
    std::thread::Builder::new().name("http".to_owned()).spawn(run).map_err(cannot)?;
    Ok(())
}

/// Whoever runs this wants an end of it.
async fn ended() {
    #[cfg(unix)]
    if let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        return;
    }
    // Where that cannot be known, whatever the system does ends it.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}

fn router(shown: Arc<Shown>) -> Router {
    Router::new().route(CHANGES, get(changes)).fallback(file).with_state(shown)
}

/// What happens from now on.
async fn changes(State(shown): State<Arc<Shown>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let told = WatchStream::from_changes(shown.told.subscribe());
    let now = tokio_stream::once(shown.told.borrow().clone()).filter(|now| {
        // Who comes later is not told to reload, but what is wrong.
        std::future::ready(matches!(now, Told::Failed(_)))
    });
    let event = |told: Told| {
        let (name, said) = match told {
            Told::Nothing | Told::Reload => ("reload", String::new()),
            Told::Failed(why) => ("failed", why),
        };
        Ok(Event::default().event(name).data(json!(said).to_string()))
    };
    Sse::new(now.chain(told).map(event)).keep_alive(KeepAlive::new().interval(Duration::from_secs(20)))
}

async fn file(State(shown): State<Arc<Shown>>, request: Request) -> Response {
    let Some(folder) = shown.folder() else { return waiting(&shown) };
    let absent = ServeFile::new(folder.join("404.html"));
    let answer = ServeDir::new(&folder).not_found_service(absent).oneshot(request).await;
    let mut response = match answer {
        Ok(response) => response.into_response(),
        Err(never) => match never {},
    };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// Before there are pages: what is going on, in a page that asks again by itself.
fn waiting(shown: &Shown) -> Response {
    let said = match &*shown.told.borrow() {
        Told::Failed(why) => why.clone(),
        Told::Nothing | Told::Reload => {
            format!("The site is being made.\n\n{}", shown.doing.lock().unwrap_or_else(PoisonError::into_inner))
        }
    };
    let page = maud::html! {
        (maud::DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; meta http-equiv="refresh" content="1"; title { "Loopscope" } }
            body { pre { (said) } }
        }
    };
    (StatusCode::SERVICE_UNAVAILABLE, Html(page.into_string())).into_response()
}

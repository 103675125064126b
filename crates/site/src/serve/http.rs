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

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};

    use super::*;

    fn runtime() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
    }

    /// Status, policy of keeping, and text of what is at an address.
    fn get(shown: &Arc<Shown>, address: &str) -> (u16, String, String) {
        let request = Request::builder().uri(address).body(Body::empty()).expect("an address");
        runtime().block_on(async {
            let response = router(Arc::clone(shown)).oneshot(request).await.expect("an answer");
            let status = response.status().as_u16();
            let kept = response.headers().get(CACHE_CONTROL).map(|kept| kept.to_str().unwrap_or_default().to_owned());
            let body = to_bytes(response.into_body(), 1 << 20).await.expect("a text");
            (status, kept.unwrap_or_default(), String::from_utf8_lossy(&body).into_owned())
        })
    }

    fn pages() -> TempDir {
        let pages = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir(pages.path().join("en")).expect("a folder");
        for (file, text) in [("en/index.html", "home"), ("404.html", "unknown"), ("a.wasm", "")] {
            std::fs::write(pages.path().join(file), text).expect("a file");
        }
        pages
    }

    /// The next that an open page is told.
    async fn next(stream: &mut (impl Stream<Item = Result<axum::body::Bytes, axum::Error>> + Unpin)) -> String {
        let bytes = stream.next().await.expect("it goes on").expect("it is told");
        String::from_utf8_lossy(&bytes).into_owned()
    }

    #[test]
    fn before_there_are_pages_it_says_what_is_going_on() {
        let shown = Arc::new(Shown::default());
        shown.doing("Compiling <web>");
        let (status, _, page) = get(&shown, "/en/");
        assert_eq!(status, 503);
        assert!(page.contains("Compiling &lt;web&gt;") && page.contains("http-equiv=\"refresh\""), "{page}");
        shown.fail(&Failure::run("lessons/01-a/lesson.toml:1: mend it"));
        assert!(get(&shown, "/").2.contains("lesson.toml:1: mend it"));
    }

    #[test]
    fn pages_are_asked_for_anew_each_time() {
        let shown = Arc::new(Shown::default());
        shown.put(pages());
        assert_eq!(get(&shown, "/en/"), (200, "no-cache".to_owned(), "home".to_owned()));
        assert_eq!(get(&shown, "/en/nothing/"), (404, "no-cache".to_owned(), "unknown".to_owned()));
        assert_eq!(get(&shown, "/../Cargo.toml").0, 404, "nothing beside them");
        assert_eq!(get(&shown, "/a.wasm").0, 200);
        shown.clear();
        assert_eq!(get(&shown, "/en/").0, 503);
    }

    #[test]
    fn an_open_page_is_told_what_happens() {
        let shown = Arc::new(Shown::default());
        shown.put(pages());
        let open = || {
            let app = router(Arc::clone(&shown));
            let request = Request::builder().uri(CHANGES).body(Body::empty()).expect("an address");
            async move { app.oneshot(request).await.expect("an answer").into_body().into_data_stream() }
        };
        runtime().block_on(async {
            let mut page = open().await;
            shown.fail(&Failure::run("one\ntwo"));
            assert_eq!(next(&mut page).await, "event: failed\ndata: \"one\\ntwo\"\n\n");
            let mut later = open().await;
            assert_eq!(next(&mut later).await, "event: failed\ndata: \"one\\ntwo\"\n\n", "it is not mended yet");
            shown.put(pages());
            assert_eq!(next(&mut page).await, "event: reload\ndata: \"\"\n\n");
        });
    }
}

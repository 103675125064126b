//! `loopscope-site serve`, run as an author does, on a copy of a lesson: what a browser is given and told while files change.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

/// What Trunk leaves, as far as pages are made of it.
const APPLICATION: &str = r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title>
<link rel="icon" type="image/svg+xml" href="/favicon-0.svg"><script type="module" src="/boot-3.js"></script></head><body></body></html>"#;

/// What is served, in a folder of its own, until this is dropped.
struct Served {
    folder: TempDir,
    port: u16,
    program: Child,
    said: BufReader<std::process::ChildStderr>,
}

impl Served {
    /// A copy of one lesson.
    fn begin(options: &[&str]) -> Served {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (root, lesson) = (folder.path(), "lessons/01-waiting");
        fs::create_dir_all(root.join(lesson)).expect("folders");
        fs::create_dir(root.join("app")).expect("a folder");
        fs::write(root.join("app/index.html"), APPLICATION).expect("a file");
        let from = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(lesson);
        for file in fs::read_dir(from).expect("the lesson").flatten() {
            fs::copy(file.path(), root.join(lesson).join(file.file_name())).expect("a file");
        }
        let mut program = Command::new(env!("CARGO_BIN_EXE_loopscope-site"))
            .current_dir(root)
            .args(["--runs", "runs", "serve", "--port", "0", "--app", "app"])
            .args(options)
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let said = BufReader::new(program.stderr.take().expect("what it says"));
        let mut served = Served { folder, port: 0, program, said };
        let line = served.hear("http://127.0.0.1:");
        let port = line.trim_start_matches("http://127.0.0.1:").split('/').next().expect("a port");
        served.port = port.parse().expect("a number");
        served
    }

    /// Waits for a line of what it says.
    fn hear(&mut self, begin: &str) -> String {
        loop {
            let mut line = String::new();
            assert_ne!(self.said.read_line(&mut line).expect("it goes on"), 0, "it ended before it said {begin}");
            if line.starts_with(begin) {
                return line;
            }
        }
    }

    /// Asks for an address.
    fn ask(&self, address: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a limit");
        write!(stream, "GET {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").expect("it is asked");
        stream
    }

    fn get(&self, address: &str) -> String {
        let mut answer = String::new();
        self.ask(address).read_to_string(&mut answer).expect("an answer");
        answer
    }

    /// Waits until an open page is told something.
    fn told(changes: &mut impl BufRead, event: &str) -> String {
        let (mut line, wanted) = (String::new(), format!("event: {event}"));
        while line.trim_end() != wanted {
            line.clear();
            assert_ne!(changes.read_line(&mut line).expect("it goes on"), 0, "no {event} was told");
        }
        line.clear();
        changes.read_line(&mut line).expect("what there is to it");
        line
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn replace(file: &Path, what: &str, with: &str) {
    let text = fs::read_to_string(file).expect("a text");
    assert!(text.contains(what), "{} has no {what}", file.display());
    fs::write(file, text.replacen(what, with, 1)).expect("it is written");
}

#[test]
fn pages_follow_what_is_written() {
    let served = Served::begin(&[]);
    let page = served.get("/en/waiting/");
    assert!(page.starts_with("HTTP/1.1 200 OK") && page.contains("live-reload.js"), "{page}");
    assert!(served.get("/live-reload.js").contains("EventSource"));
    assert!(served.get("/en/nowhere/").starts_with("HTTP/1.1 404"));

    let mut changes = BufReader::new(served.ask("/.well-known/loopscope/changes"));
    let mut line = String::new();
    while line != "\r\n" {
        line.clear();
        changes.read_line(&mut line).expect("a head");
    }
    let text = served.file("lessons/01-waiting/en.md");
    fs::write(&text, fs::read_to_string(&text).expect("a text") + "\nA sentence that is new.\n")
        .expect("it is written");
    Served::told(&mut changes, "reload");
    assert!(served.get("/en/waiting/").contains("A sentence that is new."));

    let manifest = served.file("lessons/01-waiting/lesson.toml");
    replace(&manifest, "slug", "slag");
    let why = Served::told(&mut changes, "failed");
    assert!(why.contains("lessons/01-waiting/lesson.toml") && why.contains("slag"), "{why}");
    assert!(served.get("/en/waiting/").contains("A sentence that is new."), "what was there stays");
    replace(&manifest, "slag", "slug");
    Served::told(&mut changes, "reload");
}

#[test]
fn what_cannot_be_served_is_said_with_its_remedy() {
    let served = Served::begin(&[]);
    let again = |arguments: &[&str]| {
        let program = Command::new(env!("CARGO_BIN_EXE_loopscope-site"))
            .current_dir(served.folder.path())
            .args(["--runs", "runs", "serve"])
            .args(arguments)
            .output()
            .expect("it starts");
        assert!(!program.status.success());
        String::from_utf8_lossy(&program.stderr).into_owned()
    };
    let (port, next) = (served.port.to_string(), served.port.checked_add(1).unwrap_or(8080));
    let said = again(&["--port", &port, "--app", "app"]);
    assert!(said.starts_with(&format!("port {port} of this machine cannot be had")), "{said}");
    assert!(said.contains(&format!("--port {next}")), "{said}");
    let said = again(&["--port", "0", "--app", "elsewhere"]);
    assert!(said.contains("there is no built application in elsewhere: name its folder with --app"), "{said}");
    let said = again(&["--port", "0", "--app", "app", "--lessons", "elsewhere"]);
    assert!(said.contains("elsewhere is no folder that can be read; name another with --lessons"), "{said}");
}

#[test]
fn a_build_that_fails_is_told_and_waited_out() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let script = folder.path().join("build");
    let sources = folder.path().join("sources");
    fs::create_dir(&sources).expect("a folder");
    fs::write(&script, "#!/bin/sh\necho 'error[E0425]: cannot find value' >&2\nexit 1\n").expect("a file");
    fs::set_permissions(&script, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("it may be run");
    let path = |path: &Path| path.display().to_string();
    let served = Served::begin(&[
        "--build",
        &path(&script),
        "--source",
        &path(&sources),
        "--built",
        &path(&folder.path().join("built")),
    ]);
    let page = served.get("/en/waiting/");
    assert!(page.starts_with("HTTP/1.1 503") && page.contains("error[E0425]: cannot find value"), "{page}");
    fs::write(&script, "#!/bin/sh\nexit 0\n").expect("a file");
    let mut changes = BufReader::new(served.ask("/.well-known/loopscope/changes"));
    Served::told(&mut changes, "failed");
    fs::write(sources.join("main.rs"), "").expect("a file");
    Served::told(&mut changes, "reload");
    assert!(served.get("/en/waiting/").starts_with("HTTP/1.1 200"));
}

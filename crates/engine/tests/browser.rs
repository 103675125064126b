//! The live driver in a real browser's worker, with real timers.
#![cfg(target_arch = "wasm32")]

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use loopscope_asyncio::Program;
use loopscope_asyncio::prelude::*;
use loopscope_engine::browser::Driver;
use loopscope_executor::trace::{Kind, Trace};
use loopscope_lessons::Params;
use loopscope_protocol::{Command, Epoch, Mode, Outcome, Status, Update};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

async fn nap(delay: f64) -> Result {
    print("before");
    sleep(delay).await?;
    print("after");
    Ok(())
}

async fn turns(count: i64) -> Result {
    for _ in 0..count {
        sleep(0.0).await?;
    }
    Ok(())
}

async fn top_level(spec: loopscope_protocol::Program) -> Result {
    let p = Params::new(spec.params);
    match spec.lesson.as_str() {
        "nap" => run(coro!(nap(p.seconds("delay")?))).await,
        "turns" => run(coro!(turns(p.int("count")?))).await,
        _ => Err(Exception::value("bad")),
    }
}

fn source(spec: &loopscope_protocol::Program) -> std::result::Result<Program, String> {
    Ok(Program::new(0.0, Box::pin(top_level(spec.clone()))))
}

struct Heard {
    trace: Trace,
    status: Option<Status>,
    resolve: Option<js_sys::Function>,
}

struct Page {
    driver: Driver,
    heard: Rc<RefCell<Heard>>,
    ended: Promise,
}

fn load(lesson: &str, param: (&str, loopscope_protocol::Value)) -> Page {
    let heard = Rc::new(RefCell::new(Heard { trace: Trace::default(), status: None, resolve: None }));
    let ended = Promise::new(&mut |resolve, _| heard.borrow_mut().resolve = Some(resolve));
    let hearing = heard.clone();
    let driver = Driver::new(source, move |update| {
        if let Update::Progress { chunk, status, replace, .. } = update.clone() {
            let mut heard = hearing.borrow_mut();
            if replace {
                heard.trace = Trace::default();
            }
            heard.trace.append(chunk);
            if matches!(status, Status::Ended(_))
                && let Some(resolve) = &heard.resolve
            {
                resolve.call0(&JsValue::NULL).unwrap();
            }
            heard.status = Some(status);
        }
    })
    .unwrap();
    let program = loopscope_protocol::Program {
        lesson: lesson.into(),
        params: vec![(param.0.into(), param.1)],
        epoch: Epoch::default(),
        interventions: Vec::new(),
    };
    driver.receive(Ok(Command::Load { run: 1, program, mode: Mode::Live { speed: 1.0, paused: false } }));
    Page { driver, heard, ended }
}

impl Page {
    fn printed(&self) -> Vec<String> {
        let heard = self.heard.borrow();
        let records = heard.trace.records.iter();
        records
            .filter_map(|record| match record.kind {
                Kind::Output { text, .. } => Some(heard.trace.text(text).trim().to_owned()),
                _ => None,
            })
            .collect()
    }

    fn status(&self) -> Option<Status> {
        self.heard.borrow().status.clone()
    }
}

fn wall_ms() -> f64 {
    js_sys::global().unchecked_into::<web_sys::DedicatedWorkerGlobalScope>().performance().unwrap().now()
}

/// Control comes back in a macrotask of its own.
async fn macrotask() {
    let scope: web_sys::DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let passed = Promise::new(&mut |resolve, _| {
        scope.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 0).unwrap();
    });
    JsFuture::from(passed).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_sleep_takes_its_time() {
    let begun = wall_ms();
    let page = load("nap", ("delay", loopscope_protocol::Value::Seconds(0.05)));
    assert_eq!(page.printed(), ["before"]);
    JsFuture::from(page.ended.clone()).await.unwrap();
    assert!(wall_ms() - begun >= 50.0);
    assert_eq!(page.printed(), ["before", "after"]);
    assert_eq!(page.status(), Some(Status::Ended(Outcome::Finished)));
}

#[wasm_bindgen_test]
async fn p17_a_sleep_longer_than_a_timeout_can_be_does_not_end_at_once() {
    let page = load("nap", ("delay", loopscope_protocol::Value::Seconds(3e7)));
    for _ in 0..5 {
        macrotask().await;
    }
    assert_eq!(page.printed(), ["before"]);
    assert_eq!(page.status(), Some(Status::Running));
    page.driver.receive(Ok(Command::Stop));
    assert_eq!(page.status(), Some(Status::Ended(Outcome::Stopped)));
}

#[wasm_bindgen_test]
async fn p18_iterations_are_not_clamped_to_four_milliseconds() {
    let begun = wall_ms();
    let page = load("turns", ("count", loopscope_protocol::Value::Int(1000)));
    JsFuture::from(page.ended.clone()).await.unwrap();
    assert!(wall_ms() - begun < 2000.0, "{} ms for 1000 iterations", wall_ms() - begun);
}

#[wasm_bindgen_test]
async fn p20_a_program_that_never_waits_leaves_room_for_commands() {
    let page = load("turns", ("count", loopscope_protocol::Value::Int(i64::MAX)));
    macrotask().await;
    assert_eq!(page.status(), Some(Status::Running));
    page.driver.receive(Ok(Command::Stop));
    assert_eq!(page.status(), Some(Status::Ended(Outcome::Stopped)));
}

//! Random programs against a naive model of the loop: no slots, no wakers, no heap, just lists that are searched.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::task::Waker;
use std::time::Duration;

use loopscope_executor::{Executor, Handle, Instant, JoinHandle, Next, text, yield_now};
use proptest::prelude::*;

use crate::support::{OnDrop, checked, own_waker};

/// One thing that a task does. Tasks are named by their number modulo those there are.
#[derive(Clone, Debug)]
enum Op {
    Yield,
    Sleep(u64),
    Block(u64),
    Wake(usize),
    Cancel(usize),
    Spawn(usize),
    Callback,
    CallAt(u64),
    CancelCallback,
    CancelTimer,
}

type Program = Vec<Vec<Op>>;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Event {
    Polled(usize),
    Dropped(usize),
    Called(usize),
    Fired(usize),
}

type Log = Vec<(u64, Event)>;

// The real thing.

#[derive(Default)]
struct World {
    log: Log,
    joins: Vec<Option<JoinHandle<()>>>,
    wakers: Vec<Option<Waker>>,
    callbacks: Vec<loopscope_executor::CallbackHandle>,
    timers: Vec<loopscope_executor::TimerHandle>,
}

#[derive(Clone)]
struct Real {
    handle: Handle,
    program: Rc<Program>,
    world: Rc<RefCell<World>>,
}

impl Real {
    fn log(&self, event: Event) {
        let now = self.handle.now().as_nanos();
        self.world.borrow_mut().log.push((now, event));
    }

    fn spawn(&self, script: usize) {
        let no = {
            let mut world = self.world.borrow_mut();
            world.joins.push(None);
            world.wakers.push(None);
            world.joins.len() - 1
        };
        let real = self.clone();
        let polled = self.clone();
        let mut body = Box::pin(async move {
            let dropped = real.clone();
            let _guard = OnDrop(move || dropped.log(Event::Dropped(no)));
            let waker = own_waker().await;
            real.world.borrow_mut().wakers[no] = Some(waker);
            let program = real.program.clone();
            for op in &program[script] {
                real.act(op, script).await;
            }
        });
        let join = self.handle.spawn(std::future::poll_fn(move |cx| {
            use std::future::Future;
            polled.log(Event::Polled(no));
            body.as_mut().poll(cx)
        }));
        self.world.borrow_mut().joins[no] = Some(join);
    }

    async fn act(&self, op: &Op, script: usize) {
        let tasks = self.world.borrow().joins.len();
        match *op {
            Op::Yield => yield_now().await,
            Op::Sleep(nanos) => self.handle.sleep(Duration::from_nanos(nanos)).await,
            Op::Block(nanos) => self.handle.block(Duration::from_nanos(nanos), 1),
            Op::Wake(no) => {
                let waker = self.world.borrow().wakers[no % tasks].clone();
                if let Some(waker) = waker {
                    waker.wake();
                }
            }
            Op::Cancel(no) => {
                let world = self.world.borrow();
                if let Some(join) = &world.joins[no % tasks] {
                    join.cancel();
                }
            }
            Op::Spawn(other) => {
                if let Some(child) = child(script, other, self.program.len()) {
                    self.spawn(child);
                }
            }
            Op::Callback => {
                let (real, no) = (self.clone(), self.world.borrow().callbacks.len());
                let callback = self.handle.call_soon("", 1, move || real.log(Event::Called(no)));
                self.world.borrow_mut().callbacks.push(callback);
            }
            Op::CallAt(nanos) => {
                let (real, no) = (self.clone(), self.world.borrow().timers.len());
                let timer = self.handle.call_at(Instant::from_nanos(nanos), "", 1, move || real.log(Event::Fired(no)));
                self.world.borrow_mut().timers.push(timer);
            }
            Op::CancelCallback => {
                let last = self.world.borrow().callbacks.last().cloned();
                last.map(|callback| callback.cancel());
            }
            Op::CancelTimer => {
                let last = self.world.borrow().timers.last().cloned();
                last.map(|timer| timer.cancel());
            }
        }
    }
}

/// Scripts spawn later scripts only, so that programs end.
fn child(script: usize, other: usize, scripts: usize) -> Option<usize> {
    let later = scripts - script - 1;
    (later > 0).then(|| script + 1 + other % later)
}

fn run_real(program: &Program) -> (Log, String) {
    let mut executor = Executor::recording();
    let world = Rc::new(RefCell::new(World::default()));
    let real = Real { handle: executor.handle(), program: Rc::new(program.clone()), world: world.clone() };
    real.spawn(0);
    let mut now = Instant::ZERO;
    loop {
        match executor.turn(now).unwrap() {
            Next::Now => {}
            Next::At(deadline) => {
                executor.advance(deadline);
                now = deadline;
            }
            Next::Idle { alive } => break assert_eq!(alive, 0, "no script waits for ever"),
            Next::Stopped(limit) => panic!("{limit:?}"),
        }
    }
    let trace = text::trace(&checked(&mut executor));
    drop(executor);
    let log = std::mem::take(&mut world.borrow_mut().log);
    let joins = std::mem::take(&mut world.borrow_mut().joins);
    drop(joins);
    (log, trace)
}

// The model.

struct Task {
    script: usize,
    at: usize,
    polled: bool,
    yielded: bool,
    sleep: Option<u64>,
    queued: bool,
    cancelled: bool,
    done: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum What {
    Task(usize),
    Call(usize),
}

struct Model<'a> {
    program: &'a Program,
    now: u64,
    log: Log,
    tasks: Vec<Task>,
    queue: VecDeque<What>,
    /// Deadline and what is due then, in the order of creation.
    timers: Vec<(u64, What)>,
    cancelled_calls: Vec<usize>,
    calls: Vec<Event>,
    callbacks: Vec<usize>,
    call_ats: Vec<usize>,
}

impl Model<'_> {
    fn spawn(&mut self, script: usize) {
        self.tasks.push(Task {
            script,
            at: 0,
            polled: false,
            yielded: false,
            sleep: None,
            queued: false,
            cancelled: false,
            done: false,
        });
        self.wake(self.tasks.len() - 1);
    }

    fn wake(&mut self, no: usize) {
        let task = &mut self.tasks[no];
        if !task.done && !task.queued {
            task.queued = true;
            self.queue.push_back(What::Task(no));
        }
    }

    fn end(&mut self, no: usize) {
        self.tasks[no].done = true;
        self.timers.retain(|timer| timer.1 != What::Task(no));
        if self.tasks[no].polled {
            self.log.push((self.now, Event::Dropped(no)));
        }
    }

    fn poll(&mut self, no: usize) {
        if self.tasks[no].done {
            return;
        }
        self.tasks[no].queued = false;
        if self.tasks[no].cancelled {
            return self.end(no);
        }
        self.log.push((self.now, Event::Polled(no)));
        self.tasks[no].polled = true;
        let script = self.tasks[no].script;
        while let Some(op) = self.program[script].get(self.tasks[no].at) {
            let tasks = self.tasks.len();
            match *op {
                Op::Yield => {
                    if !std::mem::replace(&mut self.tasks[no].yielded, true) {
                        return self.wake(no);
                    }
                    self.tasks[no].yielded = false;
                }
                Op::Sleep(nanos) => {
                    let first = self.tasks[no].sleep.is_none();
                    let deadline = *self.tasks[no].sleep.get_or_insert(self.now + nanos);
                    if self.now < deadline {
                        if first {
                            self.timers.push((deadline, What::Task(no)));
                        }
                        return;
                    }
                    self.timers.retain(|timer| timer.1 != What::Task(no));
                    self.tasks[no].sleep = None;
                }
                Op::Block(nanos) => self.now += nanos,
                Op::Wake(other) => {
                    if self.tasks[other % tasks].polled {
                        self.wake(other % tasks);
                    }
                }
                Op::Cancel(other) => {
                    self.tasks[other % tasks].cancelled = true;
                    self.wake(other % tasks);
                }
                Op::Spawn(other) => {
                    if let Some(child) = child(script, other, self.program.len()) {
                        self.spawn(child);
                    }
                }
                Op::Callback => {
                    self.calls.push(Event::Called(self.callbacks.len()));
                    self.callbacks.push(self.calls.len() - 1);
                    self.queue.push_back(What::Call(self.calls.len() - 1));
                }
                Op::CallAt(nanos) => {
                    self.calls.push(Event::Fired(self.call_ats.len()));
                    self.call_ats.push(self.calls.len() - 1);
                    self.timers.push((nanos, What::Call(self.calls.len() - 1)));
                }
                Op::CancelCallback => self.cancelled_calls.extend(self.callbacks.last()),
                Op::CancelTimer => {
                    // One that has fired is in the queue and stays there.
                    let last = self.call_ats.last().map(|&call| What::Call(call));
                    self.timers.retain(|timer| Some(timer.1) != last);
                }
            }
            self.tasks[no].at += 1;
        }
        self.end(no);
    }

    fn run(mut self) -> Log {
        self.spawn(0);
        loop {
            if self.queue.is_empty() {
                let Some(next) = self.timers.iter().map(|timer| timer.0).min() else { return self.log };
                self.now = self.now.max(next);
            }
            let mut due: Vec<_> = self.timers.iter().filter(|timer| timer.0 <= self.now).copied().collect();
            due.sort_by_key(|timer| timer.0);
            self.timers.retain(|timer| timer.0 > self.now);
            for (_, what) in due {
                match what {
                    What::Task(no) => self.wake(no),
                    What::Call(_) => self.queue.push_back(what),
                }
            }
            for _ in 0..self.queue.len() {
                match self.queue.pop_front().unwrap() {
                    What::Task(no) => self.poll(no),
                    What::Call(call) if self.cancelled_calls.contains(&call) => {}
                    What::Call(call) => self.log.push((self.now, self.calls[call].clone())),
                }
            }
        }
    }
}

fn run_model(program: &Program) -> Log {
    let model = Model {
        program,
        now: 0,
        log: Vec::new(),
        tasks: Vec::new(),
        queue: VecDeque::new(),
        timers: Vec::new(),
        cancelled_calls: Vec::new(),
        calls: Vec::new(),
        callbacks: Vec::new(),
        call_ats: Vec::new(),
    };
    model.run()
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let op = prop_oneof![
        3 => Just(Op::Yield),
        4 => (0..6_u64).prop_map(Op::Sleep),
        1 => (0..4_u64).prop_map(Op::Block),
        2 => any::<usize>().prop_map(Op::Wake),
        2 => any::<usize>().prop_map(Op::Cancel),
        3 => any::<usize>().prop_map(Op::Spawn),
        2 => Just(Op::Callback),
        2 => (0..12_u64).prop_map(Op::CallAt),
        1 => Just(Op::CancelCallback),
        1 => Just(Op::CancelTimer),
    ];
    prop::collection::vec(op, 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_programs_run_as_the_model_says(program in prop::collection::vec(ops(), 1..6)) {
        let (log, trace) = run_real(&program);
        prop_assert_eq!(&log, &run_model(&program), "{}", trace);
        prop_assert_eq!(run_real(&program).1, trace);
    }
}

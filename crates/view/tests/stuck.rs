//! Who waits for ever, and why: each sentence in both languages, the rows of a halted run, and the loop's inside once all is over.

use loopscope_executor::Instant;
use loopscope_executor::trace::{
    Actor, Ending, Kind, PollEnding, Record, TaskNo, TextId, Trace, Waiting, WakeOutcome, Why,
};
use loopscope_view::{Cursor, Lang, Scope, halted, internals, sentence};

/// A trace under construction.
#[derive(Default)]
struct Maker {
    trace: Trace,
    tasks: TaskNo,
    futures: u32,
}

impl Maker {
    fn text(&mut self, text: &str) -> TextId {
        let at = self.trace.texts.iter().position(|known| known == text).unwrap_or_else(|| {
            self.trace.texts.push(text.to_owned());
            self.trace.texts.len() - 1
        });
        TextId(u32::try_from(at).expect("few texts"))
    }

    fn record(&mut self, task: TaskNo, line: u32, kind: Kind) {
        let seq = u32::try_from(self.trace.records.len()).expect("few records");
        self.trace.records.push(Record { time: Instant::ZERO, seq, iteration: 1, task, line, kind });
    }

    fn task(&mut self, name: &str) -> TaskNo {
        self.tasks += 1;
        let (task, name) = (self.tasks, self.text(name));
        self.record(task, 1, Kind::TaskCreated { parent: Actor::Program, name, coroutine: TextId::EMPTY });
        self.record(task, 0, Kind::WakeRequested { by: Actor::Program, outcome: WakeOutcome::Queued });
        self.record(task, 0, Kind::PollBegin);
        task
    }

    /// A task that waits for a future of this name.
    fn waits(&mut self, name: &str, what: &str) -> TaskNo {
        let task = self.task(name);
        self.futures += 1;
        let (future, what) = (self.futures, self.text(what));
        self.record(task, 2, Kind::FutureCreated { future, name: what });
        self.record(task, 2, Kind::PollEnd(PollEnding::Pending(Waiting::Future(future))));
        task
    }

    fn joins(&mut self, name: &str, whom: TaskNo) -> TaskNo {
        let task = self.task(name);
        self.record(task, 2, Kind::PollEnd(PollEnding::Pending(Waiting::Task(whom))));
        task
    }

    fn ended(&mut self, name: &str, ending: Ending) -> TaskNo {
        let task = self.task(name);
        self.record(task, 7, Kind::PollEnd(PollEnding::Done(ending)));
        self.record(task, 7, Kind::TaskDone(ending));
        task
    }
}

/// A waiting task "a" and, at a deadlock, why it waits; the sentences in English and Chinese.
fn told(what: &str, make: impl FnOnce(&mut Maker) -> (Why, TaskNo, u32)) -> [String; 2] {
    let mut maker = Maker::default();
    maker.record(0, 0, Kind::ProgramBegin);
    let a = maker.waits("a", what);
    let (why, who, at) = make(&mut maker);
    maker.record(0, 0, Kind::Idle { alive: 1 });
    maker.record(a, 2, Kind::Stuck { why, who, at });
    let scope = Scope::new(maker.trace);
    let last = scope.record(scope.len() - 1).copied().expect("a record");
    [Lang::En, Lang::Zh].map(|lang| sentence(lang, &scope, &last))
}

#[test]
fn every_reason_has_its_words() {
    let bad = |maker: &mut Maker| Ending::Failed(maker.text("ValueError: bad"));
    assert_eq!(
        told("Queue.join", |maker| {
            let error = bad(maker);
            (Why::Unfinished(2), maker.ended("worker", error), 7)
        }),
        [
            "a waits for ever for Queue.join: items not dealt with: 2; worker failed on line 7, before it called task_done() (ValueError: bad).",
            "a 会永远等待 Queue.join：还有 2 项没有处理完；worker 没来得及调用 task_done()，就在第 7 行出错结束（ValueError: bad）。",
        ]
    );
    assert_eq!(
        told("Queue.join", |maker| (Why::Unfinished(1), maker.ended("worker", Ending::Ready), 4)),
        [
            "a waits for ever for Queue.join: items not dealt with: 1; worker took one on line 4 and ended without calling task_done().",
            "a 会永远等待 Queue.join：还有 1 项没有处理完；worker 在第 4 行取走了一项，没有调用 task_done() 就结束了。",
        ]
    );
    assert_eq!(
        told("Queue.join", |maker| (Why::Unfinished(1), maker.waits("worker", "Queue.get"), 4)),
        [
            "a waits for ever for Queue.join: items not dealt with: 1; worker took one on line 4 and has not called task_done().",
            "a 会永远等待 Queue.join：还有 1 项没有处理完；worker 在第 4 行取走了一项，却没有调用 task_done()。",
        ]
    );
    assert_eq!(
        told("Queue.join", |_| (Why::Unfinished(3), 0, 0)),
        [
            "a waits for ever for Queue.join: items not dealt with: 3; nobody is left who would call task_done().",
            "a 会永远等待 Queue.join：还有 3 项没有处理完，再没有人会调用 task_done()。",
        ]
    );
    assert_eq!(
        told("Lock.acquire", |maker| (Why::Held(1), maker.waits("b", "Event.wait"), 5)),
        [
            "a waits for ever for Lock.acquire: b has held it since line 5 and waits for ever itself.",
            "a 会永远等待 Lock.acquire：b 从第 5 行起一直占着它，自己也在永远等待。",
        ]
    );
    assert_eq!(
        told("Lock.acquire", |maker| (Why::Held(1), maker.ended("b", Ending::Cancelled), 5)),
        [
            "a waits for ever for Lock.acquire: b took it on line 5 and was cancelled without releasing it.",
            "a 会永远等待 Lock.acquire：b 在第 5 行占用了它，没有释放就被取消。",
        ]
    );
    assert_eq!(
        told("Lock.acquire", |maker| (Why::Held(1), maker.ended("b", Ending::Ready), 5)),
        [
            "a waits for ever for Lock.acquire: b took it on line 5 and ended without releasing it.",
            "a 会永远等待 Lock.acquire：b 在第 5 行占用了它，直到结束也没有释放。",
        ]
    );
    // Of a line that is not known nothing is said.
    assert_eq!(
        told("Lock.acquire", |maker| (Why::Held(1), maker.ended("b", Ending::Ready), 0)),
        [
            "a waits for ever for Lock.acquire: b took it and ended without releasing it.",
            "a 会永远等待 Lock.acquire：b 占用了它，直到结束也没有释放。",
        ]
    );
    assert_eq!(
        told("Lock.acquire", |maker| (Why::Held(1), maker.waits("b", "Event.wait"), 0)),
        [
            "a waits for ever for Lock.acquire: b has held it and waits for ever itself.",
            "a 会永远等待 Lock.acquire：b 一直占着它，自己也在永远等待。",
        ]
    );
    assert_eq!(
        told("Queue.get", |maker| (Why::Empty, maker.ended("producer", Ending::Ready), 0)),
        [
            "a waits for ever for Queue.get: it is empty, and producer, which put the last item in, has ended.",
            "a 会永远等待 Queue.get：队列是空的，最后放入东西的 producer 已经结束。",
        ]
    );
    assert_eq!(
        told("Lock.acquire", |_| (Why::Held(1), 1, 0)),
        ["a waits for ever for Lock.acquire: it holds that itself.", "a 会永远等待 Lock.acquire：占着它的正是自己。",]
    );
    assert_eq!(
        told("Lock.acquire", |_| (Why::Held(1), 1, 5)),
        [
            "a waits for ever for Lock.acquire: it holds that itself, since line 5.",
            "a 会永远等待 Lock.acquire：占着它的正是自己，从第 5 行起。",
        ]
    );
    assert_eq!(
        told("Event.wait", |maker| {
            let error = bad(maker);
            (Why::Nobody, maker.ended("setter", error), 7)
        }),
        [
            "a waits for ever for Event.wait: nobody is left who could do that; setter failed on line 7: ValueError: bad.",
            "a 会永远等待 Event.wait：再没有人能做这件事；setter 在第 7 行出错结束：ValueError: bad。",
        ]
    );
    assert_eq!(
        told("", |_| (Why::Nobody, 0, 0)),
        [
            "a waits for ever for future 1: nobody is left who would put its result in.",
            "a 会永远等待 future 1：再没有人会放入它的结果。",
        ]
    );
    assert_eq!(
        told("gather", |maker| (Why::Parts(2), maker.waits("b", "Event.wait"), 0)),
        [
            "a waits for ever for gather: 2 of its parts never end, the first of them b.",
            "a 会永远等待 gather：其中有 2 个永远不会结束，第一个是 b。",
        ]
    );
    assert_eq!(
        told("Queue.get", |maker| (Why::Empty, maker.ended("producer", Ending::Ready), 9)),
        [
            "a waits for ever for Queue.get: it is empty, and producer, which put the last item in on line 9, has ended.",
            "a 会永远等待 Queue.get：队列是空的，在第 9 行最后放入东西的 producer 已经结束。",
        ]
    );
    assert_eq!(
        told("Barrier.wait", |_| (Why::Missing(1), 0, 0)),
        [
            "a waits for ever for Barrier.wait: still to come: 1; nobody is left who could.",
            "a 会永远等待 Barrier.wait：还差 1 个，再没有人会来。",
        ]
    );
}

#[test]
fn a_loop_that_nobody_stops() {
    let mut maker = Maker::default();
    maker.record(0, 0, Kind::ProgramBegin);
    maker.record(0, 9, Kind::LoopEntered);
    maker.record(0, 0, Kind::Idle { alive: 0 });
    maker.record(0, 9, Kind::Stuck { why: Why::Stop, who: 0, at: 0 });
    let scope = Scope::new(maker.trace);
    let last = scope.record(3).copied().expect("a record");
    let told = [Lang::En, Lang::Zh].map(|lang| sentence(lang, &scope, &last));
    assert_eq!(
        told,
        [
            "Everything is done, and nobody calls stop(): run_forever never returns.",
            "一切都做完了，却没有人调用 stop()：run_forever 永远不会返回。",
        ]
    );
    let halted = halted(Lang::En, &scope).expect("it waits for ever");
    assert_eq!(halted.rows.len(), 1);
    assert_eq!((halted.rows[0].words.as_str(), halted.rows[0].line), (told[0].as_str(), 9));
}

/// Two tasks that wait for each other's lock, and a third one that joins one of them; then all is torn down.
fn ring() -> Scope {
    let mut maker = Maker::default();
    maker.record(0, 0, Kind::ProgramBegin);
    let a = maker.waits("a", "Lock.acquire");
    let b = maker.waits("b", "Lock.acquire");
    let c = maker.joins("c", a);
    maker.record(0, 0, Kind::Idle { alive: 3 });
    maker.record(a, 2, Kind::Stuck { why: Why::Held(1), who: b, at: 5 });
    maker.record(b, 2, Kind::Stuck { why: Why::Held(1), who: a, at: 5 });
    maker.record(c, 2, Kind::Stuck { why: Why::Task, who: a, at: 0 });
    maker.record(0, 0, Kind::IterationBegin { ready: 3, due: 0 });
    for task in [a, b, c] {
        maker.record(task, 2, Kind::TaskDone(Ending::Cancelled));
    }
    maker.record(0, 0, Kind::IterationEnd);
    maker.record(0, 0, Kind::ProgramEnd(Ending::Ready));
    Scope::new(maker.trace)
}

#[test]
fn a_ring_of_locks_is_told_in_the_rows_of_a_halted_run() {
    let scope = ring();
    let halted = halted(Lang::En, &scope).expect("it waits for ever");
    let rows: Vec<_> = halted.rows.iter().map(|row| (&*row.words, row.waits_for, row.ring)).collect();
    assert_eq!(
        rows,
        [
            (
                "waits for Lock.acquire; b has held it since line 5 and waits for ever itself; that is a ring: in the end it waits for itself",
                Some(2),
                true
            ),
            (
                "waits for Lock.acquire; a has held it since line 5 and waits for ever itself; that is a ring: in the end it waits for itself",
                Some(1),
                true
            ),
            ("waits for a to end", Some(1), false),
        ]
    );
}

#[test]
fn the_inside_of_a_run_that_was_halted_shows_how_it_stood() {
    let scope = ring();
    let inside = |cursor: Cursor| {
        let state = scope.state_at(scope.inside_at(cursor));
        internals(Lang::En, &scope, &state).awaits
    };
    let at_the_end = inside(scope.last());
    let told: Vec<_> = at_the_end.iter().map(|entry| (&*entry.title, &*entry.words)).collect();
    assert!(told.contains(&("c", "waits for a to end")), "{told:?}");
    assert!(
        told.iter().any(|(title, words)| *title == "a" && words.contains("b has held it since line 5")),
        "{told:?}"
    );
    assert!(inside(Cursor(2)).len() < at_the_end.len(), "before, it stands as it did then");
}

#[test]
fn a_clean_up_is_told_as_one() {
    let mut maker = Maker::default();
    maker.record(0, 0, Kind::ProgramBegin);
    let worker = maker.waits("worker", "sleep(9)");
    let run = maker.text("run");
    maker.record(worker, 8, Kind::CancelRequested { by: Actor::Cleanup, through: run });
    maker.record(0, 8, Kind::LoopEntered);
    maker.record(0, 8, Kind::LoopLeft);
    maker.record(0, 8, Kind::LoopClosed);
    let group = maker.text("TaskGroup");
    maker.record(worker, 8, Kind::CancelRequested { by: Actor::Task(worker), through: group });
    maker.record(0, 9, Kind::LoopEntered);
    let scope = Scope::new(maker.trace);
    let from = scope.len() - 6;
    let told =
        |lang| (from..scope.len()).map(|seq| sentence(lang, &scope, scope.record(seq).unwrap())).collect::<Vec<_>>();
    assert_eq!(
        told(Lang::En),
        [
            "asyncio.run, which cleans up, asks for worker to be cancelled.",
            "asyncio.run cleans up: it hands control to the event loop once more, so that what is left can end.",
            "The event loop stops and hands control back to asyncio.run, which cleans up.",
            "asyncio.run has cleaned up and closes the event loop.",
            "TaskGroup, called by worker, asks for worker to be cancelled.",
            "The program hands control to the event loop and waits.",
        ]
    );
    assert_eq!(
        told(Lang::Zh)[..4],
        [
            "负责收尾的 asyncio.run 请求取消 worker。",
            "asyncio.run 正在收尾：它再一次把控制权交给事件循环，让剩下的都能结束。",
            "事件循环停下，把控制权还给正在收尾的 asyncio.run。",
            "asyncio.run 收尾完毕，关闭了事件循环。",
        ]
    );
}

#[test]
fn an_error_s_line_is_named() {
    let mut maker = Maker::default();
    maker.record(0, 0, Kind::ProgramBegin);
    let error = Ending::Failed(maker.text("ValueError: bad"));
    maker.ended("a", error);
    maker.ended("b", Ending::Cancelled);
    let scope = Scope::new(maker.trace);
    let ends = [4, 5, 9, 10];
    let told = |lang| ends.map(|seq| sentence(lang, &scope, scope.record(seq).unwrap()));
    let mut elsewhere = Scope::new(scope.trace().clone());
    let task_failed = |scope: &Scope| sentence(Lang::En, scope, scope.record(5).unwrap());
    elsewhere.show_lines(Some(vec![(7, 3), (8, 4)]));
    assert_eq!(task_failed(&elsewhere), "a has failed, on line 3: ValueError: bad.");
    elsewhere.show_lines(Some(vec![(8, 4)]));
    assert_eq!(task_failed(&elsewhere), "a has failed: ValueError: bad.");
    assert_eq!(
        told(Lang::En),
        [
            "a ends with an error that nothing in it caught, raised on line 7: ValueError: bad.",
            "a has failed, on line 7: ValueError: bad.",
            "b ends, because it was cancelled where it stood, on line 7.",
            "b is cancelled, on line 7.",
        ]
    );
    assert_eq!(
        told(Lang::Zh),
        [
            "a 抛出异常而结束，自己没有捕获；异常出自第 7 行：ValueError: bad。",
            "a 在第 7 行出错结束：ValueError: bad。",
            "b 停在第 7 行时被取消，因而结束。",
            "b 在第 7 行被取消。",
        ]
    );
}

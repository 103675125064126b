use loopscope_asyncio::prelude::*;

async fn listen(name: &'static str, future: Future<i64>) -> Result {
    print(format!("{name} waits")); //: waits
    let value = future.await?; //: await
    print(format!("{name} got {value}")); //: got
    Ok(())
}

//: deliver {
fn deliver(future: &Future<i64>, answer: i64) -> Result {
    future.set_result(answer)?; //: set
    print("delivered"); //: delivered
    Ok(())
}
//: }

async fn main(delay: f64, answer: i64, listeners: usize) -> Result {
    let event_loop = get_running_loop()?; //: get-loop
    let future = event_loop.create_future(); //: create
    let mut tasks = Vec::new();
    for name in &["A", "B", "C"][..listeners] {
        let listener = coro!(listen(name, future.clone()));
        let task = create_task(listener).named(name); //: spawn
        tasks.push(task);
    }
    let news = future.clone();
    event_loop.call_later(delay, "deliver", move || deliver(&news, answer)); //: later
    let early = future.result(); //: early
    if let Err(error) = early {
        print(format!("{}: {}", error.kind(), error.message())); //: too-early
    }
    for task in tasks {
        task.await?; //: join
    }
    print(format!("still there: {}", future.result()?)); //: again
    Ok(())
}

pub async fn program(p: Params) -> Result {
    let listeners = p.int("listeners")? as usize;
    run(coro!(main(p.seconds("delay")?, p.int("answer")?, listeners))).await //: run
}

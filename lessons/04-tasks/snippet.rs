use loopscope_asyncio::prelude::*;

async fn do_some_work(x: f64, really_wait: bool) -> Result<&'static str> {
    print(format!("waiting: {}", num(x))); //: waiting
    if really_wait {
        sleep(x).await?; //: sleep
    }
    Ok("finished")
}

pub async fn program(p: Params) -> Result {
    let (x, really_wait) = (p.seconds("x")?, p.bool("really_wait")?);
    let coroutine = coro!(do_some_work(x, really_wait)); //: call
    let event_loop = new_event_loop(); //: new-loop
    let task = event_loop.create_task(coroutine); //: create
    time::sleep(p.seconds("pause")?); //: pause
    print(format!("done before the run: {}", truth(task.done()))); //: not-yet
    let start = time::time();
    event_loop.run_until_complete(&task).await?; //: run
    print(format!("Time: {}", float(time::time() - start))); //: time
    print(format!("done after the run: {}", truth(task.done()))); //: done
    print(format!("result: {}", task.result()?)); //: result
    event_loop.close() //: close
}

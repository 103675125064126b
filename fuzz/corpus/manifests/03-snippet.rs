use loopscope_asyncio::prelude::*;

//: body {
async fn coroutine_example(delay: f64) -> Result {
    print(time::localtime()); //: before
    sleep(delay).await?; //: sleep
    print("==========="); //: line
    print(time::localtime()); //: after
    Ok(())
}
//: }

pub async fn program(p: Params) -> Result {
    let coroutine = coro!(coroutine_example(p.seconds("delay")?)); //: call
    let event_loop = get_event_loop(); //: get-loop
    event_loop.run_until_complete(coroutine).await?; //: run
    event_loop.close() //: close
}

use loopscope_asyncio::prelude::*;

async fn heartbeat(start: f64, interval: f64) -> Result {
    for beat in 1..7 {
        sleep(interval).await?; //: tick
        print(format!("beat {beat} at {:.1} s", time::time() - start)); //: beat
    }
    Ok(())
}

async fn work(which: String, nap: f64) -> Result {
    sleep(0.7).await?; //: prepare
    print("work begins"); //: begins
    if which == "time.sleep" {
        time::sleep(nap); //: block
    } else {
        sleep(nap).await?; //: suspend
    }
    print("work ends"); //: ends
    Ok(())
}

async fn main(which: String, nap: f64, interval: f64) -> Result {
    let start = time::time();
    let heart = create_task(coro!(heartbeat(start, interval))).named("heart"); //: create-heart
    let job = create_task(coro!(work(which, nap))).named("work"); //: create-work
    heart.await?; //: join-heart
    job.await //: join-work
}

pub async fn program(p: Params) -> Result {
    let (nap, interval) = (p.seconds("nap")?, p.seconds("interval")?);
    run(coro!(main(p.choice("which")?, nap, interval))).await //: run
}

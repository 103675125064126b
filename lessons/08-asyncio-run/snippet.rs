use loopscope_asyncio::prelude::*;

//: main {
async fn main(delay: f64) -> Result {
    print("hello"); //: hello
    sleep(delay).await?; //: sleep
    print("world"); //: world
    Ok(())
}
//: }

pub async fn program(p: Params) -> Result {
    let delay = p.seconds("delay")?;
    if p.bool("wrong_first")? {
        let refused = run_object(); //: wrong
        if let Err(error) = refused {
            let half = error.message().split(',').next().unwrap_or("");
            print(format!("{}: {half}", error.kind())); //: caught
        }
    }
    for _ in 0..p.int("runs")? {
        run(coro!(main(delay))).await?; //: right
    }
    Ok(())
}

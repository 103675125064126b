use loopscope_asyncio::prelude::*;

//: greet {
async fn greet(name: &'static str, delay: f64) -> Result<String> {
    print(format!("hello, {name}")); //: hello
    sleep(delay).await?; //: sleep
    Ok(format!("{name} smiles"))
}
//: }

async fn main(pause: f64, delay: f64, forget: bool) -> Result {
    let ada = coro!(greet("Ada", delay)); //: call-ada
    let grace = coro!(greet("Grace", delay)); //: call-grace
    print(format!("got a {}", type_name(&ada))); //: type
    sleep(pause).await?; //: pause
    print("no greeting yet"); //: silence
    print(ada.await?); //: await-ada
    if !forget {
        print(grace.await?); //: await-grace
    }
    print("main ends"); //: end
    Ok(())
}

pub async fn program(p: Params) -> Result {
    let (pause, delay) = (p.seconds("pause")?, p.seconds("delay")?);
    run(coro!(main(pause, delay, p.bool("forget")?))).await //: run
}

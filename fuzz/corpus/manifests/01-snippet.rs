use loopscope_asyncio::prelude::*;

async fn appliance(what: &'static str, seconds: f64) -> Result {
    print(format!("{what}: switched on")); //: on
    sleep(seconds).await?; //: wait
    print(format!("{what}: ready")); //: ready
    Ok(())
}

async fn chop(what: &'static str, chopping: f64) -> Result {
    time::sleep(chopping); //: chop
    print(format!("{what}: chopped")); //: chopped
    Ok(())
}

async fn main(kettle: f64, toaster: f64, chopping: f64) -> Result {
    let start = time::time();
    //: jobs {
    let tea = create_task(coro!(appliance("tea", kettle))).named("tea"); //: tea
    let toast = create_task(coro!(appliance("toast", toaster))).named("toast"); //: toast
    let apple = create_task(coro!(chop("apple", chopping))).named("apple"); //: apple
    let pear = create_task(coro!(chop("pear", chopping))).named("pear"); //: pear

    //: }
    for job in [tea, toast, apple, pear] {
        job.await?; //: join
    }
    let elapsed = time::time() - start;
    print(format!("breakfast after {elapsed:.1} s")); //: total
    Ok(())
}

pub async fn program(p: Params) -> Result {
    let (kettle, toaster) = (p.seconds("kettle")?, p.seconds("toaster")?);
    let chopping = p.seconds("chopping")?;
    run(coro!(main(kettle, toaster, chopping))).await //: run
}

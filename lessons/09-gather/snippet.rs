use loopscope_asyncio::prelude::*;

async fn fetch(name: &'static str, seconds: f64) -> Result<String> {
    print(format!("{name}: asked")); //: asked
    sleep(seconds).await?; //: wait
    print(format!("{name}: answered")); //: answered
    Ok(name.to_ascii_uppercase())
}

async fn one_by_one(a: f64, b: f64, c: f64) -> Result<Vec<String>> {
    let first = coro!(fetch("a", a)).await?; //: await-a
    let second = coro!(fetch("b", b)).await?; //: await-b
    let third = coro!(fetch("c", c)).await?; //: await-c
    Ok(vec![first, second, third])
}

async fn together(a: f64, b: f64, c: f64) -> Result<Vec<String>> {
    let calls = [coro!(fetch("a", a)), coro!(fetch("b", b)), coro!(fetch("c", c))]; //: calls
    gather(calls).await //: gather
}

async fn main(a: f64, b: f64, c: f64) -> Result {
    let start = time::time();
    let results = coro!(one_by_one(a, b, c)).await?; //: sequential
    let elapsed = time::time() - start;
    print(format!("one by one: {elapsed:.1} s {}", results.join(" "))); //: first-total
    let start = time::time();
    let results = coro!(together(a, b, c)).await?; //: concurrent
    let elapsed = time::time() - start;
    print(format!("gather: {elapsed:.1} s {}", results.join(" "))); //: second-total
    Ok(())
}

pub async fn program(p: Params) -> Result {
    run(coro!(main(p.seconds("a")?, p.seconds("b")?, p.seconds("c")?))).await //: run
}

//! Golden traces: compared byte for byte with `golden/*.txt`. `UPDATE_GOLDEN=1` writes them anew; look at the difference.

use std::path::Path;
use std::{env, fs};

use loopscope_asyncio::End;
use loopscope_asyncio::prelude::*;
use loopscope_executor::text;

use crate::twin;

fn compare(name: &str, top_level: impl std::future::Future<Output = Result> + 'static) {
    let (end, trace) = twin::run(Box::pin(top_level));
    assert_eq!(end, End::Finished);
    let found = text::trace(&trace);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.txt"));
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &found).expect("the golden trace can be written");
    }
    let golden = fs::read_to_string(&path).expect("the golden trace is there; UPDATE_GOLDEN=1 writes it");
    assert!(found == golden, "the trace differs from {}:\n{found}", path.display());
}

// The lines in the traces are those of this file.

async fn hello(delay: f64) -> Result {
    print("hello");
    sleep(delay).await?;
    print("world");
    Ok(())
}

#[test]
fn hello_world() {
    compare("hello_world", async { run(coro!(hello(2.0))).await });
}

async fn square(n: i32) -> Result<i32> {
    sleep(f64::from(n)).await?;
    Ok(n * n)
}

async fn squares() -> Result {
    let sum: i32 = gather([coro!(square(2)), coro!(square(0)), coro!(square(1))]).await?.iter().sum();
    print(sum);
    Ok(())
}

#[test]
fn gather_of_three() {
    compare("gather", async { run(coro!(squares())).await });
}

async fn forever() -> Result {
    sleep(10.0).await
}

async fn impatient() -> Result {
    let task = create_task(coro!(forever()));
    sleep(1.0).await?;
    task.cancel();
    if task.await.is_err() {
        print("cancelled");
    }
    Ok(())
}

#[test]
fn cancel() {
    compare("cancel", async { run(coro!(impatient())).await });
}

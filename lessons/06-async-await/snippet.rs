use loopscope_asyncio::prelude::*;
use std::{cell::RefCell, rc::Rc};

type Order = Rc<RefCell<Vec<String>>>;

async fn note(label: String, order: Order) -> Result {
    print(&label); //: note
    order.borrow_mut().push(label);
    Ok(())
}

async fn worker(name: char, pause: f64, between: String, order: Order) -> Result {
    for n in 0..3 {
        coro!(note(format!("{name}{n}"), order.clone())).await?; //: inline
        if between == "sleep" {
            sleep(pause).await?; //: sleep
        } else if between == "sleep(0)" {
            sleep(0.0).await?; //: give-way
        }
    }
    Ok(())
}

async fn main(between: String, a_pause: f64, b_pause: f64) -> Result {
    let order = Order::default();
    let a = coro!(worker('a', a_pause, between.clone(), order.clone()));
    let a = create_task(a).named("a"); //: create-a
    let b = coro!(worker('b', b_pause, between, order.clone()));
    let b = create_task(b).named("b"); //: create-b
    a.await?; //: join-a
    b.await?; //: join-b
    print(format!("order: {}", order.borrow().join(" "))); //: order
    Ok(())
}

pub async fn program(p: Params) -> Result {
    let (a_pause, b_pause) = (p.seconds("a_pause")?, p.seconds("b_pause")?);
    run(coro!(main(p.choice("between")?, a_pause, b_pause))).await //: run
}

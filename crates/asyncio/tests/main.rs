//! What programs do here and in CPython, line by line. See `twin` for how they are compared.

mod twin;

mod cancellation;
mod drops;
mod event_loop;
mod futures;
mod gather;
mod golden;
mod interventions;
mod order;
mod program;
mod records;
mod sleep;
mod tasks;
mod time;

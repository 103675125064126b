//! Messages; with LOOPSCOPE_SEEDS=FOLDER it writes there first what to start from, whenever the protocol has changed.
#![no_main]

#[path = "../src/messages.rs"]
mod messages;
mod seeds;

libfuzzer_sys::fuzz_target!(
    init: {
        if let Some(folder) = std::env::var_os("LOOPSCOPE_SEEDS") {
            seeds::write(folder.as_ref()).expect("the seeds can be written");
        }
    },
    |bytes: &[u8]| messages::run(bytes)
);

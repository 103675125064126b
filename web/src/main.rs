//! The program of a page, and of its worker: page and engine are one module, which the page hands to its worker, so that
//! there is one download and one compilation.
#![forbid(unsafe_code)]

fn main() {
    #[cfg(all(feature = "csr", target_arch = "wasm32"))]
    if loopscope_engine::browser::is_worker() {
        loopscope_engine::browser::serve();
    } else {
        loopscope_web::open_page();
    }
}

//! The sums of `rare/hashlib.py`. A browser fetches what makes them when the first is wanted (`web/hashes`), and has told [`set_maker`]
//! how to ask it; elsewhere it is here.

#[cfg(not(target_arch = "wasm32"))]
use loopscope_hashes::{pbkdf2, sum};
#[cfg(target_arch = "wasm32")]
pub use maker::{Request, set_maker};
#[cfg(target_arch = "wasm32")]
use maker::{pbkdf2, sum};

#[cfg(target_arch = "wasm32")]
mod maker {
    use std::cell::RefCell;

    /// What a sum is made of.
    #[derive(Debug)]
    pub struct Request<'a> {
        /// As Python calls it.
        pub algorithm: &'a str,
        /// What the sum is of, or the password.
        pub data: &'a [u8],
        /// Bytes wanted.
        pub size: usize,
        /// The salt and the rounds, where PBKDF2 is wanted.
        pub derive: Option<(&'a [u8], u32)>,
    }

    type Maker = Box<dyn Fn(&Request<'_>) -> Option<Vec<u8>>>;

    thread_local! {
        static MAKER: RefCell<Option<Maker>> = const { RefCell::new(None) };
    }

    /// Says who makes sums; `None` for what there is not.
    pub fn set_maker(maker: impl Fn(&Request<'_>) -> Option<Vec<u8>> + 'static) {
        MAKER.set(Some(Box::new(maker)));
    }

    fn ask(request: &Request<'_>) -> Option<Vec<u8>> {
        MAKER.with_borrow(|maker| maker.as_ref().and_then(|maker| maker(request)))
    }

    pub(super) fn sum(algorithm: &str, data: &[u8], size: usize) -> Option<Vec<u8>> {
        ask(&Request { algorithm, data, size, derive: None })
    }

    pub(super) fn pbkdf2(algorithm: &str, data: &[u8], salt: &[u8], rounds: u32, size: usize) -> Option<Vec<u8>> {
        ask(&Request { algorithm, data, size, derive: Some((salt, rounds)) })
    }
}

#[rustpython_vm::pymodule(name = "_loopscope_hashes")]
pub(crate) mod module {
    use rustpython_vm::builtins::PyStrRef;
    use rustpython_vm::function::ArgBytesLike;

    /// The sum of some bytes, `size` of them where the algorithm leaves that open; `None` if there is no such algorithm.
    #[pyfunction]
    fn sum(algorithm: PyStrRef, data: ArgBytesLike, size: usize) -> Option<Vec<u8>> {
        let algorithm = algorithm.to_str()?;
        data.with_ref(|data| super::sum(algorithm, data, size))
    }

    /// A key made of a password.
    #[pyfunction]
    fn pbkdf2(
        algorithm: PyStrRef,
        password: ArgBytesLike,
        salt: ArgBytesLike,
        rounds: u32,
        size: usize,
    ) -> Option<Vec<u8>> {
        let algorithm = algorithm.to_str()?;
        password.with_ref(|password| salt.with_ref(|salt| super::pbkdf2(algorithm, password, salt, rounds, size)))
    }
}

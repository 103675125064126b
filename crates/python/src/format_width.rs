//! A format can ask for more room than there is: `"%10000000000000d" % 1`. RustPython takes it at its word, and the allocator ends the
//! process, or refuses in words of its own where addresses have 32 bits; here it is a `MemoryError`, as in CPython.

use std::sync::OnceLock;

use rustpython_vm::builtins::{PyByteArray, PyBytes, PyStr};
use rustpython_vm::protocol::PyNumberBinaryFunc;
use rustpython_vm::{PyObject, PyResult, VirtualMachine};

/// The widest that a value may be made, in characters.
const WIDEST: u64 = 1 << 31;

/// What `%` does for `str`, `bytes` and `bytearray`, which all interpreters share.
static ORIGINALS: OnceLock<[Option<PyNumberBinaryFunc>; 3]> = OnceLock::new();

/// Looks at each format before it is followed.
pub(crate) fn install(vm: &VirtualMachine) {
    let types = &vm.ctx.types;
    let slots = [types.str_type, types.bytes_type, types.bytearray_type].map(|it| &it.slots.as_number.remainder);
    ORIGINALS.get_or_init(|| slots.map(|slot| slot.load()));
    let guarded: [PyNumberBinaryFunc; 3] = [guarded::<0>, guarded::<1>, guarded::<2>];
    for (slot, guarded) in slots.into_iter().zip(guarded) {
        slot.store(Some(guarded));
    }
}

fn guarded<const WHICH: usize>(format: &PyObject, values: &PyObject, vm: &VirtualMachine) -> PyResult {
    let refused = if let Some(text) = format.downcast_ref::<PyStr>() {
        too_wide(text.as_bytes())
    } else if let Some(bytes) = format.downcast_ref::<PyBytes>() {
        too_wide(bytes.as_bytes())
    } else {
        format.downcast_ref::<PyByteArray>().and_then(|bytes| too_wide(&bytes.borrow_buf()))
    };
    match refused {
        Some(Refused::Width) => return Err(vm.new_memory_error(String::new())),
        Some(Refused::Precision) => return Err(vm.new_value_error("precision too big")),
        None => {}
    }
    match ORIGINALS.get().and_then(|originals| originals[WHICH]) {
        Some(original) => original(format, values, vm),
        None => Ok(vm.ctx.not_implemented()),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refused {
    Width,
    Precision,
}

/// What in it is too large.
fn too_wide(format: &[u8]) -> Option<Refused> {
    let mut rest = format;
    while let Some(at) = rest.iter().position(|byte| *byte == b'%') {
        rest = &rest[at + 1..];
        if rest.first() == Some(&b'(') {
            let end = rest.iter().position(|byte| *byte == b')')?;
            rest = &rest[end + 1..];
        }
        let end = rest.iter().position(|byte| !b"#0- +.123456789".contains(byte)).unwrap_or(rest.len());
        let numbers = rest[..end].split(|byte| *byte == b'.');
        let value = |digits: &[u8]| {
            let digits = digits.iter().filter(|byte| byte.is_ascii_digit());
            digits.fold(0_u64, |value, digit| value.saturating_mul(10).saturating_add((digit - b'0').into()))
        };
        let mut wide = numbers.map(value).map(|value| value > WIDEST);
        if wide.next() == Some(true) {
            return Some(Refused::Width);
        }
        if wide.any(|wide| wide) {
            return Some(Refused::Precision);
        }
        // A second one would begin the next.
        rest = &rest[end.max(usize::from(rest.first() == Some(&b'%')))..];
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_no_memory_holds_is_too_wide() {
        for format in ["%10000000000000d", "%-10000000000000s", "%(a)s %(b)010000000000000d", "%%%99999999999d"] {
            assert_eq!(too_wide(format.as_bytes()), Some(Refused::Width), "{format}");
        }
        assert_eq!(too_wide(b"%5.99999999999f"), Some(Refused::Precision));
        for format in ["", "%", "%%10000000000000d", "%5d 10000000000000", "%(10000000000000)s", "%(a", "%*d", "%.3f%"]
        {
            assert_eq!(too_wide(format.as_bytes()), None, "{format}");
        }
    }
}

//! The generator behind Python's `random`: the Mersenne Twister, seeded as CPython seeds it, so that a seed gives the numbers
//! that it gives there. Without a seed the machine's own numbers do, which are the same in every run: a run can be repeated.

#[rustpython_vm::pymodule(name = "_random")]
pub(crate) mod module {
    use std::cell::RefCell;

    use malachite_bigint::{BigInt, BigUint, Sign};
    use mt19937::MT19937;
    use num_traits::Signed;
    use rand_core::Rng;
    use rustpython_vm::builtins::{PyInt, PyTupleRef, PyType};
    use rustpython_vm::function::{FuncArgs, OptionalOption};
    use rustpython_vm::types::{Constructor, Initializer};
    use rustpython_vm::{Py, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine, pyclass};

    use crate::version::since;

    /// What stands for a seed where none is given.
    const UNSEEDED: u32 = 20_230_430;

    #[pyattr]
    #[pyclass(module = "_random", name = "Random")]
    #[derive(Debug, PyPayload)]
    struct PyRandom {
        twister: RefCell<MT19937>,
    }

    impl Constructor for PyRandom {
        type Args = FuncArgs;

        fn py_new(_class: &Py<PyType>, _args: FuncArgs, _vm: &VirtualMachine) -> PyResult<Self> {
            Ok(PyRandom { twister: RefCell::new(MT19937::new_with_slice_seed(&[UNSEEDED])) })
        }
    }

    impl Initializer for PyRandom {
        type Args = OptionalOption<PyObjectRef>;

        fn init(zelf: &Py<Self>, seed: Self::Args, vm: &VirtualMachine) -> PyResult<()> {
            zelf.start_from(seed.flatten(), vm)
        }
    }

    impl PyRandom {
        fn start_from(&self, seed: Option<PyObjectRef>, vm: &VirtualMachine) -> PyResult<()> {
            let key = match seed {
                None => vec![UNSEEDED],
                Some(seed) => {
                    let number = match seed.downcast::<PyInt>() {
                        Ok(number) => number.as_bigint().abs(),
                        Err(seed) => BigInt::from(seed.hash(vm)? as u64),
                    };
                    let (_, digits) = number.to_u32_digits();
                    if digits.is_empty() { vec![0] } else { digits }
                }
            };
            *self.twister.borrow_mut() = MT19937::new_with_slice_seed(&key);
            Ok(())
        }
    }

    #[pyclass(flags(BASETYPE, HAS_DICT), with(Constructor, Initializer))]
    impl PyRandom {
        #[pymethod]
        fn random(zelf: PyRef<Self>) -> f64 {
            mt19937::gen_res53(&mut *zelf.twister.borrow_mut())
        }

        #[pymethod]
        fn seed(zelf: PyRef<Self>, seed: OptionalOption<PyObjectRef>, vm: &VirtualMachine) -> PyResult<()> {
            zelf.start_from(seed.flatten(), vm)
        }

        #[pymethod]
        fn getrandbits(zelf: PyRef<Self>, bits: i64, vm: &VirtualMachine) -> PyResult<BigInt> {
            if bits < 0 {
                return Err(vm.new_value_error("number of bits must be non-negative"));
            }
            if bits > i64::from(i32::MAX) && since(14) {
                return Err(vm.new_memory_error(String::new()));
            }
            if bits > i64::from(i32::MAX) {
                return Err(vm.new_overflow_error("Python int too large to convert to C int"));
            }
            let mut twister = zelf.twister.borrow_mut();
            let mut left = bits;
            let mut words = Vec::new();
            while left > 0 {
                let word = twister.next_u32();
                words.push(if left < 32 { word >> (32 - left) } else { word });
                left -= 32;
            }
            Ok(BigInt::from_biguint(Sign::Plus, BigUint::new(words)))
        }

        #[pymethod]
        fn getstate(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyTupleRef {
            let twister = zelf.twister.borrow();
            let index = twister.get_index() as u32;
            let numbers = twister.get_state().iter().copied().chain([index]);
            vm.ctx.new_tuple(numbers.map(|number| vm.ctx.new_int(number).into()).collect())
        }

        #[pymethod]
        fn setstate(zelf: PyRef<Self>, state: PyTupleRef, vm: &VirtualMachine) -> PyResult<()> {
            let numbers: Vec<u32> =
                state.as_slice().iter().map(|number| number.clone().try_into_value(vm)).collect::<PyResult<_>>()?;
            let parts = numbers
                .split_last()
                .and_then(|(index, numbers)| Some((*index as usize, <&[u32; mt19937::N]>::try_from(numbers).ok()?)));
            match parts {
                Some((index, numbers)) if index <= mt19937::N => {
                    let mut twister = zelf.twister.borrow_mut();
                    twister.set_state(numbers);
                    twister.set_index(index);
                    Ok(())
                }
                Some(_) => Err(vm.new_value_error("invalid state")),
                None => Err(vm.new_value_error("state vector is the wrong size")),
            }
        }
    }
}

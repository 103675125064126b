//! Python's `math`, as 3.11 has it: numbers are pymath's, which are CPython's to the last bit.

#[rustpython_vm::pymodule(name = "math")]
pub(crate) mod module {
    use malachite_bigint::BigInt;
    use num_traits::{Signed, ToPrimitive, Zero};
    use rustpython_vm::builtins::{PyBaseExceptionRef, PyFloat, PyInt, PyModule, try_f64_to_bigint};
    use rustpython_vm::function::{ArgIndex, ArgIntoFloat, ArgIterable, OptionalArg, OptionalOption, PosArgs};
    use rustpython_vm::{AsObject, Py, PyObjectRef, PyResult, VirtualMachine};

    #[pyattr]
    use core::f64::consts::{E as e, PI as pi, TAU as tau};

    #[pyattr(name = "inf")]
    const INF: f64 = f64::INFINITY;
    #[pyattr(name = "nan")]
    const NAN: f64 = f64::NAN;

    fn told(error: pymath::Error, vm: &VirtualMachine) -> PyBaseExceptionRef {
        match error {
            pymath::Error::EDOM => vm.new_value_error("math domain error"),
            pymath::Error::ERANGE => vm.new_overflow_error("math range error"),
        }
    }

    type OfOne = fn(f64) -> pymath::Result<f64>;
    type OfTwo = fn(f64, f64) -> pymath::Result<f64>;

    const OF_ONE: &[(&str, OfOne)] = &[
        ("acos", pymath::math::acos),
        ("acosh", pymath::math::acosh),
        ("asin", pymath::math::asin),
        ("asinh", pymath::math::asinh),
        ("atan", pymath::math::atan),
        ("atanh", pymath::math::atanh),
        ("cbrt", pymath::math::cbrt),
        ("cos", pymath::math::cos),
        ("cosh", pymath::math::cosh),
        ("erf", pymath::math::erf),
        ("erfc", pymath::math::erfc),
        ("exp", pymath::math::exp),
        ("exp2", pymath::math::exp2),
        ("expm1", pymath::math::expm1),
        ("fabs", pymath::math::fabs),
        ("gamma", pymath::math::gamma),
        ("lgamma", pymath::math::lgamma),
        ("log1p", pymath::math::log1p),
        ("sin", pymath::math::sin),
        ("sinh", pymath::math::sinh),
        ("sqrt", pymath::math::sqrt),
        ("tan", pymath::math::tan),
        ("tanh", pymath::math::tanh),
    ];

    const OF_TWO: &[(&str, OfTwo)] = &[
        ("atan2", pymath::math::atan2),
        ("copysign", pymath::math::copysign),
        ("fmod", pymath::math::fmod),
        ("pow", pymath::math::pow),
        ("remainder", pymath::math::remainder),
    ];

    pub(crate) fn module_exec(vm: &VirtualMachine, module: &Py<PyModule>) -> PyResult<()> {
        __module_exec(vm, module);
        for &(name, of_one) in OF_ONE {
            let function = move |x: ArgIntoFloat, vm: &VirtualMachine| -> PyResult<f64> {
                of_one(x.into_float()).map_err(|error| told(error, vm))
            };
            module.set_attr(name, vm.new_function(name, function), vm)?;
        }
        for &(name, of_two) in OF_TWO {
            let function = move |x: ArgIntoFloat, y: ArgIntoFloat, vm: &VirtualMachine| -> PyResult<f64> {
                of_two(x.into_float(), y.into_float()).map_err(|error| told(error, vm))
            };
            module.set_attr(name, vm.new_function(name, function), vm)?;
        }
        Ok(())
    }

    #[pyfunction]
    fn log2(x: PyObjectRef, vm: &VirtualMachine) -> PyResult<f64> {
        let result = match x.downcast_ref::<PyInt>() {
            Some(int) => pymath::math::log2_bigint(int.as_bigint()),
            None => pymath::math::log2(x.try_float(vm)?.to_f64()),
        };
        result.map_err(|error| told(error, vm))
    }

    #[pyfunction]
    fn log10(x: PyObjectRef, vm: &VirtualMachine) -> PyResult<f64> {
        let result = match x.downcast_ref::<PyInt>() {
            Some(int) => pymath::math::log10_bigint(int.as_bigint()),
            None => pymath::math::log10(x.try_float(vm)?.to_f64()),
        };
        result.map_err(|error| told(error, vm))
    }

    #[pyfunction]
    fn log(x: PyObjectRef, base: OptionalArg<ArgIntoFloat>, vm: &VirtualMachine) -> PyResult<f64> {
        let base = base.into_option().map(ArgIntoFloat::into_float);
        if base == Some(1.0) {
            return Err(vm.new_zero_division_error("float division by zero"));
        }
        let result = match x.downcast_ref::<PyInt>() {
            Some(int) => pymath::math::log_bigint(int.as_bigint(), base),
            None => pymath::math::log(x.try_float(vm)?.to_f64(), base),
        };
        result.map_err(|error| told(error, vm))
    }

    #[pyfunction]
    fn isfinite(x: ArgIntoFloat) -> bool {
        x.into_float().is_finite()
    }

    #[pyfunction]
    fn isinf(x: ArgIntoFloat) -> bool {
        x.into_float().is_infinite()
    }

    #[pyfunction]
    fn isnan(x: ArgIntoFloat) -> bool {
        x.into_float().is_nan()
    }

    #[derive(rustpython_vm::FromArgs)]
    struct IsCloseArgs {
        #[pyarg(positional)]
        a: ArgIntoFloat,
        #[pyarg(positional)]
        b: ArgIntoFloat,
        #[pyarg(named, optional)]
        rel_tol: OptionalArg<ArgIntoFloat>,
        #[pyarg(named, optional)]
        abs_tol: OptionalArg<ArgIntoFloat>,
    }

    #[pyfunction]
    fn isclose(args: IsCloseArgs, vm: &VirtualMachine) -> PyResult<bool> {
        let tolerance = |of: OptionalArg<ArgIntoFloat>| of.into_option().map(ArgIntoFloat::into_float);
        let (relative, absolute) = (tolerance(args.rel_tol), tolerance(args.abs_tol));
        pymath::math::isclose(args.a.into_float(), args.b.into_float(), relative, absolute)
            .map_err(|_| vm.new_value_error("tolerances must be non-negative"))
    }

    #[pyfunction]
    fn degrees(x: ArgIntoFloat) -> f64 {
        pymath::math::degrees(x.into_float())
    }

    #[pyfunction]
    fn radians(x: ArgIntoFloat) -> f64 {
        pymath::math::radians(x.into_float())
    }

    #[pyfunction]
    fn hypot(coordinates: PosArgs<ArgIntoFloat>) -> f64 {
        pymath::math::hypot(&ArgIntoFloat::vec_into_f64(coordinates.into_vec()))
    }

    #[pyfunction]
    fn dist(p: Vec<ArgIntoFloat>, q: Vec<ArgIntoFloat>, vm: &VirtualMachine) -> PyResult<f64> {
        if p.len() != q.len() {
            return Err(vm.new_value_error("both points must have the same number of dimensions"));
        }
        Ok(pymath::math::dist(&ArgIntoFloat::vec_into_f64(p), &ArgIntoFloat::vec_into_f64(q)))
    }

    #[pyfunction]
    fn frexp(x: ArgIntoFloat) -> (f64, i32) {
        pymath::math::frexp(x.into_float())
    }

    #[pyfunction]
    fn ldexp(x: ArgIntoFloat, exponent: ArgIndex, vm: &VirtualMachine) -> PyResult<f64> {
        let exponent = exponent.into_int_ref();
        pymath::math::ldexp_bigint(x.into_float(), exponent.as_bigint()).map_err(|error| told(error, vm))
    }

    #[pyfunction]
    fn modf(x: ArgIntoFloat) -> (f64, f64) {
        pymath::math::modf(x.into_float())
    }

    #[pyfunction]
    fn nextafter(x: ArgIntoFloat, y: ArgIntoFloat) -> f64 {
        pymath::math::nextafter(x.into_float(), y.into_float(), None)
    }

    #[pyfunction]
    fn ulp(x: ArgIntoFloat) -> f64 {
        pymath::math::ulp(x.into_float())
    }

    #[pyfunction]
    fn fsum(values: ArgIterable<ArgIntoFloat>, vm: &VirtualMachine) -> PyResult<f64> {
        let values: PyResult<Vec<f64>> = values.iter(vm)?.map(|value| Ok(value?.into_float())).collect();
        pymath::math::fsum(values?).map_err(|error| told(error, vm))
    }

    /// The sum of the products of two rows of numbers: of floats in double-double arithmetic, of others as they multiply and add.
    #[pyfunction]
    fn sumprod(p: ArgIterable, q: ArgIterable, vm: &VirtualMachine) -> PyResult {
        let p: Vec<PyObjectRef> = p.iter(vm)?.collect::<PyResult<_>>()?;
        let q: Vec<PyObjectRef> = q.iter(vm)?.collect::<PyResult<_>>()?;
        if p.len() != q.len() {
            return Err(vm.new_value_error("Inputs are not the same length"));
        }
        let float = |x: &PyObjectRef| {
            let whole = || x.downcast_ref_if_exact::<PyInt>(vm)?.as_bigint().to_f64().filter(|float| float.is_finite());
            x.downcast_ref_if_exact::<PyFloat>(vm).map(|float| float.to_f64()).or_else(whole)
        };
        let has_float = p.iter().chain(&q).any(|x| x.downcast_ref_if_exact::<PyFloat>(vm).is_some());
        let floats = |row: &[PyObjectRef]| row.iter().map(float).collect::<Option<Vec<f64>>>();
        if has_float && let (Some(p), Some(q)) = (floats(&p), floats(&q)) {
            let sum = pymath::math::sumprod(&p, &q).map_err(|error| told(error, vm))?;
            return Ok(vm.ctx.new_float(sum).into());
        }
        p.iter().zip(&q).try_fold(vm.ctx.new_int(0).into(), |sum: PyObjectRef, (p, q)| vm._add(&sum, &*vm._mul(p, q)?))
    }

    /// `__floor__` and its like, or the same of the object's float.
    fn rounded(x: &PyObjectRef, method: &'static str, of_float: fn(f64) -> f64, vm: &VirtualMachine) -> PyResult {
        if vm.get_attribute_opt(x.class().as_object(), method)?.is_some() {
            return vm.call_method(x, method, ());
        }
        match x.try_float_opt(vm) {
            Some(float) => Ok(vm.ctx.new_int(try_f64_to_bigint(of_float(float?.to_f64()), vm)?).into()),
            None => Err(vm.new_type_error(format!("must be real number, not {}", x.class().name()))),
        }
    }

    #[pyfunction]
    fn floor(x: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        rounded(&x, "__floor__", f64::floor, vm)
    }

    #[pyfunction]
    fn ceil(x: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        rounded(&x, "__ceil__", f64::ceil, vm)
    }

    #[pyfunction]
    fn trunc(x: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        if vm.get_attribute_opt(x.class().as_object(), "__trunc__")?.is_none() {
            let name = x.class().name().to_string();
            return Err(vm.new_type_error(format!("type {name} doesn't define __trunc__ method")));
        }
        vm.call_method(&x, "__trunc__", ())
    }

    #[derive(rustpython_vm::FromArgs)]
    struct ProdArgs {
        #[pyarg(positional)]
        values: ArgIterable<PyObjectRef>,
        #[pyarg(named, optional)]
        start: OptionalArg<PyObjectRef>,
    }

    #[pyfunction]
    fn prod(args: ProdArgs, vm: &VirtualMachine) -> PyResult {
        let mut product = args.start.unwrap_or_else(|| vm.ctx.new_int(1).into());
        for value in args.values.iter(vm)? {
            product = vm._mul(&product, &*value?)?;
        }
        Ok(product)
    }

    #[pyfunction]
    fn gcd(numbers: PosArgs<ArgIndex>) -> BigInt {
        numbers.into_vec().into_iter().fold(BigInt::zero(), |so_far, number| {
            num_integer::Integer::gcd(&so_far, number.into_int_ref().as_bigint())
        })
    }

    #[pyfunction]
    fn lcm(numbers: PosArgs<ArgIndex>) -> BigInt {
        numbers.into_vec().into_iter().fold(BigInt::from(1), |so_far, number| {
            let number = number.into_int_ref();
            if so_far.is_zero() || number.as_bigint().is_zero() {
                return BigInt::zero();
            }
            num_integer::Integer::lcm(&so_far, number.as_bigint()).abs()
        })
    }

    #[pyfunction]
    fn isqrt(number: ArgIndex, vm: &VirtualMachine) -> PyResult<BigInt> {
        let number = number.into_int_ref();
        if number.as_bigint().is_negative() {
            return Err(vm.new_value_error("isqrt() argument must be nonnegative"));
        }
        Ok(num_integer::Roots::sqrt(number.as_bigint()))
    }

    fn product(from: u64, to: u64) -> BigInt {
        if from > to {
            return BigInt::from(1);
        }
        if to - from < 8 {
            return (from..=to).fold(BigInt::from(1), |so_far, factor| so_far * BigInt::from(factor));
        }
        let middle = from + (to - from) / 2;
        product(from, middle) * product(middle + 1, to)
    }

    #[pyfunction]
    fn factorial(number: ArgIndex, vm: &VirtualMachine) -> PyResult<BigInt> {
        let number = number.into_int_ref();
        if number.as_bigint().is_negative() {
            return Err(vm.new_value_error("factorial() not defined for negative values"));
        }
        let number = number.as_bigint().to_u64().filter(|number| *number <= i64::MAX as u64);
        let number = number
            .ok_or_else(|| vm.new_overflow_error(format!("factorial() argument should not exceed {}", i64::MAX)))?;
        Ok(product(2, number))
    }

    /// n!/(n-k)!, and k! with it.
    fn falling(n: &BigInt, k: &BigInt, vm: &VirtualMachine) -> PyResult<BigInt> {
        for (name, number) in [("n", n), ("k", k)] {
            if number.is_negative() {
                return Err(vm.new_value_error(format!("{name} must be a non-negative integer")));
            }
        }
        let Some(steps) = k.to_u64().filter(|_| k <= n) else { return Ok(BigInt::zero()) };
        let mut result = BigInt::from(1);
        for step in 0..steps {
            result *= n - BigInt::from(step);
        }
        Ok(result)
    }

    #[pyfunction]
    fn perm(n: ArgIndex, k: OptionalOption<ArgIndex>, vm: &VirtualMachine) -> PyResult<BigInt> {
        let n = n.into_int_ref();
        match k.flatten() {
            Some(k) => falling(n.as_bigint(), k.into_int_ref().as_bigint(), vm),
            None => falling(n.as_bigint(), n.as_bigint(), vm),
        }
    }

    #[pyfunction]
    fn comb(n: ArgIndex, k: ArgIndex, vm: &VirtualMachine) -> PyResult<BigInt> {
        let (n, k) = (n.into_int_ref(), k.into_int_ref());
        let (n, k) = (n.as_bigint(), k.as_bigint().clone());
        // The shorter way round.
        let k = if k.is_negative() || &k > n { k } else { std::cmp::min(n - &k, k) };
        let of = falling(n, &k, vm)?;
        Ok(if of.is_zero() { of } else { of / product(2, k.to_u64().unwrap_or(0)) })
    }
}

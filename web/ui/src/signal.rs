//! Signals of small values. Whatever they mean, they are 64 bits underneath, so that one signal type and one memo type of
//! Leptos serve them all: each further type would weigh kilobytes of wasm. Nothing of a page goes before the page does, so they
//! are in nobody's arena.

use std::marker::PhantomData;

use leptos::prelude::*;

/// A value that fits into 64 bits.
pub trait Small: Copy + 'static {
    /// The value as bits; equal values have equal bits.
    fn to_bits(self) -> u64;
    /// The value with these bits, which [`Small::to_bits`] made.
    fn from_bits(bits: u64) -> Self;
}

/// Makes enums without data [`Small`], by their place in the list.
#[macro_export]
macro_rules! small_enum {
    ($name:ty: $($variant:path),+ $(,)?) => {
        impl $crate::signal::Small for $name {
            fn to_bits(self) -> u64 {
                self as u64
            }
            fn from_bits(bits: u64) -> Self {
                [$($variant),+][bits as usize]
            }
        }
    };
}
pub use small_enum;

impl Small for u64 {
    fn to_bits(self) -> u64 {
        self
    }
    fn from_bits(bits: u64) -> Self {
        bits
    }
}

impl Small for u32 {
    fn to_bits(self) -> u64 {
        u64::from(self)
    }
    fn from_bits(bits: u64) -> Self {
        bits as u32
    }
}

impl Small for bool {
    fn to_bits(self) -> u64 {
        u64::from(self)
    }
    fn from_bits(bits: u64) -> Self {
        bits != 0
    }
}

impl Small for f64 {
    fn to_bits(self) -> u64 {
        f64::to_bits(self)
    }
    fn from_bits(bits: u64) -> Self {
        f64::from_bits(bits)
    }
}

impl Small for (u32, u32) {
    fn to_bits(self) -> u64 {
        u64::from(self.0) << 32 | u64::from(self.1)
    }
    fn from_bits(bits: u64) -> Self {
        ((bits >> 32) as u32, bits as u32)
    }
}

impl Small for loopscope_view::Cursor {
    fn to_bits(self) -> u64 {
        u64::from(self.0)
    }
    fn from_bits(bits: u64) -> Self {
        loopscope_view::Cursor(bits as u32)
    }
}

impl Small for loopscope_executor::Instant {
    fn to_bits(self) -> u64 {
        self.as_nanos()
    }
    fn from_bits(bits: u64) -> Self {
        loopscope_executor::Instant::from_nanos(bits)
    }
}

/// At most 63 bits, or nothing.
impl<T: Small> Small for Option<T> {
    fn to_bits(self) -> u64 {
        self.map_or(u64::MAX, T::to_bits)
    }
    fn from_bits(bits: u64) -> Self {
        (bits != u64::MAX).then(|| T::from_bits(bits))
    }
}

/// A value that can be set. It lives as long as the page.
pub struct Cell<T>(&'static ArcRwSignal<u64>, PhantomData<fn() -> T>);

/// A value that follows from others; who reads it is told only of real changes. It lives as long as the page.
pub struct Derived<T>(&'static ArcMemo<u64>, PhantomData<fn() -> T>);

impl<T> Clone for Cell<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Cell<T> {}

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Derived<T> {}

impl<T: Small> Cell<T> {
    /// With this value at first.
    pub fn new(value: T) -> Self {
        Cell(Box::leak(Box::new(ArcRwSignal::new(value.to_bits()))), PhantomData)
    }

    /// The value; who reads it is told of changes.
    pub fn get(self) -> T {
        T::from_bits(self.0.get())
    }

    /// The value, for once.
    pub fn get_untracked(self) -> T {
        T::from_bits(self.0.get_untracked())
    }

    /// Another value.
    pub fn set(self, value: T) {
        set_bits(self.0, value.to_bits());
    }
}

fn set_bits(signal: &ArcRwSignal<u64>, bits: u64) {
    if signal.get_untracked() != bits {
        signal.set(bits);
    }
}

impl<T: Small> Derived<T> {
    /// Worked out by `f` from other signals.
    pub fn new(f: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Derived(derived(Box::new(move || f().to_bits())), PhantomData)
    }

    /// The value; who reads it is told of changes.
    pub fn get(self) -> T {
        T::from_bits(self.0.get())
    }

    /// The value, for once.
    pub fn get_untracked(self) -> T {
        T::from_bits(self.0.get_untracked())
    }
}

fn derived(f: Box<dyn Fn() -> u64 + Send + Sync>) -> &'static ArcMemo<u64> {
    Box::leak(Box::new(ArcMemo::new(move |_| f())))
}

//! Where in a trace one stands.

/// How many records have happened: 0 is before everything, n is after `records[n - 1]`. Moving it is time travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Cursor(pub u32);

impl Cursor {
    /// Before everything.
    pub const START: Cursor = Cursor(0);

    /// Right after the record with this number.
    #[must_use]
    pub const fn after(seq: u32) -> Self {
        Cursor(seq.saturating_add(1))
    }

    /// Number of the record that happened last; `None` before everything.
    #[must_use]
    pub const fn last(self) -> Option<u32> {
        self.0.checked_sub(1)
    }
}

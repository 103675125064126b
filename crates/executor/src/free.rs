//! Which places of a slab are free.

/// Free places. The last one freed is the first one given out, for it is warm in the cache; but a slab that has become
/// empty is filled from its beginning again, in order, for the same reason.
#[derive(Default)]
pub(crate) struct Free {
    list: Vec<u32>,
    /// Places from here on are free too.
    fresh: u32,
}

impl Free {
    /// A free place in a slab of `len` places; `None` when it must grow by one.
    #[inline]
    pub(crate) fn take(&mut self, len: usize) -> Option<u32> {
        if let Some(place) = self.list.pop() {
            return Some(place);
        }
        let place = self.fresh;
        self.fresh += 1;
        ((place as usize) < len).then_some(place)
    }

    #[inline]
    pub(crate) fn put(&mut self, place: u32) {
        self.list.push(place);
    }

    /// Every place is free.
    #[inline]
    pub(crate) fn reset(&mut self) {
        self.list.clear();
        self.fresh = 0;
    }
}

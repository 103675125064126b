//! What happens, one after the other: what happens while something is dealt with is dealt with afterwards.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

/// What has happened and is not dealt with yet.
pub(crate) struct Inbox<E> {
    waiting: RefCell<VecDeque<E>>,
    /// Somebody empties it.
    busy: Cell<bool>,
}

impl<E> Default for Inbox<E> {
    fn default() -> Self {
        Inbox { waiting: RefCell::default(), busy: Cell::new(false) }
    }
}

impl<E> Inbox<E> {
    /// Deals with this, and with what happens meanwhile; while that is done already, leaves it to who does.
    pub(crate) fn take(&self, event: E, mut deal: impl FnMut(E)) {
        self.waiting.borrow_mut().push_back(event);
        if self.busy.replace(true) {
            return;
        }
        loop {
            let next = self.waiting.borrow_mut().pop_front();
            let Some(event) = next else { break };
            deal(event);
        }
        self.busy.set(false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happens_meanwhile_is_dealt_with_afterwards() {
        let inbox = Inbox::default();
        let dealt = RefCell::new(Vec::new());
        inbox.take(3, |event| {
            if event > 0 {
                inbox.take(event - 1, |_| unreachable!("somebody deals with it"));
                inbox.take(-event, |_| unreachable!("somebody deals with it"));
            }
            dealt.borrow_mut().push(event);
        });
        assert_eq!(dealt.take(), [3, 2, -3, 1, -2, 0, -1]);
        inbox.take(0, |event| dealt.borrow_mut().push(event));
        assert_eq!(dealt.take(), [0], "it goes on afterwards");
    }
}

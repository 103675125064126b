//! Timers, ordered by (deadline, creation), with true removal.
//!
//! ```text
//!   set [TimerSet] ──► waiting ──► due: joins the ready queue [TimerFired]
//!                         └──────► removed [TimerCancelled]
//! ```
//!
//! They stand in a heap of four children a node, which is shallow and keeps siblings in one cache line. Every timer knows
//! its place in the heap, so that removing one costs no more than letting it fire.

use std::any::Any;
use std::rc::Rc;

use crate::callback::Callback;
use crate::free::Free;
use crate::state::{Core, Wakee};
use crate::time::{Deadline, Instant};
use crate::trace::{TextId, TimerNo};

/// What a timer does when its deadline comes.
pub(crate) enum Action {
    /// Wake a task.
    Wake(Wakee),
    /// Queue a callback; the name and the line stand in the trace.
    Callback { callback: Callback, name: TextId, line: u32 },
}

/// Names a timer for good, even when it has fired and its slot holds another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TimerKey {
    pub(crate) index: u32,
    pub(crate) no: TimerNo,
}

/// What stands in the heap: deadline, number and slot, from the highest bits to the lowest. One number, because it is
/// compared without branches: in a heap, no branch can be foreseen. The deadline has 65 bits, half of them for what lies before
/// the clock's start.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Node(u128);

/// The clock's start, in a node's terms.
const START: u128 = 1 << 64;
/// So many timers can wait at once.
const MOST: u32 = 1 << 31;

impl Node {
    #[inline]
    fn new(deadline: Deadline, key: TimerKey) -> Self {
        let order = START + u128::from(deadline.moment().as_nanos()) - u128::from(deadline.early());
        Node(order << 63 | u128::from(key.no) << 31 | u128::from(key.index))
    }

    #[inline]
    fn deadline(self) -> Instant {
        Instant::from_nanos((self.0 >> 63).saturating_sub(START) as u64)
    }

    #[inline]
    fn key(self) -> TimerKey {
        TimerKey { no: (self.0 >> 31) as u32, index: self.0 as u32 & (MOST - 1) }
    }
}

/// All timers of an executor.
pub(crate) struct Timers {
    heap: Vec<Node>,
    actions: Vec<Option<Action>>,
    /// Where each timer stands in the heap; apart from the actions, because sifting writes here only.
    places: Vec<u32>,
    free: Free,
    next: TimerNo,
}

const CHILDREN: usize = 4;

impl Timers {
    pub(crate) fn new() -> Self {
        Timers { heap: Vec::new(), actions: Vec::new(), places: Vec::new(), free: Free::default(), next: 1 }
    }

    pub(crate) fn insert(&mut self, deadline: Deadline, action: Action) -> TimerKey {
        let no = self.next_no();
        let index = match self.free.take(self.actions.len()) {
            Some(index) => {
                self.actions[index as usize] = Some(action);
                index
            }
            None => {
                self.actions.push(Some(action));
                self.places.push(0);
                let index = u32::try_from(self.actions.len() - 1).ok().filter(|index| *index < MOST);
                index.expect("fewer than 2^31 timers at once")
            }
        };
        let key = TimerKey { index, no };
        let node = Node::new(deadline, key);
        self.heap.push(node);
        self.sift_up(self.heap.len() - 1, node);
        key
    }

    /// A number for a timer that will never fire.
    pub(crate) fn next_no(&mut self) -> TimerNo {
        let no = self.next;
        self.next = no.checked_add(1).expect("fewer than 2^32 timers in a run");
        no
    }

    /// Takes a timer out; `None` when it has fired or was removed.
    pub(crate) fn remove(&mut self, key: TimerKey) -> Option<Action> {
        let place = self.place(key)?;
        self.take_out(place);
        self.actions[key.index as usize].take()
    }

    /// Gives a waiting timer another deadline.
    pub(crate) fn set_deadline(&mut self, key: TimerKey, deadline: Deadline) {
        let Some(place) = self.place(key) else { return };
        let node = Node::new(deadline, key);
        if place > 0 && node < self.heap[(place - 1) / CHILDREN] {
            self.sift_up(place, node);
        } else {
            self.sift_down(place, node);
        }
    }

    /// The objects behind the callbacks that wait, first to fire first.
    pub(crate) fn visit(&self, visit: &mut dyn FnMut(&dyn Any)) {
        let mut nodes = self.heap.clone();
        nodes.sort_unstable();
        for node in nodes {
            if let Some(Action::Callback { callback, .. }) = &self.actions[node.key().index as usize]
                && let Some(owner) = callback.owner()
            {
                visit(owner);
            }
        }
    }

    /// What a waiting timer will do.
    pub(crate) fn action_mut(&mut self, key: TimerKey) -> Option<&mut Action> {
        self.place(key)?;
        self.actions[key.index as usize].as_mut()
    }

    #[inline]
    pub(crate) fn next_deadline(&self) -> Option<Instant> {
        self.heap.first().map(|node| node.deadline())
    }

    /// The deadline after the next one.
    pub(crate) fn second_deadline(&self) -> Option<Instant> {
        self.heap.iter().take(1 + CHILDREN).skip(1).min().map(|node| node.deadline())
    }

    /// How many are due. Costs a few comparisons for each, whatever the number of timers.
    pub(crate) fn count_due(&self, now: Instant) -> usize {
        fn count(heap: &[Node], place: usize, now: Instant) -> usize {
            if heap.get(place).is_none_or(|node| node.deadline() > now) {
                return 0;
            }
            let children = CHILDREN * place + 1..=CHILDREN * place + CHILDREN;
            1 + children.map(|child| count(heap, child, now)).sum::<usize>()
        }
        count(&self.heap, 0, now)
    }

    /// Takes the first timer out.
    pub(crate) fn pop(&mut self) -> Option<(TimerNo, Action)> {
        let first = self.heap.first()?.key();
        self.take_out(0);
        Some((first.no, self.actions[first.index as usize].take()?))
    }

    /// Takes all actions out, in the order of the timers' slots.
    pub(crate) fn close(&mut self) -> Vec<Option<Action>> {
        self.heap.clear();
        self.places.clear();
        self.free.reset();
        std::mem::take(&mut self.actions)
    }

    fn place(&self, key: TimerKey) -> Option<usize> {
        let place = *self.places.get(key.index as usize)? as usize;
        self.heap.get(place).is_some_and(|node| node.key() == key).then_some(place)
    }

    /// Removes the node at `place`; its action stays for the caller to take.
    fn take_out(&mut self, place: usize) {
        let index = self.heap[place].key().index;
        let Some(last) = self.heap.pop() else { return };
        if self.heap.is_empty() {
            self.free.reset();
        } else {
            self.free.put(index);
        }
        if place == self.heap.len() {
            return;
        }
        if place > 0 && last < self.heap[(place - 1) / CHILDREN] {
            self.sift_up(place, last);
        } else {
            self.sift_down(place, last);
        }
    }

    /// Moves `node` from the free `place` towards the root until its parent is earlier.
    fn sift_up(&mut self, mut place: usize, node: Node) {
        while place > 0 {
            let parent = (place - 1) / CHILDREN;
            if self.heap[parent] < node {
                break;
            }
            self.put(place, self.heap[parent]);
            place = parent;
        }
        self.put(place, node);
    }

    /// Moves `node` from the free `place` towards the leaves until its children are later.
    fn sift_down(&mut self, mut place: usize, node: Node) {
        while let Some((child, least)) = self.least_child(place) {
            if node < least {
                break;
            }
            self.put(place, least);
            place = child;
        }
        self.put(place, node);
    }

    /// The earliest child of the node at `place`, and where it stands.
    #[inline]
    fn least_child(&self, place: usize) -> Option<(usize, Node)> {
        let first = CHILDREN * place + 1;
        let children = self.heap.get(first..)?;
        if let Some(&[a, b, c, d]) = children.first_chunk() {
            let one = if b < a { (first + 1, b) } else { (first, a) };
            let other = if d < c { (first + 3, d) } else { (first + 2, c) };
            return Some(if other.1 < one.1 { other } else { one });
        }
        (first..).zip(children.iter().copied()).min_by_key(|child| child.1)
    }

    #[inline]
    fn put(&mut self, place: usize, node: Node) {
        self.heap[place] = node;
        // A heap of 2^32 nodes is refused by `insert`.
        self.places[node.key().index as usize] = place as u32;
    }
}

/// A timer that will queue a callback; dropping the handle changes nothing.
#[derive(Clone)]
pub struct TimerHandle {
    pub(crate) core: Rc<Core>,
    pub(crate) deadline: Instant,
    pub(crate) key: TimerKey,
}

impl TimerHandle {
    /// Its number in the trace.
    #[must_use]
    pub fn no(&self) -> TimerNo {
        self.key.no
    }

    /// When it is due.
    #[must_use]
    pub fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Gives it another deadline, if it has not fired: for a loop whose time is not the clock's. No record tells of it.
    pub fn set_deadline(&self, deadline: impl Into<Deadline>) {
        self.core.state().timers.set_deadline(self.key, deadline.into());
    }

    /// Removes it; false when its deadline has come already, or it was cancelled before.
    #[expect(clippy::must_use_candidate, reason = "mostly called for its effect")]
    pub fn cancel(&self) -> bool {
        self.core.cancel_timer(self.key)
    }
}

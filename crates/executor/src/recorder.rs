//! Where records gather until somebody takes them.

use rustc_hash::FxHashMap;

use crate::trace::{Chunk, Kind, Record, TaskNo, TextId};

/// Records and texts since they were last taken.
pub(crate) struct Recorder {
    records: Vec<Record>,
    next_seq: u32,
    /// How many records there may be.
    limit: u32,
    /// Whether one was refused.
    lost: bool,
    texts: Vec<String>,
    /// It is looked up in and never gone through: its order is nobody's concern.
    ids: FxHashMap<String, TextId>,
    next_text: u32,
}

impl Recorder {
    pub(crate) fn new(limit: u32) -> Self {
        Recorder {
            records: Vec::new(),
            next_seq: 0,
            limit,
            lost: false,
            texts: Vec::new(),
            ids: FxHashMap::default(),
            next_text: 1,
        }
    }

    pub(crate) fn set_limit(&mut self, limit: u32) {
        self.limit = limit;
    }

    /// Whether the next record will be refused.
    #[inline]
    pub(crate) fn is_full(&self) -> bool {
        self.next_seq >= self.limit
    }

    /// How many records were made so far: the next one has this number.
    #[inline]
    pub(crate) fn made(&self) -> u32 {
        self.next_seq
    }

    #[inline]
    pub(crate) fn has_lost(&self) -> bool {
        self.lost
    }

    #[inline(always)]
    pub(crate) fn push(&mut self, record: Record) {
        if self.is_full() {
            self.lost = true;
        } else {
            self.push_closing(record);
        }
    }

    /// Takes a record in whatever the limit is.
    #[inline(always)]
    pub(crate) fn push_closing(&mut self, record: Record) {
        if self.records.len() == self.records.capacity() {
            self.grow();
        }
        self.records.push(Record { seq: self.next_seq, ..record });
        self.next_seq = self.next_seq.wrapping_add(1);
    }

    /// Has the task been made with this name; false when the record of that was taken.
    pub(crate) fn name_made(&mut self, task: TaskNo, made_with: TextId) -> bool {
        let records = self.records.iter_mut().rev().filter(|record| record.task == task);
        let made = records.map(|record| &mut record.kind).find_map(|kind| match kind {
            Kind::TaskCreated { name, .. } => Some(name),
            _ => None,
        });
        made.map(|name| *name = made_with).is_some()
    }

    #[cold]
    fn grow(&mut self) {
        self.records.reserve(64);
    }

    pub(crate) fn intern(&mut self, text: &str) -> TextId {
        if let Some(&id) = self.ids.get(text) {
            return id;
        }
        let id = TextId(self.next_text);
        self.next_text += 1;
        self.ids.insert(text.to_owned(), id);
        self.texts.push(text.to_owned());
        id
    }

    pub(crate) fn take(&mut self) -> Chunk {
        Chunk { records: std::mem::take(&mut self.records), texts: std::mem::take(&mut self.texts) }
    }

    /// Hands the records to `into` and forgets them, keeping the memory for the next ones.
    #[inline]
    pub(crate) fn swap_records(&mut self, into: &mut Vec<Record>) {
        into.clear();
        std::mem::swap(&mut self.records, into);
    }
}

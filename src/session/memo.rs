//! Results that are kept by what they follow from.

use std::cell::RefCell;
use std::rc::Rc;

/// A result, kept as long as what it follows from is the same.
///
/// Nobody has to say that a result is out of date: whoever asks for it says what it
/// depends on, and a change of that is the only thing that makes it anew.
#[derive(Debug)]
pub struct Memo<K, V> {
    last: RefCell<Option<(K, Rc<V>)>>,
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self { last: RefCell::new(None) }
    }
}

impl<K: PartialEq, V> Memo<K, V> {
    /// The result for `key`, if it is the last one that was made.
    pub fn known(&self, key: &K) -> Option<Rc<V>> {
        let last = self.last.borrow();
        last.as_ref().filter(|(of, _)| of == key).map(|(_, value)| value.clone())
    }

    /// The result for `key`, made if the last one was for another key.
    pub fn get(&self, key: K, make: impl FnOnce(&K) -> V) -> Rc<V> {
        if let Some((of, value)) = &*self.last.borrow()
            && *of == key
        {
            return value.clone();
        }
        let value = Rc::new(make(&key));
        *self.last.borrow_mut() = Some((key, value.clone()));
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_made_once_for_each_key_in_a_row() {
        let (memo, made) = (Memo::default(), std::cell::Cell::new(0));
        let get = |key: u32| {
            memo.get(key, |key| {
                made.set(made.get() + 1);
                key * 2
            })
        };
        assert_eq!([*get(1), *get(1), *get(2), *get(1)], [2, 2, 4, 2]);
        assert_eq!(made.get(), 3);
    }
}

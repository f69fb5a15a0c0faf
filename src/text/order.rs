//! Stable sorting in one copy.
//!
//! The standard library's sort is compiled anew for each kind of element and of key, 4 KB each time:
//! fifty of them were an eighth of the code that the first answer waits for. Here numbers are sorted, once
//! for all, and the elements are moved after them. It takes four bytes an element and a call a
//! comparison, so what is sorted for each folder or rule stays with the standard library.

use std::cmp::Ordering;

/// Sorting of what is short, or sorted once an answer.
pub(crate) trait Sort<T> {
    /// As `sort_by`: equal elements keep their order.
    fn sort_once_by(&mut self, compare: impl Fn(&T, &T) -> Ordering);

    /// As `sort_by_key`: elements of equal keys keep their order.
    fn sort_once_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K);
}

impl<T> Sort<T> for [T] {
    fn sort_once_by(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
        let mut order = order(self.len(), &|a, b| compare(&self[a as usize], &self[b as usize]));
        // Where what belongs at a place was swapped away before, its way is followed.
        for at in 0..self.len() {
            let mut from = order[at] as usize;
            while from < at {
                from = order[from] as usize;
            }
            order[at] = from as u32;
            self.swap(at, from);
        }
    }

    fn sort_once_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        self.sort_once_by(|a, b| key(a).cmp(&key(b)));
    }
}

/// The numbers from 0 on, in the order of what they stand for.
#[inline(never)]
fn order(len: usize, compare: &dyn Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let mut order: Vec<u32> = (0..len as u32).collect();
    order.sort_by(|&a, &b| compare(a, b));
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cmp::Reverse;

    proptest::proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(mut list: Vec<(u8, u16)>) {
            let mut expected = list.clone();
            expected.sort_by_key(|&(key, _)| key);
            list.sort_once_by_key(|&(key, _)| key);
            proptest::prop_assert_eq!(&list, &expected);
            expected.sort_by_key(|&(_, value)| Reverse(value));
            list.sort_once_by(|a, b| b.1.cmp(&a.1));
            proptest::prop_assert_eq!(&list, &expected);
        }
    }
}

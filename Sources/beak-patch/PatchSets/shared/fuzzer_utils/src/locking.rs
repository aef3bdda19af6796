//! Locks that survive a panic.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// The content of `mutex`, also after a thread panicked while it held the lock.
///
/// What it guards is changed by appending and counting only, so it is whole at every moment.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_survives_the_panic_of_its_holder() {
        static NUMBERS: Mutex<Vec<u32>> = Mutex::new(Vec::new());
        let holder = std::thread::spawn(|| {
            lock(&NUMBERS).push(7);
            let _guard = NUMBERS.lock().unwrap();
            panic!("the holder of the lock panics");
        });
        assert!(holder.join().is_err());
        assert!(NUMBERS.is_poisoned());
        lock(&NUMBERS).push(8);
        assert_eq!(*lock(&NUMBERS), [7, 8]);
    }
}

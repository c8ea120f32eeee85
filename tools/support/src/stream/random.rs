//! A seeded generator of numbers, and draws by weight.

/// SplitMix64. The same seed gives the same numbers in every run and on every machine.
pub(super) struct Random(crate::messages::random::Random);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Random(crate::messages::random::Random::new(seed))
    }

    fn next(&mut self) -> u64 {
        self.0.draw()
    }

    /// A number below `bound`, which is not 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    /// A number from `least` to `most`.
    pub(super) fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    /// True in `part` of `whole` draws.
    pub(super) fn chance(&mut self, part: usize, whole: usize) -> bool {
        self.below(whole.max(1)) < part
    }

    pub(super) fn u16(&mut self) -> u16 {
        self.next() as u16
    }

    pub(super) fn octets(&mut self, len: usize) -> Vec<u8> {
        (0..len).map(|_| self.next() as u8).collect()
    }

    /// One of `values`, each equally often.
    pub(super) fn one<T: Copy>(&mut self, values: &[T]) -> T {
        values[self.below(values.len())]
    }

    /// The value of one row, each row as often as its weight says.
    pub(super) fn pick<T: Copy>(&mut self, table: &[(usize, T)]) -> T {
        let mut left = self.below(table.iter().map(|(weight, _)| weight).sum());
        for (weight, value) in table {
            match left.checked_sub(*weight) {
                Some(rest) => left = rest,
                None => return *value,
            }
        }
        unreachable!("the draw is below the sum of the weights")
    }

    /// Fisher-Yates.
    pub(super) fn shuffle<T>(&mut self, values: &mut [T]) {
        for last in (1..values.len()).rev() {
            values.swap(last, self.below(last + 1));
        }
    }
}

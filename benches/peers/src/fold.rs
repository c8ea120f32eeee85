//! One number from all that was decoded: equal numbers tell that equal work was done.

/// Multiplies and rotates like `FxHash`, so that little of the time is spent here.
#[derive(Clone, Copy)]
pub struct Fold(u64);

impl Fold {
    #[inline]
    pub fn new() -> Self {
        Fold(0x1F83_D9AB_FB41_BD6B)
    }

    #[inline]
    pub fn sum(self) -> u64 {
        self.0
    }

    #[inline]
    pub fn number(&mut self, number: impl Into<u64>) {
        self.0 = (self.0.rotate_left(5) ^ number.into()).wrapping_mul(0x517C_C1B7_2722_0A95);
    }

    /// The length, then eight octets at a time.
    #[inline]
    pub fn octets(&mut self, octets: &[u8]) {
        self.words(octets, |word| word);
    }

    /// Folds octets without regard to the case of letters.
    #[inline]
    pub fn lower(&mut self, octets: &[u8]) {
        self.words(octets, lower);
    }

    #[inline]
    fn words(&mut self, octets: &[u8], change: impl Fn(u64) -> u64) {
        self.number(octets.len() as u64);
        let mut left = octets;
        while let Some((word, rest)) = left.split_first_chunk::<8>() {
            self.number(change(u64::from_be_bytes(*word)));
            left = rest;
        }
        if !left.is_empty() {
            self.number(change(tail(left)));
        }
    }

    /// The labels of a name, then its end.
    #[inline]
    pub fn name<'a>(&mut self, labels: impl Iterator<Item = &'a [u8]>) {
        for label in labels {
            self.octets(label);
        }
        self.number(0_u64);
    }

    #[inline]
    pub fn lower_name<'a>(&mut self, labels: impl Iterator<Item = &'a [u8]>) {
        for label in labels {
            self.lower(label);
        }
        self.number(0_u64);
    }
}

/// All of up to 7 octets in one word, some of them twice.
#[inline]
fn tail(octets: &[u8]) -> u64 {
    if let (Some(first), Some(last)) = (octets.first_chunk::<4>(), octets.last_chunk::<4>()) {
        return u64::from(u32::from_be_bytes(*first)) << 32 | u64::from(u32::from_be_bytes(*last));
    }
    match octets {
        [a] => (*a).into(),
        [a, b] => u16::from_be_bytes([*a, *b]).into(),
        [a, b, c, ..] => u32::from_be_bytes([0, *a, *b, *c]).into(),
        [] => 0,
    }
}

/// Eight octets with ASCII letters in lower case.
#[inline]
fn lower(word: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let seven = word & (0x7F * EACH);
    let from_a = seven + (0x80 - 0x41) * EACH;
    let beyond_z = seven + (0x80 - 0x5B) * EACH;
    let letters = from_a & !beyond_z & !word & (0x80 * EACH);
    word | letters >> 2
}

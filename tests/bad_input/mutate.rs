//! Damage: a file that was whole, changed where it hurts.

/// What stands in the place of a number in a text.
const ABSURD: [&str; 12] = [
    "-1",
    "0",
    "1e999",
    "-1e-999",
    "NaN",
    "null",
    "4294967296",
    "18446744073709551615",
    "9e18",
    "1.5",
    "\u{202e}",
    "\"",
];

/// A stream of numbers, the same in every run (xorshift; Marsaglia 2003, "Xorshift RNGs").
pub struct Numbers(u64);

impl Numbers {
    /// The stream of `name`.
    pub fn of(name: &str) -> Self {
        Self(name.bytes().fold(0x9e37_79b9_7f4a_7c15, |sum, byte| (sum ^ u64::from(byte)).rotate_left(7)))
    }

    /// A number below `n`; 0 where there is none.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }

    /// One of `corpus`, damaged; once in 32 times, garbage.
    pub fn input(&mut self, corpus: &[Vec<u8>]) -> Vec<u8> {
        if self.below(32) == 0 {
            return (0..self.below(300)).map(|_| self.below(256) as u8).collect();
        }
        let (file, other) = (self.below(corpus.len()), self.below(corpus.len()));
        self.damaged(&corpus[file], &corpus[other])
    }

    /// `file` with one to four damages, perhaps by a piece of `other`.
    fn damaged(&mut self, file: &[u8], other: &[u8]) -> Vec<u8> {
        let mut out = file.to_vec();
        for _ in 0..=self.below(4) {
            // Most damage is done where it hurts: in headers.
            let near = if self.below(2) == 0 { out.len().min(80) } else { out.len() };
            let at = self.below(near).min(out.len());
            match self.below(10) {
                0 => out.truncate(at),
                1 => out.iter_mut().skip(at).take(1).for_each(|b| *b ^= 1 << self.below(8)),
                2 => out.iter_mut().skip(at).take(1).for_each(|b| *b = self.below(256) as u8),
                3 => out.iter_mut().skip(at).take(4).for_each(|b| *b = 0xff),
                4 => out.iter_mut().skip(at).take(8).for_each(|b| *b = 0),
                5 => out.insert(at, self.below(256) as u8),
                6 => self.number(&mut out, at),
                7 => drop(out.drain(at..(at + self.below(64)).min(out.len()))),
                8 => {
                    let piece = out[at..(at + self.below(64)).min(out.len())].to_vec();
                    out.splice(at..at, piece).for_each(drop);
                }
                _ => {
                    let from = self.below(other.len());
                    out.splice(at.., other[from..].iter().copied()).for_each(drop);
                }
            }
        }
        out
    }

    /// The first number of a text behind `at` becomes one that cannot be.
    fn number(&mut self, out: &mut Vec<u8>, at: usize) {
        let absurd = ABSURD[self.below(ABSURD.len())];
        let Some(start) = out[at..].iter().position(u8::is_ascii_digit).map(|i| at + i) else { return };
        let length = out[start..].iter().take_while(|b| b.is_ascii_digit()).count();
        out.splice(start..start + length, absurd.bytes()).for_each(drop);
    }
}

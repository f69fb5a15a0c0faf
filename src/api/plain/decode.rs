use super::Plain;

/// One value of what `pack.js` made; nothing if the bytes are not its own.
///
/// `texts` are the long texts that go beside the bytes; each is moved, not copied. Linear.
#[must_use]
pub fn decode(bytes: &[u8], texts: Vec<String>) -> Option<Plain> {
    let mut decoder = Decoder { rest: bytes, texts, depth: 0 };
    let value = decoder.value()?;
    decoder.rest.is_empty().then_some(value)
}

struct Decoder<'b> {
    rest: &'b [u8],
    texts: Vec<String>,
    depth: u32,
}

impl Decoder<'_> {
    /// More than `pack.js` lets through.
    const DEEPEST: u32 = 200;

    fn value(&mut self) -> Option<Plain> {
        // In the order of the tags in `pack.js`.
        Some(match self.take(1)?[0] {
            0 => Plain::Null,
            1 => Plain::Bool(false),
            2 => Plain::Bool(true),
            3 => Plain::Number(f64::from_le_bytes(self.take(8)?.try_into().ok()?)),
            4 => Plain::Text(self.text()?),
            5 => Plain::Text(self.long_text()?),
            6 => Plain::List(self.all(Self::value)?),
            7 => Plain::Texts(self.long_text()?),
            8 => Plain::Object(self.all(|decoder| Some((decoder.text()?, decoder.value()?)))?),
            9 => Plain::Odd(self.text()?),
            _ => return None,
        })
    }

    fn all<T>(&mut self, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.depth += 1;
        if self.depth > Self::DEEPEST {
            return None;
        }
        let count = self.u32()?;
        // Each takes a byte at least, so that no number of them is believed blindly.
        let mut list = Vec::with_capacity((count as usize).min(self.rest.len()));
        for _ in 0..count {
            list.push(one(self)?);
        }
        self.depth -= 1;
        Some(list)
    }

    fn text(&mut self) -> Option<String> {
        let length = self.u32()? as usize;
        String::from_utf8(self.take(length)?.to_vec()).ok()
    }

    fn long_text(&mut self) -> Option<String> {
        let at = self.u32()? as usize;
        self.texts.get_mut(at).map(std::mem::take)
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn take(&mut self, bytes: usize) -> Option<&[u8]> {
        let (taken, rest) = self.rest.split_at_checked(bytes)?;
        self.rest = rest;
        Some(taken)
    }
}

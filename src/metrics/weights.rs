//! The file of a shipped classifier: safetensors whose header says what it was trained on, how good it
//! is on digits that it has never seen, and a hash of its numbers.

use safetensors::{Dtype, SafeTensors, tensor::TensorView};
use serde::{Deserialize, Serialize};

use super::layout::Layout;

/// The entry of the header.
const CARD: &str = "saddle";

/// What the header says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// The data set that it was trained on.
    pub data: String,
    /// Share of the held-out images that it puts into their class.
    pub accuracy: f64,
    /// Held-out images.
    pub held_out: u32,
    /// The seed of its training.
    pub seed: u32,
    /// How often it saw each training image.
    pub epochs: u32,
    /// FNV-1a over all its numbers, in hexadecimal digits: which classifier this is.
    pub hash: String,
}

/// Writes `tensors`, in the order of [`Layout::tensors`]; the hash of `card` is filled in.
///
/// # Errors
/// A tensor of another size than the layout's.
pub fn write(layout: &Layout, tensors: &[Vec<f32>], card: &Card) -> Result<Vec<u8>, String> {
    let card = Card { hash: hash(tensors), ..card.clone() };
    let bytes: Vec<Vec<u8>> =
        tensors.iter().map(|t| t.iter().flat_map(|v| v.to_le_bytes()).collect()).collect();
    let views = layout
        .tensors()
        .into_iter()
        .zip(&bytes)
        .map(|((name, shape), bytes)| TensorView::new(Dtype::F32, shape, bytes).map(|view| (name, view)));
    let views = views.collect::<Result<Vec<_>, _>>().map_err(|e| e.to_string())?;
    // One entry, so that the file is the same byte for byte every time.
    let card = serde_json::to_string(&card).map_err(|e| e.to_string())?;
    let header = [(CARD.to_owned(), card)].into_iter().collect();
    safetensors::serialize(views, Some(header)).map_err(|e| e.to_string())
}

/// Reads what [`write()`] writes.
///
/// # Errors
/// A sentence when the file is damaged or of another layout.
pub fn read(layout: &Layout, bytes: &[u8]) -> Result<(Card, Vec<Vec<f32>>), String> {
    let wrong = |e: &dyn std::fmt::Display| format!("not a classifier: {e}");
    let (_, header) = SafeTensors::read_metadata(bytes).map_err(|e| wrong(&e))?;
    let card = header.metadata().as_ref().and_then(|m| m.get(CARD)).ok_or(wrong(&"its header is empty"))?;
    let card: Card = serde_json::from_str(card).map_err(|e| wrong(&e))?;
    let file = SafeTensors::deserialize(bytes).map_err(|e| wrong(&e))?;
    let tensors = layout.tensors().into_iter().map(|(name, shape)| {
        let view = file.tensor(&name).map_err(|e| wrong(&e))?;
        if view.dtype() != Dtype::F32 || view.shape() != shape {
            return Err(wrong(&format!("{name} is not F32 of {shape:?}")));
        }
        Ok(view.data().chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
    });
    let tensors = tensors.collect::<Result<Vec<Vec<f32>>, String>>()?;
    if hash(&tensors) != card.hash {
        return Err(wrong(&"its hash is not that of its header"));
    }
    Ok((card, tensors))
}

/// FNV-1a of 64 bits (Fowler, Noll and Vo 1991) over the bits of all numbers.
fn hash(tensors: &[Vec<f32>]) -> String {
    let bytes = tensors.iter().flatten().flat_map(|v| v.to_bits().to_le_bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> (Layout, Vec<Vec<f32>>, Vec<u8>) {
        let layout = Layout::DIGITS8;
        let tensors: Vec<Vec<f32>> = layout
            .tensors()
            .iter()
            .zip(1..)
            .map(|((_, shape), i)| vec![i as f32; shape.iter().product()])
            .collect();
        let (data, hash) = ("digits8".to_owned(), String::new());
        let card = Card { data, accuracy: 0.98, held_out: 179, seed: 1, epochs: 3, hash };
        let bytes = write(&layout, &tensors, &card).expect("fits");
        (layout, tensors, bytes)
    }

    #[test]
    fn a_file_comes_back_with_its_card_and_is_the_same_every_time() {
        let (layout, tensors, bytes) = file();
        let (card, read) = read(&layout, &bytes).expect("what was written");
        assert_eq!((card.accuracy, card.held_out, card.hash.len()), (0.98, 179, 16));
        assert_eq!(read, tensors);
        assert_eq!(file().2, bytes);
    }

    #[test]
    fn a_damaged_file_is_refused_with_a_sentence() {
        let (layout, _, mut bytes) = file();
        let said = |bytes: &[u8]| read(&layout, bytes).expect_err("damaged");
        assert!(said(&bytes[..bytes.len() - 4]).starts_with("not a classifier: "));
        assert!(said(b"").starts_with("not a classifier: "));
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        assert_eq!(said(&bytes), "not a classifier: its hash is not that of its header");
    }
}

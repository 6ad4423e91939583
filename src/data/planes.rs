//! Images of several channels, in the two orders that there are: plane by plane, and pixel by pixel.

/// The planes of an image, one after the other, pixel by pixel.
pub fn interleaved<T: Copy>(planes: &[T], channels: usize) -> impl Iterator<Item = T> + '_ {
    let area = planes.len() / channels.max(1);
    (0..area).flat_map(move |i| (0..channels).map(move |c| planes[c * area + i]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_channels_of_a_pixel_stand_together() {
        assert!(interleaved(&[1, 2, 10, 20, 100, 200], 3).eq([1, 10, 100, 2, 20, 200]));
        assert!(interleaved(&[1, 2], 1).eq([1, 2]));
        assert_eq!(interleaved::<u8>(&[], 0).count(), 0);
    }
}

//! The runs: their cards, pictures and the slider of time.

pub mod canvas_images;
pub mod canvas_points;
pub mod card_details;
pub mod image_grid;
pub mod quality;
pub mod run_card;
pub mod slider;
pub mod verdict;

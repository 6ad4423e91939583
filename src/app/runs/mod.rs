//! The runs: their cards, pictures and the slider of time.

pub mod canvas_images;
pub mod canvas_inside;
pub mod canvas_points;
pub mod canvas_units;
pub mod card_details;
pub mod compare;
pub mod compare_hands;
pub mod compare_picture;
pub mod image_captions;
pub mod image_grid;
pub mod image_picker;
pub mod images_shown;
pub mod inside_menu;
pub mod kernel_pictures;
pub mod latent_sliders;
pub mod quality;
pub mod recorded;
pub mod run_card;
pub mod slider;
pub mod trip_picture;
pub mod verdict;

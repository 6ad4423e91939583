//! Pictures, decoded by the browser itself: its decoders weigh nothing here.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, ColorSpaceConversion, DedicatedWorkerGlobalScope, ImageBitmap, ImageBitmapOptions, OffscreenCanvas,
    OffscreenCanvasRenderingContext2d, PremultiplyAlpha,
};

use crate::data::{Fault, Picture};
use crate::text::fault as t;

/// A shorter side above this is halved by the browser before the areas are averaged here: a photo of a
/// phone has fifty times the pixels that are needed.
const LARGE: f64 = 512.0;

/// Decodes pictures onto one canvas.
pub struct Easel {
    canvas: OffscreenCanvas,
    context: OffscreenCanvasRenderingContext2d,
}

impl Easel {
    /// A canvas that is read; `None` where the browser has none for workers.
    pub fn new() -> Option<Self> {
        let canvas = OffscreenCanvas::new(8, 8).ok()?;
        let options = Object::new();
        Reflect::set(&options, &"willReadFrequently".into(), &true.into()).ok()?;
        let context = canvas.get_context_with_context_options("2d", &options).ok()??;
        Some(Self { canvas, context: context.dyn_into().ok()? })
    }

    /// The picture in `blob`, over white where it is transparent.
    ///
    /// # Errors
    /// When the browser cannot decode it, or it is too small or too large.
    pub async fn picture(&self, blob: &Blob) -> Result<Picture, Fault> {
        let damaged = || Fault::whole(t::BROKEN_PICTURE.get(), t::A_WHOLE_ONE.get());
        let bitmap = decoded(blob).await.ok_or_else(damaged)?;
        let size = (bitmap.width() as usize, bitmap.height() as usize);
        let drawn = Picture::fits(size.0, size.1, blob.size() as usize).map(|()| self.read(&bitmap));
        bitmap.close();
        let unread = || Fault::whole(t::UNDRAWN_PICTURE.get(), t::ANOTHER.get());
        let (width, pixels) = drawn?.ok_or_else(unread)?;
        Ok(Picture::of_pixels(width, &pixels, 4))
    }

    /// The width and the pixels, red, green, blue and alpha, of `bitmap` on white.
    fn read(&self, bitmap: &ImageBitmap) -> Option<(usize, Vec<u8>)> {
        let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
        let shrink = (width.min(height) / LARGE).max(1.0);
        let (width, height) = ((width / shrink).round(), (height / shrink).round());
        self.canvas.set_width(width as u32);
        self.canvas.set_height(height as u32);
        self.context.set_image_smoothing_enabled(true);
        self.context.set_fill_style_str("#fff");
        self.context.fill_rect(0.0, 0.0, width, height);
        let drawn = self.context.draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, width, height);
        drawn.ok()?;
        let data = self.context.get_image_data(0.0, 0.0, width, height).ok()?;
        Some((width as usize, data.data().0))
    }
}

/// The picture as the browser reads it, its colours as they are in the file: else they differ by browser.
async fn decoded(blob: &Blob) -> Option<ImageBitmap> {
    let options = ImageBitmapOptions::new();
    options.set_color_space_conversion(ColorSpaceConversion::None);
    options.set_premultiply_alpha(PremultiplyAlpha::None);
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let promise = scope.create_image_bitmap_with_blob_and_image_bitmap_options(blob, &options).ok()?;
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

//! What a GAN is and how to read the page, for someone who has never heard of one.

use leptos::prelude::*;

use crate::text::article as t;

/// The article.
#[component]
pub fn Article() -> impl IntoView {
    view! {
        <section class="how-to-read" aria-labelledby="how-to-read">
            <h3 id="how-to-read">{t::TITLE.get()}</h3>
            <p class="lead">{t::LEAD.get()}</p>
            <div class="article-columns">
                <div>
                    <h4>{t::PICTURE.get()}</h4>
                    <p>{t::PICTURE_POINTS.get()}</p>
                    <p>{t::PICTURE_IMAGES.get()}</p>
                </div>
                <div>
                    <h4>{t::CURVES.get()}</h4>
                    <p>{t::CURVES_LOSSES.get()}</p>
                    <p>{t::CURVES_NUMBERS.get()}</p>
                </div>
                <div>
                    <h4>{t::COMPARISON.get()}</h4>
                    <p>{t::COMPARISON_SAME.get()}</p>
                    <p>{t::COMPARISON_LUCK.get()}</p>
                </div>
            </div>
        </section>
    }
}

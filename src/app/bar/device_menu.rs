//! What computes, how fast, and the choice of it.

use leptos::prelude::*;

use crate::app::state::page::Page;
use crate::number::{three_digits, whole};
use crate::play::{Device, Gpu};
use crate::text::device as t;

/// On what to compute.
#[component]
pub fn DeviceMenu(page: Page) -> impl IntoView {
    let node = NodeRef::<leptos::html::Select>::new();
    Effect::new(move |_| {
        page.revert.track();
        let value = match page.device.get() {
            Device::Auto => "auto",
            Device::Cpu => "cpu",
            Device::Gpu => "gpu",
        };
        if let Some(select) = node.get() {
            select.set_value(value);
        }
    });
    let change = move |event| {
        let device = match event_target_value(&event).as_str() {
            "gpu" => Device::Gpu,
            "cpu" => Device::Cpu,
            _ => Device::Auto,
        };
        page.act(|play| play.choose_device(device));
    };
    let rate = move || match page.rate.get() {
        Some(rate) if rate >= 100.0 => t::rate(page.engine.get(), whole(rate.round() as u64)),
        Some(rate) => t::rate(page.engine.get(), three_digits(rate)),
        None => page.engine.get().to_owned(),
    };
    let gpu = move || match page.gpu.get() {
        Gpu::NoBrowser => t::GPU_NO_BROWSER.get(),
        Gpu::NoAdapter => t::GPU_NO_ADAPTER.get(),
        Gpu::NoEngine => t::GPU_NO_ENGINE.get(),
        Gpu::Software => t::GPU_SOFTWARE.get(),
        _ => "GPU",
    };
    view! {
        <span class="device">
            <span class="rate" data-testid="rate" title=move || page.why.get()>{rate}</span>
            <select class="control device-menu" data-testid="device" aria-label=t::DEVICE.get() title=move || page.why.get() node_ref=node on:change=change>
                <option value="auto">{t::AUTO.get()}</option>
                <option value="cpu">"CPU"</option>
                <option value="gpu" disabled=move || !page.gpu.get().can_be_chosen()>{gpu}</option>
            </select>
        </span>
    }
}

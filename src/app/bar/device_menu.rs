//! What computes, how fast, and the choice of it.

use leptos::prelude::*;

use crate::app::state::page::Page;
use crate::number::{three_digits, whole};
use crate::play::{Device, Gpu};

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
    let hint = move || match page.gpu.get() {
        Gpu::Unknown => "Looking for WebGPU",
        Gpu::NoBrowser => "This browser offers no WebGPU",
        Gpu::NoEngine => "This build has no GPU engine",
        Gpu::Software => "Only a software adapter: slower than the CPU, never chosen by itself",
        Gpu::Offered => "On what to compute",
    };
    let rate = move || match page.rate.get() {
        Some(rate) if rate >= 100.0 => format!(", {} steps/s", whole(rate.round() as u64)),
        Some(rate) => format!(", {} steps/s", three_digits(rate)),
        None => String::new(),
    };
    let gpu = move || match page.gpu.get() {
        Gpu::NoBrowser => "GPU: no WebGPU",
        Gpu::NoEngine => "GPU: not built",
        Gpu::Software => "GPU (in software)",
        _ => "GPU",
    };
    view! {
        <span class="device">
            <span class="rate" data-testid="rate">{move || page.engine.get()}{rate}</span>
            <select class="control device-menu" data-testid="device" aria-label="Device" title=hint node_ref=node on:change=change>
                <option value="auto">"Auto"</option>
                <option value="cpu">"CPU"</option>
                <option value="gpu" disabled=move || !matches!(page.gpu.get(), Gpu::Offered | Gpu::Software)>{gpu}</option>
            </select>
        </span>
    }
}

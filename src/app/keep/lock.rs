//! Who of several tabs trains a comparison: one lock each (Web Locks), which a tab that closes gives back.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// How the names of the locks begin.
const PREFIX: &str = "saddle-";

/// A comparison that is this tab's own, until this is dropped.
pub struct Lock {
    release: Option<Function>,
    given: Rc<Cell<bool>>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.given.set(true);
        if let Some(release) = &self.release {
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// `None` in a browser without locks, or on a page without a secure address.
fn locks() -> Option<Object> {
    Reflect::get(&window().navigator(), &"locks".into()).ok()?.dyn_into().ok()
}

fn method(of: &Object, name: &str) -> Option<Function> {
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}

/// Takes `id` for this tab: where it is free, or with `steal` from the tab that has it. `lost` is called when
/// another tab takes it away. `None` where another tab has it.
pub async fn take(id: &str, steal: bool, lost: impl FnOnce() + 'static) -> Option<Lock> {
    let given = Rc::new(Cell::new(false));
    let Some((locks, request)) = locks().and_then(|locks| Some((locks.clone(), method(&locks, "request")?)))
    else {
        return Some(Lock { release: None, given });
    };
    let mut release = None;
    let held = Promise::new(&mut |yes, _| release = Some(yes));
    let mut asked = None;
    let answer = Promise::new(&mut |yes, no| {
        let held = held.clone();
        let hear = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            let got = !lock.is_null() && !lock.is_undefined();
            let _ = yes.call1(&JsValue::NULL, &got.into());
            if got { held.into() } else { JsValue::UNDEFINED }
        });
        let options = Object::new();
        let _ = Reflect::set(&options, &(if steal { "steal" } else { "ifAvailable" }).into(), &true.into());
        let arguments = Array::of3(&format!("{PREFIX}{id}").into(), &options, &hear);
        match Reflect::apply(&request, &locks, &arguments) {
            Ok(promise) => asked = promise.dyn_into::<Promise>().ok(),
            Err(_) => drop(no.call0(&JsValue::NULL)),
        }
    });
    let ended = asked.map(JsFuture::from);
    let Ok(got) = JsFuture::from(answer).await else { return Some(Lock { release: None, given }) };
    if !got.is_truthy() {
        return None;
    }
    let mine = given.clone();
    if let Some(ended) = ended {
        spawn_local(async move {
            // It ends with an error when it is taken away, and quietly when it is given back.
            if ended.await.is_err() && !mine.get() {
                lost();
            }
        });
    }
    Some(Lock { release, given })
}

/// The comparisons that any tab has.
pub async fn taken() -> Vec<String> {
    let asked =
        locks().and_then(|locks| method(&locks, "query")?.call0(&locks).ok()?.dyn_into::<Promise>().ok());
    let Some(asked) = asked else { return Vec::new() };
    let Ok(found) = JsFuture::from(asked).await else { return Vec::new() };
    let held = Reflect::get(&found, &"held".into()).unwrap_or_default();
    let id = |lock: JsValue| {
        let name = Reflect::get(&lock, &"name".into()).ok()?.as_string()?;
        name.strip_prefix(PREFIX).map(str::to_owned)
    };
    if held.is_undefined() { Vec::new() } else { Array::from(&held).iter().filter_map(id).collect() }
}

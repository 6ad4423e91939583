//! The rules of axe-core (WCAG 2.2 AA and best practices) over the main states of the page, at three widths and in
//! both themes, and both languages. `scripts/tools.sh test` puts axe-core into target/axe/.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::browser::with_page;
use super::page::Page;

const LINK: &str = "#v=2&data=ring8&seed=5&batch=16&g.width=16&d.width=16&steps=200&b:loss=hinge";

/// What axe-core finds wrong, one thing a line.
async fn violations(page: &Page, axe: &str, state: &str) -> Vec<String> {
    page.driver.execute(axe.to_owned(), vec![]).await.expect("axe-core");
    let run = "const done = arguments[0];
        axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
          .then(found => done(found.violations.flatMap(v => v.nodes.slice(0, 3).map(n => `${v.id}: ${n.target} ${n.html.slice(0, 120)}`))))
          .catch(error => done([String(error)]))";
    let found = page.driver.execute_async(run, vec![]).await.expect("an answer");
    let lines: Vec<String> = serde_json::from_value(found.json().clone()).expect("lines");
    lines.into_iter().map(|line| format!("{state}: {line}")).collect()
}

/// Opens what `hook` opens, where it is on the screen.
async fn open(page: &Page, hook: &str) -> bool {
    let there = page.script("return !!el(arguments[0])", vec![json!(hook)]).await == Value::Bool(true);
    if there {
        page.click(hook).await;
    }
    there
}

#[tokio::test]
async fn no_state_breaks_a_rule_of_accessibility() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/axe/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(file).expect("axe-core: run `scripts/tools.sh test`");
    with_page(move |page| async move {
        let mut wrong = Vec::new();
        for (width, height, theme, language) in [
            (1440, 900, "light", "en"),
            (768, 1024, "dark", "zh"),
            (390, 844, "light", "zh"),
            (390, 844, "dark", "en"),
        ] {
            let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
            page.driver.cdp().send_raw("Emulation.setDeviceMetricsOverride", size).await.expect("a size");
            let theme_of = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
            page.driver.cdp().send_raw("Emulation.setEmulatedMedia", theme_of).await.expect("a theme");
            let at = |state: &str| format!("{width} {theme} {state}");
            page.open(&format!("{LINK}&lang={language}")).await;
            wrong.extend(violations(&page, &axe, &at("fresh")).await);
            page.play().await;
            page.train_to(60, 60).await;
            page.pause().await;
            wrong.extend(violations(&page, &axe, &at("trained")).await);
            for (hook, close) in [
                ("slow-motion", "slow"),
                ("compare", "compare-panel"),
                ("your-runs", "kept-runs"),
                ("take-a", "take-panel"),
            ] {
                if open(&page, hook).await {
                    wrong.extend(violations(&page, &axe, &at(close)).await);
                    page.script("document.querySelectorAll('dialog[open]').forEach(d => d.close())", vec![])
                        .await;
                }
            }
            if open(&page, "take-a").await && open(&page, "assign").await {
                wrong.extend(violations(&page, &axe, &at("assign-panel")).await);
                page.script("document.querySelectorAll('dialog[open]').forEach(d => d.close())", vec![])
                    .await;
            }
            for hook in ["pane-charts", "pane-tips", "drawer"] {
                if open(&page, hook).await {
                    wrong.extend(violations(&page, &axe, &at(hook)).await);
                }
            }
            for route in ["lessons", "lessons/loss", "lessons/normal-losses", "board", "dirac"] {
                page.turn_to(route).await;
                tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
                wrong.extend(violations(&page, &axe, &at(route)).await);
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    })
    .await;
}

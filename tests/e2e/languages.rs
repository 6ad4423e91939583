//! The languages: the whole page in each, chosen by the link or the menu, without a loss.

use serde_json::{Value, json};

use super::browser::with_page;
use super::page::Page;

/// What is still written in English: three words of Latin letters in a row, but for what is marked as English, names
/// in brackets and titles in quotes.
const ENGLISH: &str = "
    const found = [], says = text =>
        /[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}/.test(text.replace(/（[^）]*）|“[^”]*”/g, ''));
    for (const element of document.body.querySelectorAll('*')) {
        if (element.closest('[lang=en], noscript, script, style, code, .recipe-link, cite')) continue;
        for (const name of ['aria-label', 'title', 'placeholder'])
            if (says(element.getAttribute(name) ?? '')) found.push(name + ': ' + element.getAttribute(name));
        for (const node of element.childNodes)
            if (node.nodeType === 3 && says(node.data)) found.push(node.data.trim());
    }
    return [...new Set(found)];";

async fn nothing_is_english(page: &Page, place: &str) {
    let found = page.script(ENGLISH, vec![]).await;
    assert_eq!(found, json!([]), "{place}");
}

#[tokio::test]
async fn the_whole_page_is_in_chinese() {
    with_page(|page| async move {
        page.open("#v=2&data=ring8&seed=5&batch=16&g.width=16&d.width=16&b:loss=hinge&lang=zh").await;
        assert_eq!(page.script("return document.documentElement.lang", vec![]).await, "zh");
        nothing_is_english(&page, "fresh").await;
        page.click("ask-doors").await;
        nothing_is_english(&page, "doors").await;
        page.script("el('doors').close()", vec![]).await;
        page.play().await;
        page.train_to(120, 120).await;
        page.pause().await;
        nothing_is_english(&page, "trained").await;
        for (button, place) in [("your-runs", "kept runs"), ("take-a", "taking home"), ("ask-luck", "luck")] {
            page.click(button).await;
            nothing_is_english(&page, place).await;
            page.script("document.querySelectorAll('dialog[open]').forEach(d => d.close())", vec![]).await;
        }
        for address in
            ["lessons", "lessons/loss", "lessons/spectral", "lessons/normal-losses", "board", "dirac"]
        {
            page.turn_to(address).await;
            let there =
                "return document.title.includes('Saddle') && !document.querySelector('[aria-busy=true]')";
            page.until(address, 20, there).await;
            nothing_is_english(&page, address).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_language_is_chosen_while_training_and_kept() {
    with_page(|page| async move {
        let link = "#v=2&data=ring8&seed=5&batch=16&g.width=16&d.width=16&b:loss=hinge";
        page.open(link).await;
        page.play().await;
        page.train_to(30, 60).await;
        choose(&page, "zh").await;
        page.until(
            "Chinese",
            20,
            "return document.documentElement.lang === 'zh' && el('pause').innerText.includes('暂停')",
        )
        .await;
        page.train_to(60, 60).await;
        page.pause().await;
        let steps = page.steps().await;
        assert!(steps.0 >= 60, "the runs go on: {steps:?}");
        assert_eq!(page.fragment().await, link, "a link says nothing of a language that was not asked for");
        page.open(link).await;
        assert_eq!(
            page.script("return document.documentElement.lang", vec![]).await,
            "zh",
            "the choice is kept"
        );
        choose(&page, "en").await;
        page.until("English", 20, "return document.documentElement.lang === 'en'").await;
        page.script("location.hash = '#v=2&data=ring8&seed=6&lang=zh'", vec![]).await;
        page.until("a link asks for Chinese", 20, "return document.documentElement.lang === 'zh'").await;
        choose(&page, "en").await;
        page.until("the link asks for English", 20, "return location.hash.endsWith('&lang=en')").await;
    })
    .await;
}

#[tokio::test]
async fn a_teacher_makes_a_lesson_and_a_class_opens_it() {
    with_page(|page| async move {
        page.open("#v=2&data=ring8&seed=5&b:loss=hinge").await;
        page.click("take-a").await;
        page.click("assign").await;
        let fill = "const node = el(arguments[0]); node.value = arguments[1];
            node.dispatchEvent(new Event('input', { bubbles: true }));";
        for (id, text) in [
            ("assign-text", "Train both & look at D's loss.\n看判别器的损失。"),
            ("assign-question", "Which one is calmer?"),
            ("assign-answer-0", "A"),
            ("assign-answer-1", "B <b>"),
        ] {
            page.script(fill, vec![json!(id), json!(text)]).await;
        }
        page.script("document.querySelectorAll('[name=assign-right]')[1].click(); document.querySelector('.assign-hidden').open = true", vec![]).await;
        page.click("assign-hide-ttur").await;
        page.until("a code", 5, "return !!el('qr') && el('assign-link').value.includes('hide=ttur')").await;
        let link = page.script("return el('assign-link').value", vec![]).await;
        let Value::String(link) = link else { panic!("{link}") };
        let fragment = &link[link.find('#').expect("a fragment")..];
        page.open(fragment).await;
        let shown = page.script("return el('assignment').innerText", vec![]).await.to_string();
        assert!(shown.contains("Train both & look") && shown.contains("看判别器") && shown.contains("B <b>"), "{shown}");
        let tips = "return [!!el('tip-loss-b'), !!el('tip-ttur-b')]";
        assert_eq!(page.script(tips, vec![]).await, json!([true, false]));
        page.click("assignment-answer-0").await;
        page.until("wrong", 5, "return el('assignment-said').innerText.startsWith('Not this one')").await;
        page.click("assignment-answer-1").await;
        page.until("right", 5, "return el('assignment-said').innerText === 'Right.'").await;
        assert_eq!(page.fragment().await, fragment, "the link stays whole");
    })
    .await;
}

async fn choose(page: &Page, tag: &str) {
    let choose = "const menu = el('language'); menu.value = arguments[0];
        menu.dispatchEvent(new Event('change', { bubbles: true }));";
    page.script(choose, vec![json!(tag)]).await;
}

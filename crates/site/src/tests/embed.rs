//! A page that stands in a blog.

use loopscope_strings::Lang;

use super::html::{elements, resolved};
use super::{PUBLIC, page};

#[test]
fn an_embed_page_is_the_laboratory_and_a_way_out() {
    for lang in Lang::ALL {
        let path = format!("{}/waiting/embed/index.html", lang.code());
        let html = page(&path);
        let elements = elements(html);
        assert!(elements.iter().any(|element| element.name == "html" && element.attributes.contains_key("data-embed")));
        assert!(!elements.iter().any(|element| matches!(&*element.name, "header" | "article")));
        let out: Vec<_> = elements.iter().filter(|element| element.name == "a").collect();
        assert_eq!(out.len(), 1);
        assert_eq!(resolved(&path, &out[0].attributes["href"]), format!("{}/waiting/index.html", lang.code()));
        assert_eq!(out[0].attributes["rel"], "noopener");
        // The frame's script comes before the application that it tells what to show.
        assert!(html.find("frame-5.js") < html.find("boot-3.js") && html.contains("embed-6.css"));
        assert!(!html.contains("manifest") && !html.contains("offline-"));
    }
}

#[test]
fn how_to_embed_is_told_to_programs() {
    let told: serde_json::Value = serde_json::from_str(&PUBLIC["zh/waiting/oembed.json"]).expect("it is JSON");
    assert_eq!((&told["version"], &told["type"]), (&"1.0".into(), &"rich".into()));
    let frame = &elements(told["html"].as_str().expect("a text"))[0];
    assert_eq!(frame.attributes["src"], "https://host.example/a/b/zh/waiting/embed/");
    assert!(page("zh/waiting/index.html").contains("type=\"application/json+oembed\" href=\"oembed.json\""));
}

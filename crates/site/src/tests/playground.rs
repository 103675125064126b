//! The playground's pages, and a site without them.

use loopscope_strings::Lang;

use super::html::{elements, resolved};
use super::{COURSE, Native, PLAYGROUND, page, template};
use crate::parts::Parts;
use crate::{Application, Base, Embed, Site};

#[test]
fn each_program_of_the_playground_has_its_pages_and_ways_to_them() {
    for lang in Lang::ALL {
        let home = format!("{}/index.html", lang.code());
        let begin = format!("{}/playground/index.html", lang.code());
        let leads = |from: &str, to: &str| {
            let links = elements(page(from)).into_iter().filter(|element| element.name == "a");
            links.filter(|link| resolved(from, &link.attributes["href"]) == to).count()
        };
        assert_eq!(leads(&home, &begin), 3, "from the menu, the way in, and its card");
        assert_eq!(leads(&format!("{}/waiting/index.html", lang.code()), &begin), 1);
        for program in &PLAYGROUND.programs {
            let path = format!("{}/{}/index.html", lang.code(), program.slug());
            let html = page(&path);
            assert!(path == begin || leads(&begin, &path) > 0, "{path} is not listed");
            let texts = loopscope_strings::page(lang);
            for name in [texts.code, texts.timeline, texts.output, texts.log] {
                assert!(html.contains(&format!("aria-label=\"{name}\"")), "{path}: {name}");
            }
            let embed = page(&format!("{}/{}/embed/index.html", lang.code(), program.slug()));
            for html in [html, embed] {
                assert!(!html.contains(texts.python_shown), "{path}: it is Python that runs");
                assert!(
                    !html.contains("class=\"pane params\"") && !html.contains("pane later predict"),
                    "{path}: it has none"
                );
            }
            assert!(html.contains(&format!("data-lesson=\"{}\"", program.slug())), "{path}");
        }
        let between = &PLAYGROUND.programs[1..4];
        let [before, here, after] = [0, 1, 2].map(|nth| format!("{}/{}/index.html", lang.code(), between[nth].slug()));
        let pager: Vec<_> = elements(page(&here))
            .into_iter()
            .filter(|link| link.name == "a" && link.attributes.contains_key("rel"))
            .map(|link| resolved(&here, &link.attributes["href"]))
            .collect();
        assert_eq!(pager, [before, after]);
    }
}

#[test]
fn without_a_playground_nothing_leads_to_one() {
    let embed = Embed::default();
    let app = Application { template: template(), embed, parts: Parts::default(), engine_version: None };
    let site = Site::new(&COURSE, None, app, Base::new("/a/b/"), &Native).expect("every lesson can be run");
    for (path, content) in site.files().expect("every page can be made") {
        assert!(!path.contains("playground") && !content.contains("playground/"), "{path}");
    }
}

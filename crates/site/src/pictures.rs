//! The pictures of dots, and those that play: what a lesson looks like where it cannot be itself.

use std::path::Path;
use std::sync::Mutex;
use std::thread;

use loopscope_pictures::{Fonts, Played, WIDTH, foot};
use loopscope_strings::Lang;
use loopscope_view::{Axis, Foot, Pace, PictureOptions, Reel, Theme};

use crate::failure::Failure;
use crate::subject::Subject;
use crate::{Site, say};

/// What takes a picture, by its path below the site's root.
type Put<'a> = dyn Fn(&str, &[u8]) -> Result<(), Failure> + Sync + 'a;

impl Site<'_> {
    /// Paints them. `out`: where the site's icon lies.
    pub(crate) fn pictures(&self, out: &Path, put: &Put<'_>) -> Result<(), Failure> {
        for (path, picture) in self.icons(out).map_err(Failure::run)? {
            put(&path, &picture)?;
        }
        self.pictures_in(&Lang::ALL, put)
    }

    /// Those of some languages' pages.
    pub(crate) fn pictures_in(&self, langs: &[Lang], put: &Put<'_>) -> Result<(), Failure> {
        let system = Fonts::of_system();
        let fonts = langs.iter().map(|lang| {
            let fonts = Fonts::of(&system, *lang);
            if fonts.is_none() {
                say(&format!("there is no font for {} here, so its previews and GIFs have no texts.", lang.name()));
            }
            (*lang, fonts.unwrap_or_else(Fonts::none))
        });
        let fonts: Vec<_> = fonts.collect();
        let work = fonts.iter().flat_map(|(lang, fonts)| self.subjects().map(move |it| (it, *lang, fonts)));
        let work: Vec<_> = work.collect();
        // It is most of what a site's making takes, and each picture is by itself.
        let work = Mutex::new(work.into_iter());
        let next = || work.lock().map_or(None, |mut work| work.next());
        let paint = || -> Result<(), Failure> {
            while let Some((subject, lang, fonts)) = next() {
                self.paint(subject, lang, fonts, put)?;
            }
            Ok(())
        };
        let workers = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        thread::scope(|scope| {
            let painters: Vec<_> = (0..workers).map(|_| scope.spawn(paint)).collect();
            let gone = |_| Err(Failure::run("a picture could not be painted; please report the lesson that it is of"));
            painters.into_iter().try_for_each(|painter| painter.join().unwrap_or_else(gone))
        })
    }

    fn paint(&self, subject: Subject, lang: Lang, fonts: &Fonts, put: &Put<'_>) -> Result<(), Failure> {
        let folder = format!("{}/{}/", lang.code(), self.slug(subject));
        put(&format!("{folder}og.png"), &self.preview(subject, lang, fonts).map_err(Failure::run)?)?;
        let (title, scope) = (self.title(subject, lang), &self.run(subject).scope);
        let foot = self.foot(&folder)?;
        let (axis, theme, width, speed) = (Axis::Time, Theme::Light, WIDTH, 1.0);
        let played = Played { lang, title, axis, theme, width, speed, foot: foot.as_ref() };
        put(&format!("{folder}run.gif"), &played.gif(scope, fonts).map_err(Failure::run)?)?;
        let options = PictureOptions { printed: true, foot: foot.as_ref(), ..PictureOptions::new(lang, title) };
        let animated = Reel::new(scope, &options).animated(Pace::of(scope, axis, speed));
        put(&format!("{folder}run.svg"), animated.as_bytes())
    }

    /// The page's address for the foot of its pictures, where that is known.
    fn foot(&self, folder: &str) -> Result<Option<Foot>, Failure> {
        let address = self.base.origin().map(|_| self.base.of(folder));
        address.map(|address| foot(&address)).transpose().map_err(Failure::run)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::template::Template;
    use crate::tests::{TEMPLATE, site};

    /// The pictures of the first lesson, by their names.
    fn painted(base: &str) -> BTreeMap<String, Vec<u8>> {
        let template = Template::parse(TEMPLATE, "/a/b/").expect("the template is right");
        let (site, files) = (site(template, base), Mutex::new(BTreeMap::new()));
        let put = |path: &str, bytes: &[u8]| {
            let name = path.rsplit('/').next().unwrap_or_default().to_owned();
            files.lock().expect("one thread").insert(name, bytes.to_vec());
            Ok(())
        };
        site.paint(Subject::Lesson(0), Lang::En, &Fonts::none(), &put).expect("they can be painted");
        files.into_inner().expect("one thread")
    }

    #[test]
    fn a_played_picture_leads_to_its_page_where_the_host_is_known() {
        let files = painted("https://host.example/a/b/");
        assert_eq!(files.keys().collect::<Vec<_>>(), ["og.png", "run.gif", "run.svg"]);
        let address = "https://host.example/a/b/en/waiting/";
        assert!(String::from_utf8_lossy(&files["run.svg"]).contains(address));
        let mut options = gif::DecodeOptions::new();
        options.set_color_output(gif::ColorOutput::RGBA);
        let mut decoder = options.read_info(files["run.gif"].as_slice()).expect("a GIF");
        let (width, height) = (usize::from(decoder.width()), usize::from(decoder.height()));
        let frame = decoder.read_next_frame().expect("a frame").expect("a first one");
        let mut grey =
            rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| frame.buffer[4 * (y * width + x)]);
        let codes = grey.detect_grids();
        let (_, read) = codes.first().expect("a code").decode().expect("it can be read");
        assert_eq!(read, address);
    }

    #[test]
    fn where_it_is_not_there_is_no_address() {
        let files = painted("/a/b/");
        let svg = String::from_utf8_lossy(&files["run.svg"]);
        assert!(!svg.contains("crispEdges") && svg.contains("@keyframes"));
    }
}

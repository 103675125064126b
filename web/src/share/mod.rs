//! What a reader takes along: a link to exactly this moment, the run as a file, and what goes into a blog.

mod blog;
mod files;

use leptos::prelude::*;
use loopscope_strings::{PaneTexts, fill};
use loopscope_view::Theme;
use wasm_bindgen_futures::spawn_local;
use web_sys::Url;

use crate::browser::load::packed;
use crate::copy::CopyButton;
use crate::links;
use crate::live::{InARow, effect, heard, live, live_view, memo, on_checked, on_value};
use crate::moments;
use crate::panes::PaneFrame;
use crate::session::{Session, use_session};
use blog::{Form, Widget};
use files::{File, offer};
use loopscope_protocol::pane::Pane;

/// A fragment longer than this is packed: until then it tells more as it is.
const LONG: usize = 200;

/// The pane. Nothing is worked out while it is closed.
#[component]
pub(crate) fn Share() -> impl IntoView {
    let session = use_session();
    let opened = Memo::new(move |before| before.copied().unwrap_or_default() || session.is_open(Pane::Share));
    // It stands where the page stands, and at the place before while that does not stand for a moment.
    let address = Memo::new(move |before: Option<&String>| {
        let fragment = session.model.with(|model| links::fragment(session, model));
        fragment.or_else(|| before.cloned()).unwrap_or_default()
    });
    view! {
        <PaneFrame pane=Pane::Share title=session.texts.share about=session.texts.about_share>
            <Show when=move || opened.get()>
                <Link address/>
                <Save/>
                <Blog address/>
            </Show>
        </PaneFrame>
    }
}

/// The site's root: a lesson lies two folders below it, an example of the playground three.
fn root(slug: &str) -> String {
    let here = window().location().href().unwrap_or_default();
    Url::new_with_base(&"../".repeat(2 + slug.matches('/').count()), &here).map(|url| url.href()).unwrap_or_default()
}

/// The link to what the reader sees.
#[component]
fn Link(address: Memo<String>) -> impl IntoView {
    let session = use_session();
    let panes = session.panes;
    let lesson = session.lesson();
    let page = blog::lesson(&root(&lesson.data.slug), session.lang.code(), &lesson.data.slug);
    let with_panes = RwSignal::new(false);
    let moment = RwSignal::new(String::new());
    let fragment = memo(move || {
        let mut fragment = moment.with(|moment| leading_to(&address.get(), moment));
        if with_panes.get() {
            let open: Vec<&str> = session.open.get().iter().map(Pane::name).collect();
            fragment += if fragment.is_empty() { "" } else { "&" };
            fragment += "panes=";
            fragment += &open.join(",");
        }
        fragment
    });
    let link = move |fragment: &str| if fragment.is_empty() { page.clone() } else { [&page, "#", fragment].concat() };
    let shown = RwSignal::new(String::new());
    let copied = RwSignal::new(false);
    effect(move || {
        let plain = fragment.get();
        shown.set(link(&plain));
        copied.set(false);
        if plain.len() > LONG {
            let link = link.clone();
            spawn_local(async move {
                let short = packed(&plain).await;
                // Another link may stand there by now.
                if fragment.try_get_untracked().as_ref() == Some(&plain) {
                    shown.set(link(&short));
                }
            });
        }
    });
    view! {
        <section class="take-link">
            <h3>{panes.share_link}</h3>
            <p>
                <label>
                    <input
                        type="checkbox"
                        class="with-panes"
                        on:change=on_checked(move |yes| with_panes.set(yes))
                    />
                    " "
                    {panes.share_with_panes}
                </label>
            </p>
            <Moments class="moment" label=panes.share_leads_to first=panes.share_here chosen=moment/>
            <p class="row">
                <input type="text" class="address" readonly aria-label=panes.share_link prop:value=live(move || shown.get())/>
                <CopyButton class="copy-link" copied text=move || shown.get_untracked()/>
            </p>
        </section>
    }
}

/// The run as a file.
#[component]
fn Save() -> impl IntoView {
    let session = use_session();
    let panes = session.panes;
    let by_step = RwSignal::new(false);
    let theme = RwSignal::new(Theme::Auto);
    let choose_theme = move |name: String| {
        theme.set(match name.as_str() {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::Auto,
        });
    };
    let button = move |file: File, id: &'static str, words: &'static str| {
        view! {
            <button
                type="button"
                class="quiet"
                data-save=id
                on:click=heard(move |_| offer(session, file, by_step.get_untracked(), theme.get_untracked()))
            >
                {words}
            </button>
        }
    };
    view! {
        <section class="take-file">
            <h3>{panes.share_save}</h3>
            <p class="row">
                {button(File::Png, "png", "PNG")}
                {button(File::Svg, "svg", "SVG")}
                {button(File::Animated, "animated", panes.share_animated)}
                {button(File::Perfetto, "perfetto", "Perfetto")}
                {button(File::Json, "json", "JSON")}
                {button(File::Text, "text", panes.share_as_text)}
                <label class="save-steps">
                    <input type="checkbox" on:change=on_checked(move |yes| by_step.set(yes))/>
                    " "
                    {panes.share_by_step}
                </label>
                <Select
                    class="save-theme"
                    label=panes.share_theme
                    options=themes(panes)
                    chosen="auto".to_owned()
                    choose=choose_theme
                />
            </p>
        </section>
    }
}

/// The colours to choose from, with what they are called.
fn themes(panes: &PaneTexts) -> Vec<(String, String)> {
    let themes =
        [("auto", panes.share_theme_auto), ("light", panes.share_theme_light), ("dark", panes.share_theme_dark)];
    themes.map(|(value, words)| (value.to_owned(), words.to_owned())).into()
}

/// The lesson's own run, playing, for platforms that take nothing but pictures: files beside the page, where the site has been built to be
/// delivered.
#[component]
fn Closed() -> impl IntoView {
    let session = use_session();
    let data = &session.lesson().data;
    let page = blog::lesson(&root(&data.slug), session.lang.code(), &data.slug);
    let link = move |kind: &'static str, words: &'static str| {
        let (file, name) = ([&page, "run.", kind].concat(), [&data.slug, ".", kind].concat());
        view! { <a class="quiet" translate="no" data-closed=kind href=file download=name.replace('/', "-")>{words}</a> }
    };
    data.weights.is_some().then(|| {
        view! {
            <p class="row closed">
                {session.panes.share_closed}
                " "
                {link("gif", "GIF")}
                " "
                {link("svg", "SVG")}
            </p>
        }
    })
}

/// What goes into a blog.
#[component]
fn Blog(address: Memo<String>) -> impl IntoView {
    let session = use_session();
    let panes = session.panes;
    let lesson = session.lesson();
    let data = &lesson.data;
    let open = RwSignal::new(blog::names(data.open));
    let theme = RwSignal::new("auto".to_owned());
    let lang = RwSignal::new(session.lang.code().to_owned());
    let start = RwSignal::new(String::new());
    let loading = RwSignal::new("visible".to_owned());
    let form = RwSignal::new(Form::Html);
    let copied = RwSignal::new(false);
    let root = StoredValue::new(root(&data.slug));
    let widget = memo(move || {
        let lesson = session.lesson();
        let own = session.model.with(|model| model.own.as_ref().filter(|own| own.edited).map(|own| own.source.clone()));
        // In the order in which a blog names them.
        let wanted = open.get();
        let panes = blog::PANES.into_iter().filter(|pane| wanted.contains(pane));
        Widget {
            root: root.get_value(),
            slug: lesson.data.slug.clone(),
            title: lesson.data.title.clone(),
            open: blog::names(lesson.data.open),
            page_lang: session.lang.code().to_owned(),
            address: address.get(),
            panes: panes.collect(),
            theme: theme.get(),
            lang: lang.get(),
            start: start.get(),
            loading: loading.get(),
            own,
        }
    });
    let source = memo(move || widget.with(|widget| widget.source(form.get())));
    effect(move || {
        source.track();
        copied.set(false);
    });
    let two = |options: &[(&str, &str)]| -> Vec<(String, String)> {
        options.iter().map(|(value, words)| ((*value).to_owned(), (*words).to_owned())).collect()
    };
    // A page in the pseudo-language offers that, too.
    let mut langs: Vec<_> = session.lang.others().chain([session.lang]).collect();
    langs.sort_unstable();
    let langs = langs.into_iter().map(|lang| (lang.code().to_owned(), lang.name().to_owned())).collect();
    let forms = Form::ALL.map(Form::names);
    let choose_form = move |id: String| {
        if let Some(chosen) = Form::ALL.into_iter().find(|form| form.names().0 == id) {
            form.set(chosen);
        }
    };
    let sizes = data.weights.map(|weights| {
        let kilobytes = |bytes: u32| ((f64::from(bytes) / 100.0).round() / 10.0).to_string();
        let [loader, poster, live] = [weights.loader, weights.poster, weights.live].map(kilobytes);
        fill(panes.share_sizes, &[("loader", &loader), ("poster", &poster), ("live", &live)])
    });
    view! {
        <section class="take-embed">
            <h3>{panes.share_embed}</h3>
            <fieldset class="panes">
                <legend>{panes.share_panes}</legend>
                <PaneBoxes open/>
            </fieldset>
            <p class="row">
                <Select
                    class="theme"
                    label=panes.share_theme
                    options=themes(panes)
                    chosen=theme.get_untracked()
                    choose=move |value| theme.set(value)
                />
                <Select
                    class="lang"
                    label=panes.share_language
                    options=langs
                    chosen=lang.get_untracked()
                    choose=move |value| lang.set(value)
                />
                <Moments class="start" label=panes.share_start first=panes.share_start_first chosen=start/>
                <Select
                    class="loading"
                    label=panes.share_loading
                    options=two(&[("visible", panes.share_loading_visible), ("click", panes.share_loading_click)])
                    chosen=loading.get_untracked()
                    choose=move |value| loading.set(value)
                />
                <Select class="form" label=panes.share_form options=two(&forms) chosen="html".to_owned() choose=choose_form/>
            </p>
            <textarea
                class="source"
                readonly
                rows="5"
                spellcheck="false"
                aria-label=panes.share_embed
                prop:value=live(move || source.get())
            ></textarea>
            <p class="row">
                <CopyButton class="copy-source" copied text=move || source.get_untracked()/>
                <a class="preview" target="_blank" rel="noopener" href=live(move || widget.with(Widget::frame))>
                    {panes.share_preview}
                </a>
                <span class="sizes" role="status">
                    {sizes}
                </span>
            </p>
            <Closed/>
        </section>
    }
}

/// A fragment that leads to a moment by its name, if there is one, instead of the place that it says.
fn leading_to(fragment: &str, moment: &str) -> String {
    if moment.is_empty() {
        return fragment.to_owned();
    }
    let named = blog::named(moment);
    let rest = fragment.split('&').filter(|part| !part.is_empty() && !part.starts_with("at="));
    std::iter::once(named.as_str()).chain(rest).collect::<Vec<_>>().join("&")
}

/// The moments that have a name, to choose from; nothing where there are none.
#[component]
fn Moments(
    class: &'static str,
    label: &'static str,
    /// What stands for no moment.
    first: &'static str,
    /// The name of the one that is chosen; empty for none.
    chosen: RwSignal<String>,
) -> impl IntoView {
    let session = use_session();
    let names = memo(move || {
        let own = session.own.get();
        session.notes.with(|notes| moments::names(&session.lesson(), notes, own))
    });
    live_view(move || {
        let names = names.get();
        // Another program may have no moment of the name that was chosen.
        if chosen.with_untracked(|chosen| !chosen.is_empty() && !names.contains(chosen)) {
            chosen.set(String::new());
        }
        (!names.is_empty()).then(|| {
            let named = names.into_iter().map(|name| (name.clone(), name));
            let options = std::iter::once((String::new(), first.to_owned())).chain(named).collect();
            view! { <Select class label options chosen=chosen.get_untracked() choose=move |name| chosen.set(name)/> }
        })
    })
}

/// A list to choose from, with its label.
#[component]
fn Select(
    class: &'static str,
    label: &'static str,
    /// Values, and what they are called.
    options: Vec<(String, String)>,
    /// The value that is chosen at first.
    chosen: String,
    /// Told of another.
    #[prop(into)]
    choose: Callback<String>,
) -> impl IntoView {
    let option = move |(value, words): (String, String)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{words}</option> }
    };
    view! {
        <label>
            {label}
            " "
            <select class=class on:change=on_value(move |value| choose.run(value))>
                {options.into_iter().map(option).in_a_row()}
            </select>
        </label>
    }
}

/// The panes that a blog may show. A program of the playground has its parameters in its text, and no questions; nor has one of
/// the reader's own in a lesson.
#[component]
fn PaneBoxes(open: RwSignal<Vec<&'static str>>) -> impl IntoView {
    let session = use_session();
    let with_params = session.lesson().has_params_pane();
    let of_lesson = |pane: &str| matches!(pane, "params" | "predict");
    let toggle = move |pane: &'static str, there: bool| {
        open.update(|open| {
            open.retain(|other| *other != pane);
            if there {
                open.push(pane);
            }
        });
    };
    let pane = move |pane: &'static str| {
        let checked = open.with_untracked(|open| open.contains(&pane));
        view! {
            <label class=if of_lesson(pane) { "of-lesson" } else { "" }>
                <input
                    type="checkbox"
                    value=pane
                    checked=checked
                    on:change=on_checked(move |yes| toggle(pane, yes))
                />
                " "
                {name_of(session, pane)}
            </label>
        }
    };
    blog::PANES.into_iter().filter(|name| with_params || !of_lesson(name)).map(pane).in_a_row()
}

/// A pane's name, as the page calls it.
fn name_of(session: Session, pane: &str) -> &'static str {
    let texts = session.texts;
    match pane {
        "code" => texts.code,
        "params" => texts.params,
        "timeline" => texts.timeline,
        "inside" => texts.inside,
        "log" => texts.log,
        "output" => texts.output,
        _ => texts.predict,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_a_moment_by_its_name_instead_of_its_number() {
        assert_eq!(leading_to("at=12&p.delay=0.5", ""), "at=12&p.delay=0.5");
        assert_eq!(leading_to("at=12&p.delay=0.5", "joined"), "moment=joined&p.delay=0.5");
        assert_eq!(
            (leading_to("", "a&b"), leading_to("py=at%3D1", "x")),
            ("moment=a%26b".into(), "moment=x&py=at%3D1".into())
        );
    }
}

//! Files for the reader to keep, and pictures made into dots.

use js_sys::{Array, Promise, encode_uri_component};
use leptos::prelude::{document, window};
use loopscope_view::Theme;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement, Url,
};

/// Dots of a PNG to a pixel of the picture's: so many have the screens on which it will be seen.
const DOTS: u32 = 2;

/// Offers a text as a file of this name.
pub(crate) fn offer_text(text: &str, mime: &str, name: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    // A browser that refuses says so itself; there is nothing to mend here.
    if let Ok(blob) = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options) {
        let _ = offer(&blob, name);
    }
}

/// Offers a picture in dots as a file of this name; false where the browser has no canvas of that size.
pub(crate) async fn offer_dots(svg: &str, name: &str) -> bool {
    let Ok(blob) = dots(svg).await else { return false };
    // A browser that refuses says so itself.
    let _ = offer(&blob, name);
    true
}

/// The theme that the page is shown in.
pub(crate) fn shown_theme() -> Theme {
    let scheme = || {
        let style = window().get_computed_style(&document().document_element()?).ok()??;
        style.get_property_value("color-scheme").ok()
    };
    if scheme().is_some_and(|scheme| scheme == "dark") { Theme::Dark } else { Theme::Light }
}

/// A picture in dots. It fails where the browser has no canvas of that size.
async fn dots(svg: &str) -> Result<Blob, JsValue> {
    let picture = HtmlImageElement::new()?;
    // The page's policy allows pictures in addresses, and none that are made of a blob.
    picture.set_src(&["data:image/svg+xml;charset=utf-8,", &String::from(encode_uri_component(svg))].concat());
    JsFuture::from(picture.decode()).await?;
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    canvas.set_width(DOTS * picture.natural_width());
    canvas.set_height(DOTS * picture.natural_height());
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into::<CanvasRenderingContext2d>();
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    context.draw_image_with_html_image_element_and_dw_and_dh(&picture, 0.0, 0.0, width, height)?;
    let made = Promise::new(&mut |done, failed| {
        if let Err(error) = canvas.to_blob(&done) {
            let _ = failed.call1(&JsValue::NULL, &error);
        }
    });
    JsFuture::from(made).await?.dyn_into()
}

fn offer(blob: &Blob, name: &str) -> Result<(), JsValue> {
    let address = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&address)
}

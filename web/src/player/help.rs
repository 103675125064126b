//! The list of the page's keys, in the browser's own dialog.

use leptos::html;
use leptos::prelude::*;

use crate::live::{InARow, effect};
use crate::session::use_session;

/// The dialog. `open`: asks for it; the dialog takes that back when it is there.
#[component]
pub(super) fn Help(open: RwSignal<bool>) -> impl IntoView {
    let texts = use_session().texts;
    let dialog = NodeRef::<html::Dialog>::new();
    effect(move || {
        if open.get()
            && let Some(dialog) = dialog.get()
        {
            open.set(false);
            if !dialog.open() {
                // It fails only for a dialog that is not on the page.
                let _ = dialog.show_modal();
            }
        }
    });
    let row = |keys: &[&'static str], words: &'static str| {
        let keys = keys.iter().enumerate().map(|(nth, key)| {
            view! { {(nth > 0).then_some(" ")} <kbd>{*key}</kbd> }
        });
        view! {
            <dt>{keys.in_a_row()}</dt>
            <dd>{words}</dd>
        }
    };
    view! {
        <dialog class="help" aria-label=texts.help node_ref=dialog>
            <h2>{texts.help}</h2>
            <dl>
                {row(&[texts.key_space], texts.help_play)}
                {row(&["←", "→"], texts.help_step)}
                {row(&["Shift+←", "Shift+→"], texts.help_iteration)}
                {row(&["[", "]"], texts.help_markers)}
                {row(&["N"], texts.next_timer)}
                {row(&["Home", "End"], texts.help_ends)}
                {row(&["Esc"], texts.help_escape)}
                {row(&["?"], texts.help_help)}
            </dl>
            <form method="dialog">
                <button class="quiet">{texts.close}</button>
            </form>
        </dialog>
    }
}

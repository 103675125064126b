//! Be wrong first: the lesson's questions about its run, asked of the plan as it is with these parameters, and answered from
//! its trace. Who has guessed is led to the record that decides it.

mod choices;

use leptos::prelude::*;
use loopscope_lessons::page::Question;
use loopscope_view::{Answer, Asked, Graded, NotNow, ask, not_now_words};

use crate::live::{InARow, heard, live_view};
use crate::model::Action;
use crate::panes::PaneFrame;
use crate::session::{Session, use_session};
use choices::{Choices, Order};
use loopscope_protocol::pane::Pane;

/// A question, and how far its reader is with it.
#[derive(Clone, Copy)]
struct Ask {
    session: Session,
    question: StoredValue<Question>,
    /// The question as the plan has it; why it cannot be asked, if it cannot.
    asked: Memo<Result<Asked, NotNow>>,
    /// Places of the choices, in the order guessed; of questions with one answer, just that one.
    guess: RwSignal<Vec<usize>>,
    graded: RwSignal<Option<Graded>>,
}

impl Ask {
    fn new(session: Session, question: Question) -> Ask {
        let question = StoredValue::new(question);
        let asked = Memo::new_with_compare(
            move |_| {
                let ask = |run: &crate::run::Run| {
                    question.with_value(|question| ask(session.lang, &run.scope, &question.asks))
                };
                session.of_plan(ask).unwrap_or(Err(NotNow::Unfinished))
            },
            |before, now| !same(before, now),
        );
        let ask = Ask { session, question, asked, guess: RwSignal::new(Vec::new()), graded: RwSignal::new(None) };
        ask.begin();
        // With other choices it begins anew.
        Effect::watch(move || asked.track(), move |(), _, _| ask.begin(), false);
        ask
    }

    fn is_order(self) -> bool {
        self.question.with_value(|question| matches!(question.asks, loopscope_view::Question::Order { .. }))
    }

    /// Begins anew, with the choices as they stand.
    fn begin(self) {
        let choices = self.asked.with_untracked(|asked| asked.as_ref().map_or(0, |asked| asked.choices.len()));
        self.guess.set(if self.is_order() { (0..choices).collect() } else { Vec::new() });
        self.graded.set(None);
    }

    /// Another guess.
    fn guess(self, change: impl FnOnce(&mut Vec<usize>)) {
        self.guess.update(change);
        self.graded.set(None);
    }

    /// Grades the guess.
    fn check(self) {
        let guess = self.guess.get_untracked();
        let answer = match (self.is_order(), guess.first()) {
            (true, _) => Answer::Order(guess),
            (false, Some(choice)) => Answer::Choice(*choice),
            (false, None) => return,
        };
        let Ok(asked) = self.asked.get_untracked() else { return };
        let grade = |run: &crate::run::Run| asked.grade(self.session.lang, &run.scope, &answer);
        self.graded.set(untrack(|| self.session.of_plan(grade)));
    }

    /// Leads to the moment that the question is about, if it names one.
    fn see_moment(self) {
        let find = |run: &crate::run::Run| {
            self.question.with_value(|question| match &question.asks {
                loopscope_view::Question::Next { at } => at.find(run.scope.trace()),
                _ => None,
            })
        };
        if let Some(cursor) = untrack(|| self.session.of_plan(find)).flatten() {
            self.session.act(Action::Seek(cursor));
        }
    }

    /// Leads to the record that decides.
    fn see_why(self) {
        if let Some(cursor) = self.graded.with_untracked(|graded| graded.as_ref().map(|graded| graded.deciding)) {
            self.session.act(Action::Seek(cursor));
        }
    }
}

/// Whether a question is asked as before; where only its answer is another one, its reader goes on.
fn same(before: Option<&Result<Asked, NotNow>>, now: Option<&Result<Asked, NotNow>>) -> bool {
    match (before, now) {
        (Some(Ok(before)), Some(Ok(now))) => before.choices == now.choices,
        (Some(Err(before)), Some(Err(now))) => before == now,
        _ => false,
    }
}

/// The pane.
#[component]
pub(crate) fn Predict() -> impl IntoView {
    let session = use_session();
    let asks = move || questions(session).into_iter().map(|question| view! { <Asking question/> }).in_a_row();
    view! {
        <PaneFrame pane=Pane::Predict title=session.texts.predict about=session.texts.about_predict>
            {live_view(asks)}
        </PaneFrame>
    }
}

/// What is asked: what the lesson's author has thought of; of a program of the reader's own, what can be asked of any.
fn questions(session: Session) -> Vec<Question> {
    let lesson = session.lesson();
    if !session.own.get() && lesson.has_params_pane() {
        return lesson.data.questions.clone();
    }
    let texts = session.panes;
    vec![
        Question { text: texts.order_of_any.to_owned(), asks: loopscope_view::Question::Order { lines: Vec::new() } },
        Question {
            text: texts.seconds_of_any.to_owned(),
            asks: loopscope_view::Question::Seconds { from: None, to: None },
        },
    ]
}

/// A question.
#[component]
fn Asking(question: Question) -> impl IntoView {
    let session = use_session();
    let panes = session.panes;
    let text = question.text.clone();
    let has_moment = matches!(question.asks, loopscope_view::Question::Next { .. });
    let ask = Ask::new(session, question);
    let not_now = move || ask.asked.with(|asked| asked.as_ref().err().map(|why| not_now_words(session.lang, *why)));
    let can = move || ask.asked.with(Result::is_ok);
    let verdict = move || {
        ask.graded.get().map(|graded| {
            let verdict = if graded.right { panes.right } else { panes.wrong };
            view! { <b>{verdict}</b> " " {graded.words} }
        })
    };
    let choices =
        move || if ask.is_order() { view! { <Order ask/> }.into_any() } else { view! { <Choices ask/> }.into_any() };
    view! {
        <fieldset>
            <legend>{text}</legend>
            {live_view(move || not_now().map(|words| view! { <p class="hint">{words}</p> }))}
            <Show when=can>
                {has_moment.then(|| view! { <Do what="moment" words=panes.see_moment act=move || ask.see_moment()/> })}
                {choices()}
                <Show when=move || !ask.guess.with(Vec::is_empty)>
                    <Do what="check" words=panes.check act=move || ask.check()/>
                </Show>
                <p class="verdict" role="status">
                    {live_view(verdict)}
                </p>
                <Show when=move || ask.graded.with(Option::is_some)>
                    <Do what="see" words=panes.see_why act=move || ask.see_why()/>
                </Show>
            </Show>
        </fieldset>
    }
}

/// A button.
#[component]
fn Do(what: &'static str, words: &'static str, act: impl Fn() + Send + Sync + 'static) -> impl IntoView {
    view! {
        <button type="button" class=["quiet ", what].concat() data-do=what on:click=heard(move |_| act())>
            {words}
        </button>
    }
}

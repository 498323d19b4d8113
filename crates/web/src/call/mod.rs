//! One request of a signed-in person: who, when, and the ways to ask and to act.

pub(crate) mod frame;
mod hold;
pub(crate) mod session;

use std::sync::Arc;

use app::{App, By, Order, Receipt, Signed};
use axum::{extract::FromRequestParts, http::request::Parts};
use domain::{
    Command, State, StreamId,
    cases::Case,
    clues::Clue,
    entrustments::Entrustment,
    ids::{CaseId, ClueId, EntrustmentId, InspectionId, PersonId, SupervisionId},
    inspections::Inspection,
    org::{Person, Roster},
    packs::Jurisdiction,
    policy::{Act, Actor, Subject, Verdict, permit},
    supervision::Supervision,
};
use jiff::{Timestamp, civil::Date};

pub use hold::Held;

use crate::{
    FormBody, PageError, Site,
    body::{COMMAND_FIELD, DRAFT_FIELD, SEEN_FIELD},
    components::{
        blocks::Breadcrumb,
        form::{Field, Form},
        shell::Shell,
        text::Link,
    },
    router::{RequestId, RouteAct},
};

/// One request of a signed-in person. The address has already asked whether their role has the act.
pub struct Call {
    site: Site,
    signed: Arc<Signed>,
    act: Act,
    request_id: String,
}

impl FromRequestParts<Site> for Call {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, PageError> {
        let signed = parts.extensions.get::<Arc<Signed>>().cloned().ok_or(PageError::SignedOut)?;
        let act = parts.extensions.get::<RouteAct>().map_or(Act::UseDesk, |route| route.0);
        let id = parts.extensions.get::<RequestId>().map_or_else(String::new, |id| id.0.clone());
        Ok(Self { site: site.clone(), signed, act, request_id: id })
    }
}

impl Call {
    pub fn app(&self) -> &App {
        &self.site.app
    }

    pub fn site(&self) -> &Site {
        &self.site
    }

    pub fn actor(&self) -> &Actor {
        &self.signed.actor
    }

    pub fn person(&self) -> &Person {
        &self.signed.person
    }

    pub fn me(&self) -> &PersonId {
        &self.signed.person.id
    }

    /// The act the address was declared with.
    pub fn act(&self) -> Act {
        self.act
    }

    pub fn request_id(&self) -> &str {
        &self.request_id
    }

    pub fn now(&self) -> Timestamp {
        self.site.app.now()
    }

    pub fn today(&self) -> Date {
        self.site.app.today()
    }

    pub fn law(&self) -> Arc<Jurisdiction> {
        self.site.app.law()
    }

    pub fn people(&self) -> Arc<Roster> {
        self.site.app.people()
    }

    /// The token of every form and button on the page.
    pub fn token(&self) -> &str {
        &self.signed.form_token
    }

    /// Whether the person's role has the act at all, whatever the thing: for menus and buttons.
    pub fn could(&self, act: Act) -> bool {
        !matches!(permit(self.actor(), act, &Subject::default()), Verdict::Denied(_))
    }

    /// Asks policy about the act on the thing: 403 without the role, 404 if it is not theirs.
    pub fn may(&self, act: Act, subject: &Subject) -> Result<(), PageError> {
        match self.site.app.may(self.actor(), act, subject) {
            Verdict::Permitted => Ok(()),
            Verdict::Denied(words) => Err(PageError::Denied(words)),
            Verdict::Absent => Err(PageError::Absent),
        }
    }

    /// The case, if the person may read it.
    pub async fn load_case(&self, id: &str) -> Result<Held<Case>, PageError> {
        let held = self.hold(StreamId::case(&CaseId::new(id)), State::as_case).await?;
        self.may(Act::ReadCases, &held.thing.subject())?;
        Ok(held)
    }

    /// The clue, if the person may read it.
    pub async fn load_clue(&self, id: &str) -> Result<Held<Clue>, PageError> {
        let held = self.hold(StreamId::clue(&ClueId::new(id)), State::as_clue).await?;
        self.may(Act::ReadClues, &held.thing.subject())?;
        Ok(held)
    }

    /// The entrustment, if the person may read it.
    pub async fn load_entrustment(&self, id: &str) -> Result<Held<Entrustment>, PageError> {
        let stream = StreamId::entrustment(&EntrustmentId::new(id));
        let held = self.hold(stream, State::as_entrustment).await?;
        self.may(Act::ReadEntrustments, &held.thing.subject())?;
        Ok(held)
    }

    /// The supervision, if the person may read it.
    pub async fn load_supervision(&self, id: &str) -> Result<Held<Supervision>, PageError> {
        let stream = StreamId::supervision(&SupervisionId::new(id));
        let held = self.hold(stream, State::as_supervision).await?;
        self.may(Act::ReadSupervision, &held.thing.subject())?;
        Ok(held)
    }

    /// The inspection, if the person may read it.
    pub async fn load_inspection(&self, id: &str) -> Result<Held<Inspection>, PageError> {
        let stream = StreamId::inspection(&InspectionId::new(id));
        let held = self.hold(stream, State::as_inspection).await?;
        self.may(Act::ReadInspections, &held.thing.subject())?;
        Ok(held)
    }

    /// The account of a person.
    pub async fn load_person(&self, id: &str) -> Result<Held<Person>, PageError> {
        let held = self.hold(StreamId::person(&PersonId::new(id)), State::as_person).await?;
        self.may(Act::ReadPeople, &Subject::default())?;
        Ok(held)
    }

    /// What a setting answers now, with the streams that the state refers to.
    pub async fn with_setting<T: Send>(
        &self,
        state: &State,
        ask: impl FnOnce(&domain::Setting<'_>) -> T + Send,
    ) -> Result<T, PageError> {
        let others = self.site.app.referred(state).await?;
        Ok(self.site.app.with_setting(self.actor(), &others, ask))
    }

    /// Sends a command under the id and the version that the form carries.
    ///
    /// When it was carried out, the draft of the form is dropped. A repeat of the same form
    /// gets the first answer.
    pub async fn run(
        &self,
        stream: &StreamId,
        body: &FormBody,
        command: Command,
    ) -> Result<Receipt, PageError> {
        let doing = command.act().name_zh();
        let order = Order {
            id: body.command_id(),
            stream: stream.clone(),
            command,
            by: By::Person(self.me().clone()),
            seen: body.seen(),
            device: None,
            occurred_at: None,
        };
        let receipt = self.site.app.run(order).await;
        let receipt = receipt.map_err(|no| PageError::from_no(no, doing, stream))?;
        let draft = body.get(DRAFT_FIELD);
        if !draft.is_empty() && self.site.app.drop_draft(self.me(), draft).await.is_err() {
            // The act is done; a draft that stays is only offered once more.
            tracing::warn!(request.id = %self.request_id, "a settled draft was not dropped");
        }
        Ok(receipt)
    }

    /// A form with its token and a fresh command id.
    pub fn form(&self, action: impl Into<String>) -> Form {
        Form::new(action, self.token()).field(Field::hidden(COMMAND_FIELD, self.site.app.new_id()))
    }

    /// A form about a thing: it also carries the version that is seen now.
    pub fn form_on<T>(&self, action: impl Into<String>, held: &Held<T>) -> Form {
        self.form(action).field(Field::hidden(SEEN_FIELD, held.version.to_string()))
    }

    /// Keeps unfinished answers under the key, and fills in those kept before.
    ///
    /// Call it last, when the form has all its fields.
    pub async fn with_draft(&self, form: Form, key: &str) -> Result<Form, PageError> {
        let mut form = form.field(Field::hidden(DRAFT_FIELD, key)).draft(key);
        let Some(draft) = self.site.app.draft(self.me(), key).await? else {
            return Ok(form);
        };
        let pairs: Vec<(String, String)> = serde_json::from_str(&draft.fields).unwrap_or_default();
        form = form.with_values(&pairs);
        "已恢复上次自动保存的内容。".clone_into(&mut form.draft_note);
        Ok(form)
    }

    /// The frame of a page: `current` is the menu item, `above` the way up, `here` the page.
    pub async fn shell(
        &self,
        current: &str,
        above: Vec<Link>,
        here: &str,
    ) -> Result<Shell, PageError> {
        let counts = self.site.app.inbox_counts(self.actor()).await?;
        let mut shell = frame::bare(&self.site, Some(&self.signed), current);
        frame::count_inbox(&mut shell, counts.waiting);
        shell.breadcrumb = Breadcrumb { above, here: here.to_owned() };
        Ok(shell)
    }
}

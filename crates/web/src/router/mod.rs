//! Addresses with their acts: a table that is the router and can be printed.

mod admit;
mod gate;
mod headers;
mod settings;
mod site;

use axum::{
    Router,
    extract::Request,
    handler::Handler,
    http::Method,
    response::IntoResponse,
    routing::{MethodRouter, get, post},
};
use domain::policy::Act;

pub use admit::RequestId;
pub(crate) use admit::{RouteAct, is_script};
pub use gate::Source;
pub use settings::{Site, SiteSettings};
pub use site::{routes, site};

use crate::body::{FormBody, JsonBody, PassingBody, PieceBody};

/// Who may knock at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Only a signed-in person whose role has the act.
    Desk,
    /// Anybody; the handler never learns who.
    Open,
}

/// One line of the table: an address with its act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knock {
    pub method: Method,
    pub path: &'static str,
    pub act: Act,
    pub door: Door,
}

/// The addresses of an area. A route cannot be declared without its act.
#[derive(Default)]
pub struct Routes {
    table: Vec<Knock>,
    router: Router<Site>,
}

impl Routes {
    pub fn new() -> Self {
        Self::default()
    }

    /// A page that is only looked at.
    #[must_use]
    pub fn page<H, T>(self, path: &'static str, act: Act, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.with(Knock { method: Method::GET, path, act, door: Door::Desk }, get(handler))
    }

    /// An act. Its last argument is a [`FormBody`] or [`JsonBody`], which have checked the token;
    /// a handler without one does not compile.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, act: Act, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: ReadsBody + 'static,
    {
        self.with(Knock { method: Method::POST, path, act, door: Door::Desk }, post(handler))
    }

    /// A page for anybody.
    #[must_use]
    pub fn open_page<H, T>(self, path: &'static str, act: Act, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        self.with(Knock { method: Method::GET, path, act, door: Door::Open }, get(handler))
    }

    /// A form that anybody may send.
    #[must_use]
    pub fn open_post<H, T>(self, path: &'static str, act: Act, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: ReadsBody + 'static,
    {
        self.with(Knock { method: Method::POST, path, act, door: Door::Open }, post(handler))
    }

    /// Both tables in one.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.table.extend(other.table);
        self.router = self.router.merge(other.router);
        self
    }

    /// The table, in the order of declaration.
    pub fn table(&self) -> &[Knock] {
        &self.table
    }

    fn into_parts(self) -> (Vec<Knock>, Router<Site>) {
        (self.table, self.router)
    }

    fn with(mut self, knock: Knock, handler: MethodRouter<Site>) -> Self {
        self.router = self.router.route(knock.path, handler);
        self.table.push(knock);
        self
    }
}

/// The arguments of a handler that end with a body whose token was checked.
pub trait ReadsBody {}

impl<M> ReadsBody for (M, FormBody) {}
impl<M, A> ReadsBody for (M, A, FormBody) {}
impl<M, A, B> ReadsBody for (M, A, B, FormBody) {}
impl<M, A, B, C> ReadsBody for (M, A, B, C, FormBody) {}
impl<M, J> ReadsBody for (M, JsonBody<J>) {}
impl<M, A, J> ReadsBody for (M, A, JsonBody<J>) {}
impl<M, A, B, J> ReadsBody for (M, A, B, JsonBody<J>) {}

impl<M, A> ReadsBody for (M, A, PassingBody) {}
impl<M, A, B> ReadsBody for (M, A, B, PieceBody) {}

/// What answers where nothing was declared.
async fn nowhere(_: Request) -> impl IntoResponse {
    crate::PageError::Absent
}

async fn no_such_method(_: Request) -> impl IntoResponse {
    crate::PageError::Method
}

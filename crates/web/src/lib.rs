//! Pages, portal and JSON API: the only crate that knows HTTP and HTML. It holds no rule of law.

pub mod assets;
pub mod components;
pub mod pages;

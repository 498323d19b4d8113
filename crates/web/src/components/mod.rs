//! The parts that pages are drawn from: plain data in, a piece of HTML out.
//!
//! A component knows neither the law nor the store. It is an Askama struct that marks itself as
//! safe HTML, so a page writes `{{ part }}` and never `|safe`. See `templates/README.md`.

pub mod actions;
pub mod blocks;
pub mod deadline;
pub mod flow_chart;
pub mod form;
pub mod icon;
pub mod notice;
pub mod records;
pub mod scan;
pub mod shell;
pub mod stages;
pub mod table;
pub mod tasks;
pub mod text;

//! The pages of the desks, one file per page.

pub mod design;

//! TODO-skeleton.

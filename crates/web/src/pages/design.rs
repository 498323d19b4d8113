//! `/design`: every component in every state, for whoever draws or judges a page.

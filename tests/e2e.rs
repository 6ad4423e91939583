//! End-to-end tests of the page.

//! Which rule wins for which path, and why.

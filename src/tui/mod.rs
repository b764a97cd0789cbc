//! The terminal UI: a model, `update` to effects, pure views, and a thin runner.

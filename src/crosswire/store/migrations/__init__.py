"""The way from every released schema to the newest: one module a step, each frozen once released."""

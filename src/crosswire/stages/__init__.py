"""The verbs: records in, records out, no input or output."""

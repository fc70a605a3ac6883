"""Origins: where the tellings of a point come from, as far as the texts show."""

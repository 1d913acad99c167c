"""The body's own page of a visit: what was found that is meant for it, the papers sent to it, what it was asked."""

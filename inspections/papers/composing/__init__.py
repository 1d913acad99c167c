"""Composes what each kind of paper says, from plain facts; nothing here asks the database or knows a format."""

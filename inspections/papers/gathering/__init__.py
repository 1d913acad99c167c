"""Gathers the facts of papers from the rows that may be read, and from what is shipped; nothing here words a paper."""

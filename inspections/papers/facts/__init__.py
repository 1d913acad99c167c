"""The plain values that papers are composed from; nothing here knows a table."""

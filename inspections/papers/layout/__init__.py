"""Renders what a paper says as a Word file and as a PDF; nothing here knows a record."""

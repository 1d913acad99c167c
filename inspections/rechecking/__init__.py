"""Looking again on site at what is still open at a body: a new inspection from old findings, and its outcome."""

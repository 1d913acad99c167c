"""Reading and verifying the event log."""

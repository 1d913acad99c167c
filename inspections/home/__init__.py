"""The first page of each account: what waits for me."""

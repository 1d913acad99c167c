"""The registers of a year: what was inspected, found, put right, and which reports the bodies sent and when."""

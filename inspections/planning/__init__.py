"""The plan of the year: its lines, the way to its issue, its versions and what they change."""

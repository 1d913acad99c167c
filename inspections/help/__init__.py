"""Help for the people who use the application."""

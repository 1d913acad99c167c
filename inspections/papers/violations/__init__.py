"""What papers on violations have of their own: the violations chosen for them, what is typed, what follows."""

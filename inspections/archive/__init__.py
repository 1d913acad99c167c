"""The case file of an inspection: taken away as a whole, kept for a period, handed to the archive, indexed."""

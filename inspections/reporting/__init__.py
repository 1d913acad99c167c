"""The department's own reports: the figures of a period, each with the words that say what is counted."""

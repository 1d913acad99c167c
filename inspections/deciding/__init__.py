"""The decision of an inspection: its draft, signature, team, working plan, deadlines, and how it ends."""

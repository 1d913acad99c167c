"""The papers of an inspection: minutes, notices, annexes; composed, locked, numbered, signed, sent."""

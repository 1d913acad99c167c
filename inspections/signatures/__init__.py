"""Signatures of papers: digital ones that came back in a file, and those drawn on a tablet."""

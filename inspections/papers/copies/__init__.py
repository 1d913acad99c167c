"""The copies of papers: which there are by reader, who took them, who received them on paper."""

"""Law as dated data: documents, acts, service standards."""

"""A violation to its end: circumstances, who may fine, deadlines, receipts; it prepares and never decides."""

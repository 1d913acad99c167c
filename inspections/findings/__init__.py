"""What was found at a visit: shortcomings, acts with signs of violation, good practices."""

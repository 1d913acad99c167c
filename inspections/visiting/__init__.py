"""What the minutes need beside the answers: who took part, what was handed over, what was said, who signs."""

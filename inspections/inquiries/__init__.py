"""What a team asks of a body in writing: a self-check before the visit, its opinion on what was found."""

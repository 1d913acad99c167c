"""Each agency's own part of a visit: what is missing, check by a colleague, confirmation, reopening."""

"""One change of many requirements at once, with a result for each and one way back."""

"""Causes and measures: what a body does to put right what was found."""

"""Watches every deadline: who is reminded of it when, and the one e-mail of a person's morning."""

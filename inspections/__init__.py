"""Behaviour: pure rules at the bottom, then queries and actions, then views."""

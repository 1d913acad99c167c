"""Agencies, inspected bodies and settings."""

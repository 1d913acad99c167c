"""Handing a finding to the other agency, which takes it over or returns it."""

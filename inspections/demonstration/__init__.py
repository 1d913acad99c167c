"""The demonstration province: invented people and inspections to learn with; nothing true is known here."""

PASSWORD = "KT1-trinh-dien"  # noqa: S105 – it is meant to be known
"""The one password of every demonstration account; it is printed in the manual and opens nothing else."""

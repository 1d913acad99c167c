"""Which lists there are that a person may sort, keep filters of and take away; a new list is one line here."""

from inspections.archive.listed import CASE_FILES
from inspections.directory.listed import BODIES
from inspections.findings.listed import FINDINGS
from inspections.handing_over.listed import HAND_OVERS
from inspections.inspecting.listed import INSPECTIONS, VISITS
from inspections.penalties.listed import VIOLATIONS
from inspections.remedies.listed import REMEDIES

LISTS = {one.name: one for one in (INSPECTIONS, VISITS, FINDINGS, VIOLATIONS, REMEDIES, HAND_OVERS, CASE_FILES, BODIES)}
"""By the name that addresses have."""

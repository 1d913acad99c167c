"""Which features there are: the blueprints that the application registers."""

from inspections.accounts.views import bp as accounts
from inspections.audit.views import bp as audit
from inspections.checklists.views import bp as checklists
from inspections.directory.views import bp as directory
from inspections.evidence.views import bp as evidence
from inspections.fieldwork.views import bp as fieldwork
from inspections.help.views import bp as help_pages
from inspections.home.views import bp as home
from inspections.inspecting.views import bp as inspecting
from inspections.law.views import bp as law
from inspections.planning.views import bp as planning
from inspections.sections.views import bp as sections
from inspections.sign_off.views import bp as sign_off

BLUEPRINTS = (
    accounts,
    home,
    planning,
    inspecting,
    fieldwork,
    sections,
    sign_off,
    evidence,
    directory,
    checklists,
    law,
    audit,
    help_pages,
)

"""Which features there are: the blueprints that the application registers."""

from inspections.accounts.devices import bp as devices
from inspections.accounts.views import bp as accounts
from inspections.archive.views import bp as archive
from inspections.audit.views import bp as audit
from inspections.bulk.views import bp as bulk
from inspections.checklists.views import bp as checklists
from inspections.comments.views import bp as comments
from inspections.deciding.views import bp as deciding
from inspections.directory.views import bp as directory
from inspections.evidence.views import bp as evidence
from inspections.fieldwork.views import bp as fieldwork
from inspections.findings.views import bp as findings
from inspections.handing_over.views import bp as handing_over
from inspections.help.views import bp as help_pages
from inspections.home.views import bp as home
from inspections.inquiries.views import bp as inquiries
from inspections.inspecting.views import bp as inspecting
from inspections.law.views import bp as law
from inspections.lists.views import bp as lists
from inspections.measures.views import bp as measures
from inspections.notifications.views import bp as notifications
from inspections.overview.views import bp as overview
from inspections.own_visits.views import bp as own_visits
from inspections.packs.views import bp as packs
from inspections.papers.copies.views import bp as paper_copies
from inspections.papers.subject_views import bp as subject_papers
from inspections.papers.versions.views import bp as paper_versions
from inspections.papers.views import bp as papers
from inspections.penalties.views import bp as penalties
from inspections.planning.views import bp as planning
from inspections.rechecking.views import bp as rechecking
from inspections.registers.views import bp as registers
from inspections.remedies.views import bp as remedies
from inspections.reminders.views import bp as reminders
from inspections.reporting.views import bp as reporting
from inspections.reviewing.views import bp as reviewing
from inspections.search.views import bp as search
from inspections.sections.views import bp as sections
from inspections.sending.views import bp as sending
from inspections.sign_off.views import bp as sign_off
from inspections.signatures.views import bp as signatures
from inspections.tracking.views import bp as tracking
from inspections.unsent.views import bp as unsent
from inspections.visiting.views import bp as visiting

BLUEPRINTS = (
    accounts,
    devices,
    home,
    notifications,
    reminders,
    overview,
    search,
    planning,
    deciding,
    inspecting,
    fieldwork,
    sending,
    sections,
    packs,
    sign_off,
    reviewing,
    papers,
    signatures,
    paper_copies,
    paper_versions,
    subject_papers,
    visiting,
    evidence,
    unsent,
    findings,
    handing_over,
    penalties,
    remedies,
    registers,
    reporting,
    tracking,
    measures,
    bulk,
    lists,
    rechecking,
    comments,
    inquiries,
    own_visits,
    directory,
    checklists,
    law,
    archive,
    audit,
    help_pages,
)

"""What may be asked of the search; it knows no table."""

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from inspections.directory.rules import LONGEST_SEARCH
from inspections.forms import Form, line
from inspections.search.rules import GROUPS


class SearchForm(Form):
    """The words, and what is to be found."""

    q = line("Từ cần tìm", limit=LONGEST_SEARCH)
    group = SelectField(
        "Tìm trong",
        choices=[SelectChoice("", "Tất cả"), *(SelectChoice(code, words) for code, words in GROUPS.items())],
        default="",
    )

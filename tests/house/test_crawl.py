"""Knows that a walk meets every two filters of a list together, and not every set of them; knows no page of ours."""

from itertools import combinations
from urllib.parse import parse_qsl, urlencode, urlsplit

from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from tests.house.crawl import Kind, pairs, walk

FILTERS = ("agency", "body", "overdue", "quarter", "sort", "state", "year")
FORGETFUL = {"overdue", "year"}


@Request.application
def listing(request: Request) -> Response:
    """A list that says a secret when it is asked for two things at once, and leads to each filter by two links."""
    asked = request.args.to_dict()
    links = [urlencode(asked | {name: value}) for name in FILTERS for value in "12"]
    secret = "secret" if asked.keys() >= FORGETFUL else ""
    return Response(secret + "".join(f'<a href="/list?{link}"></a>' for link in links), mimetype="text/html")


def kind(url: str) -> Kind:
    """The path, and the names in the query."""
    return urlsplit(url).path, *sorted({name for name, _value in parse_qsl(urlsplit(url).query)})


def test_a_walk_meets_every_two_filters_together_and_what_they_forget() -> None:
    http = Client(listing)
    seen = {url: answer.text for url, answer, _page in walk(http.get, ["/list"], kind, of_a_kind=8)}
    met = {pair for url in seen for pair in pairs(kind(url))}
    assert met >= {("/list", *both) for both in combinations(FILTERS, 2)}
    assert len([text for text in seen.values() if text.startswith("secret")]) >= 8
    assert len(seen) < 8 * len(met)


def test_an_address_with_one_filter_or_none_is_of_a_kind_by_itself() -> None:
    assert pairs(("/list",)) == [("/list",)] and pairs(("/list", "year")) == [("/list", "year")]

"""Tells a tablet that the page it has stored still says the same and need not be sent again; it knows no page."""

import hashlib
import re

from flask import Response, make_response, request, session

VARYING = re.compile(r'name="(?:csrf_token" value|csrf-token" content|op_id" value|made-at" content)="[^"]*"')
"""What differs between two answers that say the same: tokens, the number of an operation not made yet, the time."""


def unless_known(page: str) -> Response:
    """The page with the mark of what it says, or 304 when the browser has sent that mark along.

    A token of an older copy is good as long as its session is, so that each session has marks of its own.
    """
    response = make_response(page)
    says = VARYING.sub("", page) + session.get("csrf_token", "")
    response.set_etag(hashlib.sha256(says.encode()).hexdigest()[:32], weak=True)
    return response.make_conditional(request)  # type: ignore[return-value]

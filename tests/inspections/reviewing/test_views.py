"""Knows what the page of a visit's faults shows to whom, and that what is put right is gone; knows no rule."""

import re
from collections.abc import Callable

from flask import Flask

from inspections.findings import actions as findings
from tests.inspections.findings.cases import JOINT, noted, visit_of
from tests.inspections.inspecting.cases import everything, person
from tests.support.client import Client, words_of

SignIn = Callable[[str], Client]


def test_a_failed_item_without_a_finding_is_told_until_it_has_one(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        page = f"/visits/{visit_of(session).ref}/review"
    client = sign_in("dic.inspector")
    before = client.get(page).text
    assert re.search("CL-09[^–]*– chưa đạt nhưng chưa ghi nhận tồn tại", before) and "chỗ cần xem" in before
    with everything(app) as session:
        finding = noted(session, JOINT)
        address = f"/findings/{finding.ref}"
    after = client.get(page)
    assert not re.search("CL-09[^–]*– chưa đạt nhưng chưa ghi nhận", after.text)
    assert address in after.links() and "mới ghi nhận, chưa được trưởng đoàn xác nhận" in after.text


def test_what_an_agency_keeps_to_itself_is_no_line_of_the_other(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        page = f"/visits/{visit_of(session).ref}/review"
        finding = noted(session, JOINT)
        address = f"/findings/{finding.ref}"
        findings.set_audience(session, finding, person(session, "dic.inspector"), "own", finding.version)
    assert address in sign_in("dic.inspector").get(page).links()
    assert address not in sign_in("police.inspector").get(page).links()
    sign_in("body").get(page, status=403)
    for who in ("auditor", "admin"):
        sign_in(who).get(page, status=404)


def test_the_way_there_stands_at_the_visit_and_at_ones_part(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        visit = visit_of(session)
        page, at = f"/visits/{visit.ref}/review", f"/visits/{visit.ref}"
        part = next(one.ref for one in visit.parts if one.owner == "DIC")
    client = sign_in("dic.inspector")
    assert page in client.get(at).links() and page in client.get(f"/parts/{part}").links()


def test_what_is_wrong_with_the_visit_itself_stands_under_its_name(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        visit = visit_of(session)
        page, visit.inspection.decided_on = f"/visits/{visit.ref}/review", None
    titles = [words_of(one) for one in sign_in("dic.inspector").get(page).all("h2")]
    assert "Kiểm tra tại đơn vị (1)" in titles

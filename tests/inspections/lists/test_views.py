"""Knows what is done with any list: sorted, turned, taken away as it is shown, asked again by a kept filter."""

import csv
import io
import tracemalloc
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from inspections.listed import LISTS
from inspections.lists import queries
from inspections.visible import Viewer, see_as
from models.base import db, new_ref, read_one_state
from models.directory import Body
from models.events import Event
from models.findings import Finding
from models.inspections import Visit
from models.lists import SavedFilter
from tests.inspections.inspecting.cases import DAY, everything, make_inspection, person
from tests.inspections.remedies.places import made
from tests.support.client import Client, Page, counted

SignIn = Callable[[str], Client]
MEGABYTE = 1024 * 1024


def many_visits(app: Flask, count: int) -> None:
    """So many visits more, at every body in turn, several on each day."""
    with everything(app) as session:
        inspection = make_inspection(session)
        bodies = session.scalars(sa.select(Body.id)).all()
        shared = {"inspection_id": inspection.id, "kind": "inspection", "state": "planned", "version": 1}
        shared |= {"owner": "DIC", "audience": "joint"}
        rows = [
            shared | {"ref": new_ref(), "body_id": bodies[n % len(bodies)], "day": DAY + timedelta(days=n // 7 % 400)}
            for n in range(count)
        ]
        session.execute(sa.insert(Visit), rows)


def names(page: Page) -> list[str]:
    """The addresses of the rows of a page."""
    return [str(one.find("a").get("href")) for one in page.all("th", scope="row")]  # type: ignore[union-attr]


def turned(client: Client, address: str | None, rel: str = "next") -> list[list[str]]:
    """The rows of every page from this one on."""
    found = []
    while address:
        page = client.get(address)
        found.append(names(page))
        address = next((one.get("href") for one in page.all("a", rel=rel)), None)
    return found


def taken(client: Client, address: str, kind: str, name: str = "visits") -> Any:
    """The file of a list as its page shows it."""
    [shown] = {one.get("value") for one in client.get(address).all("input", name="shown")}
    return client.post(f"/lists/{name}/export", 200, shown=shown, kind=kind).response


def sheet(client: Client, address: str, name: str = "visits") -> list[list[Any]]:
    """The rows of the sheet of a list."""
    data = io.BytesIO(taken(client, address, "xlsx", name).get_data())
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(data)["Danh sách"].iter_rows()]


def test_a_sorted_list_is_turned_by_its_key_both_ways(each_app: Flask) -> None:
    many_visits(each_app, 50)
    client = Client(each_app).sign_in("clerk")
    for sort in ("body", "-body", "-announced_on", "state", "-state"):
        pages = turned(client, f"/visits?sort={sort}&year={DAY.year}")
        flat = [one for page in pages for one in page]
        assert len(flat) == len(set(flat)) >= 50 and {len(page) for page in pages[:-1]} == {20}
        last = client.get(f"/visits?sort={sort}&year={DAY.year}&after={pages[-2][-1].rpartition('/')[2]}")
        [before] = [one.get("href") for one in last.all("a", rel="prev")]
        assert turned(client, before, "prev") == pages[-2::-1]


def test_a_list_is_sorted_by_state_in_the_order_of_the_work(sign_in: SignIn) -> None:
    rows = sheet(sign_in("clerk"), "/visits?column=state&sort=state")
    words = [row[rows[0].index("Trạng thái")] for row in rows[1:]]
    order = ("Chưa kiểm tra", "Đã công bố quyết định", "Đã kiểm tra xong", "Đã kết thúc, lưu hồ sơ")
    assert len(set(words)) > 2
    assert [one for one in dict.fromkeys(words) if one in order] == [one for one in order if one in words]


def test_a_file_has_exactly_what_the_pages_show(app: Flask, sign_in: SignIn) -> None:
    many_visits(app, 45)
    client, address = sign_in("dic.manager"), "/visits?q=buu+dien&column=body&column=day&column=place&sort=-body"
    rows = sheet(client, address)
    assert rows[0] == ["Đơn vị", "Ngày", "Địa chỉ"]
    shown: list[list[str]] = []
    following: str | None = address
    while following:
        page = client.get(following)
        cells = [[" ".join("".join(one.itertext()).split()) for one in line] for line in page.all("tr")[1:]]
        shown += cells
        following = next((one.get("href") for one in page.all("a", rel="next")), None)
    assert [[row[0], f"{row[1]:%d/%m/%Y}", row[2]] for row in rows[1:]] == shown and len(shown) > 20
    text = taken(client, address, "csv").get_data().decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text)))[1:] == shown


def test_taking_a_list_away_is_registered_without_its_words(app: Flask, sign_in: SignIn) -> None:
    client = sign_in("dic.inspector")
    found = taken(client, "/visits?q=song+mang", "csv")
    assert found.headers["Content-Disposition"].startswith("attachment; filename=kiem-tra-tai-don-vi-")
    count = len(list(csv.reader(io.StringIO(found.get_data().decode("utf-8-sig"))))) - 1
    with everything(app) as session:
        row = session.scalars(sa.select(Event).order_by(Event.number.desc())).first()
        assert row is not None and row.actor and row.action == "list:export"
        assert row.content == {"list": "visits", "file": "csv", "rows": count}


def test_a_file_has_nothing_that_the_other_agency_keeps(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        visit = session.scalars(sa.select(Visit).where(Visit.state == "announced")).one()
        said = {"text": "ZQXJ", "search_text": "zqxj", "kind": "violation", "detected_on": visit.day}
        session.add(Finding(visit=visit, noted_by_id=1, owner="POLICE", audience="own", **said))
    for name in ("findings", "penalties"):
        own, other = (str(sheet(sign_in(who), f"/{name}", name)) for who in ("police.manager", "dic.manager"))
        assert "ZQXJ" in own and "ZQXJ" not in other
        assert b"ZQXJ" not in taken(sign_in("dic.manager"), f"/{name}", "csv", name).get_data()


def test_a_body_takes_away_its_own_requirements_alone(app: Flask, sign_in: SignIn) -> None:
    made(app, "open", 4, key="bd-tam-binh")
    mine = sign_in("body")
    rows = sheet(mine, "/remedies", "remedies")
    assert "Đơn vị" not in rows[0] and len(rows) - 1 == len(names(mine.get("/remedies")))
    assert len(sheet(sign_in("clerk"), "/remedies", "remedies")) > len(rows)
    for name in LISTS:
        if name != "remedies":
            mine.post(f"/lists/{name}/export", 403)
    mine.post("/lists/remedies/filters", 403, name="Của tôi")


@pytest.mark.parametrize("shown", ["", "state=none&column=%00&sort=-x&q=%ff"])
def test_nonsense_asks_for_the_whole_list(sign_in: SignIn, shown: str) -> None:
    client = sign_in("clerk")
    found = client.post("/lists/bodies/export", 200, shown=shown, kind="nonsense").response
    assert found.mimetype.endswith("sheet")


@pytest.mark.parametrize("shown", ["state=planned&" * 90, "state=planned&q=" + "a" * 9000])
def test_what_is_too_long_to_be_read_is_refused_and_never_the_whole_list(sign_in: SignIn, shown: str) -> None:
    page = sign_in("clerk").post("/lists/visits/export", 400, shown=shown, kind="csv")
    assert page.response.mimetype == "text/html"


def test_a_filter_of_too_many_conditions_is_refused_in_words_and_not_kept_empty(app: Flask, sign_in: SignIn) -> None:
    page = sign_in("clerk").post("/lists/visits/filters", 422, shown="state=planned&" * 90, name="Dài")
    assert "Điều kiện lọc quá dài nên không lưu được" in page.text
    with everything(app) as session:
        assert not session.scalars(sa.select(SavedFilter.id).where(SavedFilter.name == "Dài")).all()


def test_a_page_says_how_many_rows_there_are_in_all_that_its_reader_may_see(app: Flask, sign_in: SignIn) -> None:
    many_visits(app, 45)
    for who in ("dic.manager", "body"):
        for address in ("/visits?state=planned", "/remedies", "/visits?q=buu+dien&sort=body"):
            if who == "body" and address != "/remedies":
                continue
            client = sign_in(who)
            total = sum(len(page) for page in turned(client, address))
            assert f"Tổng {total} dòng" in client.get(address).text


def test_what_is_hidden_while_a_list_is_taken_away_neither_restarts_nor_changes_it(each_app: Flask) -> None:
    declared = LISTS["visits"]
    many_visits(each_app, queries.BATCH + 20)
    with each_app.app_context(), Session(db.engine) as session:
        see_as(session, Viewer("agency", agency="DIC"))
        read_one_state(session)
        wanted = queries.count(session, declared, {}, DAY)
        batches = queries.everything(session, declared, {}, DAY, declared.order)
        found = [row.visit.ref for row in next(batches)]
        with everything(each_app) as other:
            last = other.scalars(sa.select(Visit).where(Visit.ref == found[-1])).one()
            last.owner, last.audience = "POLICE", "own"
        found += [row.visit.ref for batch in batches for row in batch]
    assert len(found) == len(set(found)) == wanted > queries.BATCH


def test_a_filter_is_kept_renamed_and_deleted(app: Flask, sign_in: SignIn) -> None:
    client, asked = sign_in("clerk"), "state=planned&column=body&column=day&sort=body"
    shown = client.get(f"/visits?{asked}").form("/lists/visits/filters")["shown"]
    assert "Cần đặt tên" in client.post("/lists/visits/filters", 422, shown=shown, name=" ").text
    assert client.post("/lists/visits/filters", shown=shown, name="Sắp tới").location == f"/visits?{asked}"
    again = client.post("/lists/visits/filters", 422, shown=shown, name="Sắp tới")
    assert "Đã có bộ lọc tên này" in again.text and again.form("/lists/visits/filters")["shown"] == shown
    page = client.get(f"/visits?{asked}")
    [link] = [one for one in page.all("a") if one.get("aria-current") == "page" and one.get("href", "").endswith(asked)]
    assert "Sắp tới" in "".join(link.itertext())
    [address] = [one for one in page.links() if one.startswith("/saved-filters/")]
    form = client.get(address).form(address)
    client.post(address, **(form | {"name": "Chưa kiểm tra"}))
    assert "vừa được sửa" in client.post(address, 422, **(form | {"name": "Khác"})).text
    assert "Chưa kiểm tra" in client.get("/visits").text
    assert "sẽ bị xóa" in client.get(f"{address}/delete").text
    client.post(f"{address}/delete")
    client.get(address, 404)
    assert "Chưa kiểm tra</a>" not in client.get("/visits").html


def test_a_list_opens_with_the_filter_that_was_chosen_for_it(sign_in: SignIn) -> None:
    client = sign_in("dic.inspector")
    for name, query in (("Một", "state=planned"), ("Hai", "state=closed")):
        client.post("/lists/visits/filters", shown=query, name=name, opens="y")
    assert client.get("/visits", 302).location == "/visits?state=closed"
    page = client.get("/visits?view=all")
    assert page.text.count("(mặc định)") == 1
    assert "/visits?view=all" in client.get("/visits?state=closed").links()
    sign_in("dic.manager").get("/visits")


def test_a_kept_filter_is_its_persons_alone(app: Flask, sign_in: SignIn) -> None:
    sign_in("police.inspector").post("/lists/visits/filters", shown="q=abc", name="Riêng tôi")
    with everything(app) as session:
        ref = session.scalars(sa.select(SavedFilter.ref).where(SavedFilter.name == "Riêng tôi")).one()
    for who, status in (("police.manager", 403), ("dic.inspector", 404), ("auditor", 404)):
        sign_in(who).get(f"/saved-filters/{ref}", status)
        sign_in(who).post(f"/saved-filters/{ref}/delete", status)
    assert "Riêng tôi" not in sign_in("police.manager").get("/visits").text


def test_many_rows_cost_no_more_queries_and_little_memory(app: Flask, sign_in: SignIn) -> None:
    client, address = sign_in("dic.manager"), "/visits?sort=-body&column=place"

    def cost() -> tuple[int, int]:
        with counted(app) as page:
            following = next(one.get("href") for one in client.get(address).all("a", rel="next"))
        with counted(app) as after:
            client.get(str(following))
        return len(page), len(after)

    many_visits(app, 30)
    cost()  # The first page reads what is read once.
    few = cost()
    many_visits(app, 5000)
    assert cost() == few
    tracemalloc.start()
    with counted(app) as statements:
        found = client.http.post(
            "/lists/visits/export", data={"shown": "", "kind": "xlsx"}, headers={"X-CSRFToken": client.token()}
        )
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.status_code == 200 and len(found.get_data()) > 100_000
    assert peak < 40 * MEGABYTE
    assert len(statements) < 20 + 8 * (5100 // queries.BATCH + 1)
    found.close()


def test_a_name_that_an_old_row_of_another_agency_has_is_refused(app: Flask, sign_in: SignIn) -> None:
    with everything(app) as session:
        key = person(session, "dic.inspector").id
        session.add(SavedFilter(user_id=key, list_name="visits", name="Cũ", owner="POLICE", audience="own"))
    client, filters, taken_name = sign_in("dic.inspector"), "/lists/visits/filters", "Đã có bộ lọc tên này"
    assert taken_name in client.post(filters, 422, shown="state=planned", name="Cũ", opens="y").text
    client.post(filters, shown="state=planned", name="Mới")
    with everything(app) as session:
        made_now = sa.select(SavedFilter.ref).where(SavedFilter.user_id == key, SavedFilter.name == "Mới")
        address = f"/saved-filters/{session.scalars(made_now).one()}"
    page = client.post(address, 422, **(client.get(address).form(address) | {"name": "Cũ"}))
    assert taken_name in page.text and client.get(address).form(address)["name"] == ["Mới"]

"""A sample is listed one by one with and without a script: added, changed, deleted, written again, settled."""

import secrets
from typing import Any

from flask import Flask

from tests.inspections.fieldwork.answering import Place, fields, fill, operations, send, stored
from tests.inspections.sending.tablet import Sent, Tablet
from tests.support.client import Client, Page

SECRET = "Tuyệt mật số 12"
CODE = "CL-12"


def keys(page: Page) -> list[str]:
    """The keys of the entries that the page holds, in their order."""
    return [key for one in page.tree.iter("fieldset") if (key := one.get("data-repeat"))]


def entry(key: str, name: str, result: str = "", note: str = "") -> dict[str, str]:
    """What a browser sends of an entry."""
    return {f"entry-name.{key}": name, f"entry-result.{key}": result, f"entry-note.{key}": note}


def press(who: Client, url: str, name: str, value: str = "1", **typed: str) -> Page:
    """Types, and presses one of the form's buttons; the page that the answer leads to."""
    answer = send(who, url, fields(who.get(url), url, **typed) | {name: value})
    return who.get(answer.location.partition("#")[0])


def listed(app: Flask, url: str) -> list[tuple[Any, Any]]:
    """Name and result of every entry that is stored."""
    return [(one.get("name"), one.get("result")) for one in stored(app, url)[1].get("entries", ())]


def test_without_a_script_entries_are_added_one_by_one_and_the_counts_follow(
    app: Flask, place: Place, dic: Client
) -> None:
    url = place.item(CODE)
    [first] = keys(press(dic, url, "add-entry"))
    page = dic.get(f"{url}?more=1")
    [one] = keys(page)
    assert one != first and page.form(f"{url}/answer")[f"bases.entry.{one}"] == [""]
    sent = {name: values[0] for name, values in page.form(f"{url}/answer").items()} | entry(one, "65C-1", "pass")
    send(dic, url, sent | {"add-entry": "1"})
    page = dic.get(f"{url}?more=1")
    assert keys(page)[0] == one and len(keys(page)) == 2
    sent = {name: values[0] for name, values in page.form(f"{url}/answer").items()}
    [counts] = [one for one in page.tree.iter("fieldset") if "counts" in one.get("class", "")]
    assert counts.get("disabled") is not None and "bases.answer1" not in sent
    send(dic, url, sent | entry(keys(page)[1], "66C-2", "fail", "Kính vỡ"))
    assert listed(app, url) == [("65C-1", "pass"), ("66C-2", "fail")]
    assert stored(app, url)[1]["answer1"] == {"seen": 2, "passed": 1, "failed": 1, "excluded": 0}
    assert "Đã xem 2; đạt 1; chưa đạt 1" in dic.get(url).text


def test_an_entry_is_deleted_by_its_button_and_written_again_from_the_history(
    app: Flask, place: Place, dic: Client, sign_in: Any
) -> None:
    url, key = place.item(CODE), "a" * 16
    tablet = Tablet(dic)
    assert tablet.states(listing(tablet, place, key, "65C-1", "fail", "Kính vỡ")) == ["stored"]
    press(dic, url, "delete-entry", key)
    assert listed(app, url) == [] and operations(app, url)[-1] == ("entry", None)
    page = dic.get(url)
    assert page.text.count("Ghi lại mục này") == 1
    again = next(form for form in page.forms() if "Ghi lại mục này" in "".join(form.itertext()))
    sent = {one.get("name", ""): one.get("value", "") for one in again.iter("input")}
    send(dic, url, sent)
    assert listed(app, url) == [("65C-1", "fail")]
    assert "Ghi lại mục này" not in dic.get(url).text
    assert "65C-1: chưa đạt (Kính vỡ)" in sign_in("police.inspector").get(url).text


def test_a_hint_at_a_secret_in_an_entry_is_met_and_what_was_typed_stands_there_again(place: Place, dic: Client) -> None:
    url = place.item(CODE)
    page = dic.get(f"{url}?more=1")
    [key] = keys(page)
    sent = {name: values[0] for name, values in page.form(f"{url}/answer").items()}
    refused = send(dic, url, sent | entry(key, "Thư", "pass", SECRET), 422)
    assert "Có thể là" in refused.text and keys(refused) == [key]
    again = {name: values[0] for name, values in refused.form(f"{url}/answer").items()}
    assert again[f"entry-note.{key}"] == SECRET
    send(dic, url, again | {"overrule": "Bìa công khai"})
    assert keys(dic.get(url)) == [key]


def listing(tablet: Tablet, place: Place, key: str, *said: str, bases: tuple[str, ...] = ()) -> Sent:
    """An operation of a tablet on an entry: name, result, note."""
    inputs = dict(zip(("entry-name", "entry-result", "entry-note"), (*said, "", "", "")[:3], strict=True))
    return tablet.op(place.items[CODE], "entry", *bases, repeat=key, inputs=inputs)


def test_a_tablet_sends_entries_under_their_keys(app: Flask, place: Place, dic: Client) -> None:
    tablet = Tablet(dic)
    added = [listing(tablet, place, secrets.token_hex(8), f"65C-{n}", "pass") for n in range(30)]
    assert set(tablet.states(*added)) == {"stored"}
    seventh = listing(tablet, place, added[6]["repeat"], bases=(added[6]["op_id"],))
    told = tablet.send(seventh, added[0])
    assert [one["state"] for one in told["results"]] == ["stored", "repeated"]
    assert listed(app, place.item(CODE)) == [(f"65C-{n}", "pass") for n in range(30) if n != 6]
    html = told["items"][place.items[CODE]]["html"]
    assert f'name="bases.entry.{added[29]["repeat"]}" value="{added[29]["op_id"]}"' in html
    assert "bases.answer1" not in html


def test_a_tablet_that_sends_an_entry_without_a_key_or_a_key_elsewhere_is_refused(place: Place, dic: Client) -> None:
    tablet = Tablet(dic)
    wrong = [
        listing(tablet, place, "", "65C"),
        listing(tablet, place, "not-a-key", "65C"),
        tablet.op(place.items[CODE], "note", text="x", repeat="a" * 16),
        tablet.op(place.items["CL-26"], "entry", repeat="a" * 16, inputs={"entry-name": "x"}),
        listing(tablet, place, "b" * 16, "Bì", "pass", SECRET),
        listing(tablet, place, "c" * 16, "Bì", "maybe"),
    ]
    told = tablet.send(*wrong)["results"]
    assert [one["state"] for one in told] == ["refused"] * 6
    assert [one["hint"] for one in told] == [False, False, False, False, True, False]


def test_a_conflict_about_one_entry_names_it_and_is_settled_by_itself(
    app: Flask, place: Place, dic: Client, sign_in: Any
) -> None:
    one, other, url = Tablet(dic), Tablet(sign_in("dic.manager")), place.item(CODE)
    first = listing(one, place, "a" * 16, "65C-1", "pass")
    one.states(first, listing(one, place, "b" * 16, "66C-2", "pass"))
    mine = listing(one, place, "a" * 16, "65C-1", "fail", bases=(first["op_id"],))
    yours = listing(other, place, "a" * 16, "65C-1", "excluded", bases=(first["op_id"],))
    one.states(mine)
    other.states(yours)
    page = dic.get(url)
    assert "Một mục của mẫu 65C-1" in page.text and keys(page) == ["b" * 16]
    assert stored(app, url)[0] == "conflict"
    dic.post(f"{url}/settle", op_id=mine["op_id"], reason="Xem lại xe cùng nhau.")
    assert listed(app, url) == [("65C-1", "fail"), ("66C-2", "pass")]
    assert stored(app, url)[0] != "conflict"


def test_other_parts_are_saved_while_a_sample_is_listed(app: Flask, place: Place, dic: Client) -> None:
    url = place.item(CODE)
    tablet = Tablet(dic)
    tablet.states(listing(tablet, place, "a" * 16, "65C-1", "pass"))
    fill(dic, url, result="pass", note="Chỉ có một xe.")
    assert listed(app, url) == [("65C-1", "pass")] and stored(app, url)[0] == "pass"

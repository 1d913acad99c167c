"""The shipped checklists are whole, a mistake in one is named, and the frozen form of one is stable."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from inspections.checklists.catalogue import (
    FOLDER,
    PICTURES,
    CatalogueError,
    canonical,
    digest,
    items_of,
    load,
    shipped,
)

SMALL = """
code: small
title: Mẫu phiếu
version: 1
inspected_kind: provider
sections:
  - code: A1
    title: Phần một
    items:
      - code: XX-01
        question: Số công cụ hỗ trợ
        gloss: Tools held
        answers: [{type: number, unit: chiếc}]
        lead: police
        severity: minor
        pass_if: {at_least: deliveries_per_day.commune}
        legal_basis: [{cite: null, status: unverified}]
        evidence: Sổ theo dõi
        remedy_days: 0
        acts: [BC-12.1]
      - code: XX-02
        question: Có giấy phép
        gloss: Permit
        answers: [{type: pass_fail}, {type: number, unit: ngày}]
        lead: both
        severity: serious
        pass_if: judged
        legal_basis: [{cite: L42 Đ55.1, status: verified}]
        evidence: Giấy phép
        remedy_days: 30
        photo: on_fail
        pictures: [{file: tariff-board.svg, right: true, caption: Treo ở quầy}]
        only_if: {code: XX-01, above: 0}
"""

MISTAKES = [
    ("XX-01", "lead", "lead: police", "lead: army"),
    ("XX-01", "severity", "severity: minor", "severity: grave"),
    ("XX-01", "remedy_days", "remedy_days: 0", "remedy_days: -1"),
    ("XX-02", "remedy_days", "remedy_days: 30", "remedy_days: soon"),
    ("XX-02", "remedy_days", "remedy_days: 30", "remedy_days: true"),
    ("XX-01", "answers", "type: number, unit: chiếc", "type: percent"),
    ("XX-01", "unit", "type: number, unit: chiếc", "type: number"),
    ("XX-02", "minimum", "{type: pass_fail}, {type: number, unit: ngày}", "{type: sample, minimum: 0}"),
    ("XX-02", "colour", "lead: both", "lead: both\n        colour: red"),
    ("XX-02", "evidence", "        evidence: Giấy phép\n", ""),
    ("XX-02", "question", "Có giấy phép", "''"),
    ("XX-01", "code", "code: XX-02", "code: XX-01"),
    ("XX-01", "acts", "BC-12.1", "BC-99.9"),
    ("XX-01", "pass_if", "{at_least: deliveries_per_day.commune}", "{at_least: deliveries_per_day.island}"),
    ("XX-01", "pass_if", "{at_least: deliveries_per_day.commune}", "{more_than: 2}"),
    ("XX-01", "pass_if", "{at_least: deliveries_per_day.commune}", "guessed"),
    ("XX-01", "pass_if", "{at_least: deliveries_per_day.commune}", "{value_is: none}"),
    ("XX-01", "pass_if", "{at_least: deliveries_per_day.commune}", "{all_of_total: true}"),
    ("XX-02", "status", "cite: L42 Đ55.1, status: verified", "cite: L42 Đ55.1, status: sure"),
    ("XX-02", "legal_basis", "cite: L42 Đ55.1, status: verified", "cite: null, status: verified"),
    ("XX-02", "only_if", "code: XX-01, above: 0", "code: XX-09, above: 0"),
    ("XX-02", "only_if", "code: XX-01, above: 0", "code: XX-02, above: 0"),
    ("XX-02", "above", "code: XX-01, above: 0", "code: XX-01, above: much"),
    ("XX-02", "photo", "photo: on_fail", "photo: sometimes"),
    ("XX-02", "file", "file: tariff-board.svg", "file: tariff-bored.svg"),
    ("XX-02", "file", "file: tariff-board.svg", "file: ../favicon.svg"),
    ("XX-02", "right", "right: true", "right: Đúng"),
    ("XX-02", "pictures", "[{file: tariff-board.svg, right: true, caption: Treo ở quầy}]", "[]"),
    ("A1", "title", "    title: Phần một\n", ""),
    ("-", "inspected_kind", "inspected_kind: provider", "inspected_kind: shop"),
    ("-", "-", "version: 1", "version: 1\nversion: 2"),
]


@pytest.fixture(scope="module")
def checklists() -> list[dict]:
    return shipped()


def test_the_four_checklists_hold_all_139_items(checklists):
    counts = {checklist["code"]: len(list(items_of(checklist))) for checklist in checklists}
    assert counts == {"provider-quality": 43, "provider-security": 42, "transport": 27, "user-agency": 27}
    assert sum(counts.values()) == 139


def test_codes_are_numbered_without_a_gap_so_that_none_was_lost(checklists):
    codes = sorted(item["code"] for checklist in checklists for item in items_of(checklist))
    last = Counter(code[:2] for code in codes)
    assert codes == sorted(f"{area}-{number:02d}" for area in last for number in range(1, last[area] + 1))
    assert last == {"CL": 43, "AN": 42, "SD": 27, "VC": 27}


def test_only_one_item_is_retired_and_says_why(checklists):
    retired = {
        item["code"]: item["retired"] for checklist in checklists for item in items_of(checklist) if "retired" in item
    }
    assert list(retired) == ["AN-02"]
    assert "AN-01" in retired["AN-02"]


def test_where_the_evidence_says_that_nothing_is_photographed_no_photo_can_be_taken(checklists):
    spoken = [item for checklist in checklists for item in items_of(checklist) if "không chụp" in item["evidence"]]
    assert len(spoken) == 7 and {item.get("photo") for item in spoken} == {"forbidden"}


def test_where_the_evidence_asks_for_a_photo_one_is_asked_for(checklists):
    asked = {
        item["code"]: item.get("photo")
        for checklist in checklists
        for item in items_of(checklist)
        if re.search(r"(^|; )ảnh ", item["evidence"], re.IGNORECASE)
    }
    wanted = dict.fromkeys(("AN-09", "CL-33", "CL-34", "VC-08", "VC-09", "VC-15"), "on_fail")
    assert asked == wanted | {"AN-25": "always"}


def test_every_shipped_drawing_is_shown_somewhere(checklists):
    shown = {
        one["file"] for checklist in checklists for item in items_of(checklist) for one in item.get("pictures", ())
    }
    assert shown == {path.name for path in PICTURES.iterdir()}


def test_every_shipped_text_is_composed(checklists):
    for path in FOLDER.glob("*.yaml"):
        assert unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))


def test_a_small_checklist_is_read():
    assert [item["code"] for item in items_of(load(SMALL))] == ["XX-01", "XX-02"]


def test_decomposed_letters_are_read_as_composed_ones():
    assert load(unicodedata.normalize("NFD", SMALL)) == load(SMALL)


@pytest.mark.parametrize(("row", "field", "good", "bad"), MISTAKES)
def test_a_planted_mistake_is_named_with_its_item_and_field(row, field, good, bad):
    assert good in SMALL
    with pytest.raises(CatalogueError) as refused:
        load(SMALL.replace(good, bad, 1) if good != "code: XX-02" else SMALL.replace(good, bad))
    assert (refused.value.file, refused.value.row, refused.value.field) == ("text", row, field)


def test_a_file_with_a_mistake_is_named(tmp_path: Path):
    (tmp_path / "wrong.yaml").write_text(SMALL.replace("lead: police", "lead: army"), encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"^wrong\.yaml, XX-01, lead: 'army' is none of dic, police, both$"):
        load(tmp_path / "wrong.yaml")


def test_conditions_that_lead_round_are_refused():
    first = "        acts: [BC-12.1]\n"
    circle = SMALL.replace(first, f"{first}        only_if: {{code: XX-02, above: 0}}\n")
    with pytest.raises(CatalogueError, match="comes back to XX-01"):
        load(circle)


def test_a_condition_on_an_item_without_a_number_is_refused():
    with pytest.raises(CatalogueError, match="XX-01 has no number"):
        load(
            SMALL.replace("type: number, unit: chiếc", "type: pass_fail").replace(
                "{at_least: deliveries_per_day.commune}", "judged"
            )
        )


def test_the_acts_and_limits_that_an_item_may_name_can_be_given():
    with pytest.raises(CatalogueError, match=r"'BC-12\.1' is no act"):
        load(SMALL, acts={"BC-09.1"})
    with pytest.raises(CatalogueError, match="is no limit"):
        load(SMALL, limits={"deliveries_per_day": {"centre": 2}})


def test_the_digest_is_the_same_whatever_the_order_of_keys_and_the_form_of_letters():
    one = {"b": ["Bưu điện", 1], "a": None}
    other = {"a": None, "b": [unicodedata.normalize("NFD", "Bưu điện"), 1]}
    assert canonical(one) == canonical(other) == '{"a":null,"b":["Bưu điện",1]}'
    assert digest(one) == digest(other)
    assert len(digest(one)) == 64


def test_reading_a_checklist_twice_gives_one_digest(checklists):
    assert [digest(checklist) for checklist in shipped()] == [digest(checklist) for checklist in checklists]


def test_the_digest_changes_with_one_letter():
    assert digest(load(SMALL)) != digest(load(SMALL.replace("Có giấy phép", "Có giấy phep")))

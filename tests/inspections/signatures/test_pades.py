"""Knows which files are a locked paper plus signatures and which only look so; knows no page and no database."""

import io
import random
import re
import socket
from datetime import datetime, timedelta
from pathlib import Path

import pypdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore

from inspections.errors import RuleBroken
from inspections.signatures import rules
from inspections.signatures.pades import check, roots_in
from models.base import now
from tests.inspections.signatures.signing import identity, paper, sign

LEADER, SECRETARY = identity(), identity("Ngô Thị Bích Trâm")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that asks the network fails its test."""

    def refuse(*_args: object) -> None:
        raise AssertionError("asked the network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(scope="module")
def signed() -> bytes:
    """The paper with the leader's signature."""
    return sign(paper(), LEADER)


@pytest.fixture(scope="module")
def signed_twice(signed: bytes) -> bytes:
    """The paper with the signatures of both."""
    return sign(signed, SECRETARY, "Signature2")


def refusal(sent: bytes, own: bytes | None = None) -> str:
    """Why a file is refused."""
    with pytest.raises(RuleBroken) as broken:
        check(own or paper(), sent, [])
    return broken.value.message


def changed(data: bytes, place: int) -> bytes:
    """The file with one other byte."""
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def test_a_signed_paper_tells_who_signed_and_when(signed: bytes) -> None:
    (signer,) = check(paper(), signed, [LEADER.issuer])
    assert (signer["name"], signer["organisation"]) == ("Phạm Thị Thu Hà", "Sở Khoa học và Công nghệ")
    assert signer["issuer"] == "CA phục vụ các cơ quan"
    assert (signer["timed"], signer["valid_then"], signer["chain"]) == ("clock", True, "trusted")
    assert now() - datetime.fromisoformat(signer["at"]) < timedelta(minutes=5)


def test_two_signatures_are_both_told_in_their_order(signed_twice: bytes) -> None:
    names = [one["name"] for one in check(paper(), signed_twice, [])]
    assert names == ["Phạm Thị Thu Hà", "Ngô Thị Bích Trâm"]


def test_a_chain_is_trusted_by_the_installed_roots_alone(signed: bytes) -> None:
    stranger = identity(authority="CA khác")
    assert [one["chain"] for one in check(paper(), signed, [])] == ["no_roots"]
    assert [one["chain"] for one in check(paper(), signed, [stranger.issuer])] == ["untrusted"]


def test_an_issuer_that_only_has_the_name_of_a_root_is_not_trusted(signed: bytes) -> None:
    from tests.inspections.signatures import signing

    signing._authority.cache_clear()
    namesake = identity()
    assert [one["chain"] for one in check(paper(), signed, [namesake.issuer])] == ["untrusted"]


def test_a_certificate_that_had_ended_is_told_and_its_chain_all_the_same() -> None:
    late = identity(days=(-300, -200))
    (signer,) = check(paper(), sign(paper(), late), [late.issuer])
    assert (signer["valid_then"], signer["chain"]) == (False, "trusted")


def test_a_time_stamp_tells_the_time_in_place_of_the_clock_of_who_signed() -> None:
    issuer = identity("Cấp dấu thời gian", stamps=True)
    stamped = sign(paper(), LEADER, stamper=issuer)
    assert [one["timed"] for one in check(paper(), stamped, [LEADER.issuer, issuer.issuer])] == ["stamp"]
    assert [one["timed"] for one in check(paper(), stamped, [])] == ["stamp_unchecked"]


def test_one_changed_byte_of_the_paper_is_refused(signed: bytes) -> None:
    for place in (10, len(paper()) // 2, len(paper()) - 2):
        assert refusal(changed(signed, place)) == rules.OTHER_FILE


def test_one_changed_byte_after_the_paper_is_refused_wherever_it_is(signed: bytes) -> None:
    contents = signed.index(b"/Contents <", len(paper()))
    digits = contents + len(b"/Contents <")
    end = signed.index(b">", digits)
    last = max(place for place in range(digits, end) if signed[place] != ord("0"))
    places = [len(paper()) + 30, contents - 5, digits + 1, last, end - 40, end + 40, len(signed) - 9]
    for place in places:
        assert refusal(changed(signed, place)) in {rules.BROKEN, rules.CHANGED, rules.UNCOVERED, rules.OTHER_FILE}


def test_the_letters_of_a_signature_may_not_even_change_their_case(signed: bytes) -> None:
    digits = signed.index(b"/Contents <", len(paper())) + len(b"/Contents <")
    letter = next(place for place in range(digits, digits + 500) if chr(signed[place]) in "ABCDEF")
    assert refusal(signed[:letter] + signed[letter : letter + 1].lower() + signed[letter + 1 :]) == rules.BROKEN


@pytest.mark.parametrize("more", [b"x", b"\n", b"\n%%EOF\n", b"\n% more\n%%EOF\n"])
def test_what_is_added_after_the_last_signature_is_refused(signed: bytes, more: bytes) -> None:
    assert refusal(signed + more) in {rules.UNCOVERED, rules.BROKEN}


def test_another_paper_a_scan_and_no_signature_are_told_apart() -> None:
    other = paper("Văn bản khác.")
    assert refusal(sign(other, LEADER)) == rules.OTHER_FILE
    assert refusal(other) == rules.OTHER_FILE
    assert refusal(paper()) == rules.UNSIGNED
    assert refusal(paper() + b"\n") == rules.UNSIGNED
    assert refusal(b"\xff\xd8\xff\xe0 mot tam anh") == rules.NOT_PDF
    assert refusal(b"") == rules.NOT_PDF
    assert refusal(paper() + b" " * (rules.MOST_ADDED + 1)) == rules.TOO_LARGE


def test_an_encrypted_file_is_refused_as_such(signed: bytes) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(signed))
    writer.encrypt("mat khau", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert refusal(out.getvalue()) == rules.ENCRYPTED


def updated(data: bytes, change: str) -> bytes:
    """The file with one more revision that changes something."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    page = writer.root["/Pages"]["/Kids"].raw_get(0)
    name = generic.pdf_name
    if change == "note":
        note = {"/Type": name("/Annot"), "/Subtype": name("/Text"), "/Contents": generic.pdf_string("sửa")}
        rect = generic.ArrayObject(map(generic.NumberObject, (10, 10, 50, 50)))
        made = generic.DictionaryObject({name(key): value for key, value in note.items()} | {name("/Rect"): rect})
        writer.register_annotation(page.reference, writer.add_object(made))
    elif change == "page":
        writer.add_stream_to_page(0, writer.add_object(generic.StreamObject(stream_data=b"q 0 0 99 99 re f Q")))
    elif change == "catalogue":
        writer.root[name("/OpenAction")] = generic.DictionaryObject({name("/S"): name("/Print")})
        writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("change", ["note", "page", "catalogue"])
def test_a_change_beside_the_signature_is_refused_before_and_after_it(signed: bytes, change: str) -> None:
    assert refusal(sign(updated(paper(), change), LEADER)) == rules.CHANGED
    assert refusal(updated(signed, change)) == rules.CHANGED
    assert refusal(sign(updated(signed, change), SECRETARY, "Signature2")) == rules.CHANGED


def test_another_document_behind_our_bytes_is_refused() -> None:
    """Its signature covers the whole file, but nothing of it refers to the paper that it begins with."""
    own, other = paper(), paper("Văn bản khác hẳn.")
    start = len(own) + 1

    def moved(found: re.Match[bytes]) -> bytes:
        return b"%010d 00000 n" % (int(found[1]) + start)

    table, tail = other[: other.rindex(b"\nxref")], other[other.rindex(b"\nxref") :]
    tail = re.sub(rb"(\d{10}) 00000 n", moved, tail)
    tail = re.sub(rb"startxref\n(\d+)", lambda found: b"startxref\n%d" % (int(found[1]) + start), tail)
    joined = own + b"\n" + table + tail
    assert PdfFileReader(io.BytesIO(joined)).xrefs.total_revisions == 1
    assert refusal(sign(joined, LEADER)) == rules.OTHER_FILE


def test_a_signature_that_could_hide_the_page_is_refused() -> None:
    assert refusal(sign(paper(), LEADER, box=(0, 0, 595, 842))) == rules.HIDES


def test_certificates_kept_for_later_may_follow_the_signature(signed: bytes) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    DocumentSecurityStore.supply_dss_in_writer(writer, None, certs=[LEADER.issuer])
    out = io.BytesIO()
    writer.write(out)
    assert len(check(paper(), out.getvalue(), [])) == 1


@pytest.mark.parametrize(
    "more",
    [
        b"\nstartxref\n999999999\n%%EOF",
        b"\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 9/Prev 0>>\nstartxref\n1\n%%EOF",
        b"\n" + b"[" * 100_000 + b"\n%%EOF",
        b"\n%PDF-1.4\n%%EOF",
    ],
)
def test_a_file_made_to_break_its_reader_is_refused_with_a_sentence(more: bytes) -> None:
    assert refusal(paper() + more) in {rules.BROKEN, rules.UNSIGNED, rules.OTHER_FILE}


def test_nothing_that_is_cut_twisted_or_doubled_gets_through_or_breaks_the_check(signed: bytes) -> None:
    chance, own = random.Random(63), len(paper())
    for _ in range(40):
        first = chance.randrange(own, len(signed))
        last = min(first + chance.randrange(1, 400), len(signed))
        for sent in (signed[:first] + signed[last:], signed[:last] + signed[first:], signed[:first]):
            assert sent == signed or refusal(sent)


def test_roots_are_read_from_a_folder_in_both_spellings(tmp_path: Path) -> None:
    assert roots_in(tmp_path / "none") == []
    (tmp_path / "a.pem").write_bytes(LEADER.pem)
    (tmp_path / "b.cer").write_bytes(LEADER.issuer.dump())
    (tmp_path / "readme.txt").write_text("…")
    assert [one.dump() for one in roots_in(tmp_path)] == [LEADER.issuer.dump()] * 2

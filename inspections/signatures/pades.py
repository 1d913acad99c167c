"""Holds a signed PDF against the one that was locked: the same bytes, then signatures alone. It asks no network.

Signatures are PAdES or plain PDF signatures (circular 15/2025/TT-BKHCN: ETSI EN 319 142-1, ISO 32000). Revocation is
not asked, because that would need the network. Importing this file takes a second; it is imported where a file came.
"""

import io
import logging
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import parser, pem, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodeLimits, DocumentDecodeBudget, MiB, StreamDecodeLimits
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign import diff_analysis as diff
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from inspections.errors import RuleBroken
from inspections.signatures import rules
from inspections.signatures.rules import Signer
from models.base import now

for _name in ("pyhanko", "pyhanko_certvalidator"):
    # What they would log of a refused file names the people of its certificates.
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)

LTA = diff.ModificationLevel.LTA_UPDATES
POLICY = diff.StandardDiffPolicy(
    global_rules=[
        diff.CatalogModificationRule(),
        *(
            rule.as_qualified(LTA)
            for rule in (
                diff.DocInfoRule(),
                diff.XrefStreamRule(),
                diff.ObjectStreamRule(),
                diff.DSSCompareRule(),
                diff.MetadataUpdateRule(),
            )
        ),
    ],
    form_rule=diff.FormUpdatingRule(
        [diff.SigFieldCreationRule(allow_new_visible_after_certify=True), diff.SigFieldModificationRule()],
        ignored_acroform_keys=frozenset({"/Fields", "/DR", "/DA", "/Q", "/SigFlags"}),
    ),
)
"""What may follow the locked bytes: signature fields, their certificates, metadata; no other field, page or note."""

USAGE = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False)
LIMITS = DecodeLimits(
    per_stream=StreamDecodeLimits(max_output_size=32 * MiB),
    document_budget=DocumentDecodeBudget(base_allowance=128 * MiB, max_ratio=20),
)
"""How much a small file may grow into while it is read."""
UNREADABLE = (
    *(PdfError, PathError, ValidationError, UnsupportedAlgorithm, InvalidSignature),
    *(ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError, RuntimeError, EOFError),
    *(struct.error, zlib.error),
)
"""What the library raises at a file that is cut off, has been tampered with or was made to break its reader."""
A4 = 595.28 * 841.89
LONGEST = 200
PEM_OR_DER = {".pem", ".crt", ".cer", ".der"}


def roots_in(folder: Path) -> list[x509.Certificate]:
    """The certificates that an installation trusts: every .pem, .crt, .cer or .der file of the folder, if there is one.

    Raises RuleBroken for a file that holds none that can be read.
    """
    found = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix.lower() not in PEM_OR_DER:
            continue
        try:
            found += _certificates(path.read_bytes())
        except ValueError as error:
            raise RuleBroken(f"Chứng thư gốc {path.name} đã cài không đọc được; mời báo người quản trị.") from error
    return found


def _certificates(raw: bytes) -> list[x509.Certificate]:
    """Every certificate of a file in either spelling; raises ValueError for what is none."""
    ders = [der for _kind, _headers, der in pem.unarmor(raw, multiple=True)] if pem.detect(raw) else [raw]
    found = [x509.Certificate.load(der, strict=True) for der in ders]
    for one in found:
        _ = one.native
    return found


def check(own: bytes, sent: bytes, roots: Sequence[x509.Certificate]) -> list[dict[str, Any]]:
    """The signers of ``sent``, each as a Signer's dict; raises RuleBroken where it is not ``own`` plus signatures."""
    refuse_other(own, sent)
    try:
        return _checked(own, sent, roots)
    except RuleBroken:
        raise
    except UNREADABLE as error:
        raise RuleBroken(rules.BROKEN) from error


def refuse_other(own: bytes, sent: bytes) -> None:
    """Raises RuleBroken for what cannot be ``own`` plus signatures by its bytes alone."""
    if b"%PDF-" not in sent[:1024]:
        raise RuleBroken(rules.NOT_PDF)
    if len(sent) > len(own) + rules.MOST_ADDED:
        raise RuleBroken(rules.TOO_LARGE)
    if not sent.startswith(own):
        raise RuleBroken(rules.ENCRYPTED if b"/Encrypt" in sent else rules.OTHER_FILE)
    if not sent[len(own) :].strip():
        raise RuleBroken(rules.UNSIGNED)


def _checked(own: bytes, sent: bytes, roots: Sequence[x509.Certificate]) -> list[dict[str, Any]]:
    reader = PdfFileReader(io.BytesIO(sent), decode_limits=LIMITS)
    if reader.encrypted:
        raise RuleBroken(rules.ENCRYPTED)
    base = _base(own, reader)
    signatures = list(reader.embedded_signatures)
    if not reader.embedded_regular_signatures:
        raise RuleBroken(rules.UNSIGNED)
    if len(signatures) > rules.MOST_SIGNATURES:
        raise RuleBroken(rules.TOO_LARGE)
    _refuse_changes(reader, base)
    for one in signatures:
        _refuse_stuffed(one, sent)
    found = [signer for one in signatures if (signer := _signer(one, roots))]
    last = max(signatures, key=lambda one: one.signed_revision)
    if last.coverage != SignatureCoverageLevel.ENTIRE_FILE:
        _refuse_unsigned(reader, last, sent)
    return [asdict(one) for one in found]


def _base(own: bytes, reader: PdfFileReader) -> HistoricalResolver:
    """The locked paper as a revision of the signed file; raises RuleBroken when the file is not built upon it.

    A file may begin with our bytes and then hold another document that never refers to them.
    """
    xrefs, ours = reader.xrefs, PdfFileReader(io.BytesIO(own)).xrefs
    count = ours.total_revisions
    if xrefs.total_revisions <= count:
        raise RuleBroken(rules.OTHER_FILE)
    for number in range(count):
        if xrefs.get_startxref_for_revision(number) != ours.get_startxref_for_revision(number):
            raise RuleBroken(rules.OTHER_FILE)
    base = reader.get_historical_resolver(count - 1)
    # The analysis compares two forms, and a paper of ours has none: an empty one stands for it.
    name = generic.pdf_name
    base.root[name("/AcroForm")] = generic.DictionaryObject({name("/Fields"): generic.ArrayObject()})
    return base


def _refuse_changes(reader: PdfFileReader, base: HistoricalResolver) -> None:
    """Raises RuleBroken where anything but signatures differs from the locked paper, or one of them could hide it."""
    if not isinstance(POLICY.review_file(reader, base), diff.DiffResult):
        raise RuleBroken(rules.CHANGED)
    for widget in _widgets(reader.root["/AcroForm"]["/Fields"]):
        left, bottom, right, top = (float(edge) for edge in widget.get("/Rect", (0, 0, 0, 0)))
        if "/A" in widget or "/AA" in widget or abs((right - left) * (top - bottom)) > rules.LARGEST_SEAL * A4:
            raise RuleBroken(rules.HIDES)


def _widgets(fields: Any) -> Iterator[Any]:
    for one in fields:
        field = one.get_object()
        yield field
        yield from _widgets(field.get("/Kids", ()))


def _refuse_stuffed(signature: EmbeddedPdfSignature, sent: bytes) -> None:
    """Raises RuleBroken where the place of a signature, which no signature covers, holds more than that signature."""
    held = signature.pkcs7_content
    _start, before, after, _rest = (int(number) for number in signature.byte_range)
    gap = {b"<%b>" % spelt for spelt in (held.hex().encode(), held.hex().upper().encode())}
    if sent[before:after] not in gap or held[parser.peek(held) :].strip(b"\0"):
        raise RuleBroken(rules.BROKEN)


def _signer(signature: EmbeddedPdfSignature, roots: Sequence[x509.Certificate]) -> Signer | None:
    """Who signed, when, by which certificate; None for a mere time stamp. Raises RuleBroken where it does not hold."""
    stamp = signature.sig_object_type == "/DocTimeStamp"
    context = _context(roots, None)
    if stamp:
        status: Any = validate_pdf_timestamp(signature, context, diff_policy=POLICY)
    else:
        status = validate_pdf_signature(signature, context, context, diff_policy=POLICY, key_usage_settings=USAGE)
    if not (status.intact and status.valid):
        raise RuleBroken(rules.BROKEN)
    if status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        raise RuleBroken(rules.UNCOVERED)
    if not status.docmdp_ok:
        raise RuleBroken(rules.CHANGED)
    return None if stamp else _described(signature, status, roots)


def _described(signature: EmbeddedPdfSignature, status: Any, roots: Sequence[x509.Certificate]) -> Signer:
    certificate = signature.signer_cert
    at, timed = _time(status)
    first, last = certificate.not_valid_before, certificate.not_valid_after
    # The chain is asked for a day on which the certificate was valid: whether it was at the signing is said apart.
    moment = min(max(at or now(), first), last)
    chain = validate_pdf_signature(
        signature, _context(roots, moment), diff_policy=POLICY, key_usage_settings=USAGE, skip_diff=True
    )
    return Signer(
        name=_named(certificate.subject, "common_name"),
        organisation=_named(certificate.subject, "organization_name", "organizational_unit_name"),
        issuer=_named(certificate.issuer, "common_name", "organization_name"),
        at=at.isoformat() if at else None,
        timed=timed,
        valid_then=first <= at <= last if at else None,
        chain=("trusted" if chain.trusted else "untrusted") if roots else "no_roots",
    )


def _context(roots: Sequence[x509.Certificate], moment: datetime | None) -> ValidationContext:
    """What a certificate is held against: the trusted roots alone, at this moment, without any network."""
    return ValidationContext(trust_roots=list(roots), allow_fetching=False, moment=moment)


def _time(status: Any) -> tuple[datetime | None, str]:
    """When it was signed, and who says so; raises RuleBroken for a time stamp that does not hold."""
    stamp = status.timestamp_validity
    if stamp is None:
        reported = status.signer_reported_dt
        return reported, "clock" if reported else ""
    if not (stamp.intact and stamp.valid):
        raise RuleBroken(rules.BROKEN)
    return stamp.timestamp, "stamp" if stamp.trusted else "stamp_unchecked"


def _named(name: x509.Name, *kinds: str) -> str:
    """The first of these parts of a certificate's name, cut where it is too long."""
    native = name.native
    found = next((native[kind] for kind in kinds if native.get(kind)), "")
    text = ", ".join(found) if isinstance(found, list) else str(found)
    return "".join(sign for sign in text if sign.isprintable())[:LONGEST]


def _refuse_unsigned(reader: PdfFileReader, last: EmbeddedPdfSignature, sent: bytes) -> None:
    """Raises RuleBroken for what follows the last signature and is more than certificates kept for later."""
    added = reader.xrefs.total_revisions - 1 > last.signed_revision
    result: Any = last.diff_result
    kept = isinstance(result, diff.DiffResult) and result.modification_level <= LTA
    if not added or not kept or not sent.rstrip().endswith(b"%%EOF"):
        raise RuleBroken(rules.UNCOVERED)

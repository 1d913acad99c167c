"""Knows how a paper is signed with a key of the test's own, as the government's tool would; knows no page."""

import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from asn1crypto import keys, x509
from cryptography import x509 as making
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from inspections.papers.content import Cell, Content, Head, Signatures, Stamp, text
from inspections.papers.layout import pdf
from models.base import now

DER = serialization.Encoding.DER
BOX = (320, 120, 480, 180)
"""Where a visible signature stands on the page."""


@dataclass(frozen=True)
class Identity:
    """A certificate with its key, and the certificate of who issued it."""

    certificate: x509.Certificate
    key: keys.PrivateKeyInfo
    issuer: x509.Certificate
    pem: bytes


def _name(common: str, organisation: str) -> making.Name:
    pairs = {NameOID.COMMON_NAME: common, NameOID.ORGANIZATION_NAME: organisation}
    return making.Name([making.NameAttribute(kind, value) for kind, value in pairs.items()])


@cache
def _authority(common: str) -> tuple[Any, making.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(common, "Ban Cơ yếu thử nghiệm")
    limits = making.BasicConstraints(ca=True, path_length=None)
    built = _building(name, name, key, now() - timedelta(days=900), now() + timedelta(days=900))
    return key, built.add_extension(limits, critical=True).sign(key, hashes.SHA256())


def _building(subject: making.Name, issuer: making.Name, key: Any, first: datetime, last: datetime) -> Any:
    return (
        making.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(making.random_serial_number())
        .not_valid_before(first)
        .not_valid_after(last)
    )


def identity(
    name: str = "Phạm Thị Thu Hà",
    authority: str = "CA phục vụ các cơ quan",
    days: tuple[int, int] = (-30, 300),
    stamps=False,
) -> Identity:
    """A person's certificate that is valid between these days from today; ``stamps`` makes it a time stamp's."""
    issuing_key, issuer = _authority(authority)
    key: Any = rsa.generate_private_key(65537, 2048) if stamps else ec.generate_private_key(ec.SECP256R1())
    first, last = (now() + timedelta(days=one) for one in days)
    built = _building(_name(name, "Sở Khoa học và Công nghệ"), issuer.subject, key, first, last)
    usage = making.KeyUsage(True, True, *[False] * 7)
    built = built.add_extension(usage, critical=True)
    if stamps:
        built = built.add_extension(making.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    made = built.sign(issuing_key, hashes.SHA256())
    plain = key.private_bytes(DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return Identity(
        x509.Certificate.load(made.public_bytes(DER)),
        keys.PrivateKeyInfo.load(plain),
        x509.Certificate.load(issuer.public_bytes(DER)),
        issuer.public_bytes(serialization.Encoding.PEM),
    )


@cache
def paper(words: str = "Nội dung thử.") -> bytes:
    """A paper as it is locked."""
    signed = Signatures(((Cell(("TRƯỞNG ĐOÀN",), "Phạm Thị Thu Hà"), Cell(("THƯ KÝ ĐOÀN",), "Ngô Thị Bích Trâm")),))
    content = Content(Head("SỞ", "ĐOÀN", "Số: 01"), "BIÊN BẢN", "Thử", (text("last", words), signed))
    return pdf.render(content, Stamp((), ("Mã",)), {})[0]


def sign(
    data: bytes, by: Identity, field: str = "Signature1", stamper: Identity | None = None, box: Any = BOX
) -> bytes:
    """The file with one more signature, visible on its first page; ``stamper`` puts a time stamp on it."""
    store = SimpleCertificateStore.from_certs([by.issuer])
    signer = signers.SimpleSigner(signing_cert=by.certificate, signing_key=by.key, cert_registry=store)
    told = signers.PdfSignatureMetadata(field_name=field, subfilter=fields.SigSeedSubFilter.PADES)
    place = fields.SigFieldSpec(field, on_page=0, box=box)
    clock = None
    if stamper:
        certs = SimpleCertificateStore.from_certs([stamper.issuer])
        clock = DummyTimeStamper(stamper.certificate, stamper.key, certs_to_embed=certs)
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    made = signers.sign_pdf(writer, told, signer=signer, timestamper=clock, new_field_spec=place)
    return bytes(made.getvalue())

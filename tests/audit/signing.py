"""Seals a PDF as a bureau would, with a certificate made for the test."""

from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO

from asn1crypto import keys
from asn1crypto import x509 as certificates
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

STAMP = TextStampStyle(stamp_text="Finance bureau\n%(ts)s")


@cache
def signer() -> SimpleSigner:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name, day = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Finance bureau")]), datetime(2025, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, day, day + timedelta(days=36500)).sign(
        key, hashes.SHA256()
    )
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SimpleSigner(
        signing_cert=certificates.Certificate.load(made.public_bytes(Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),
    )


def sealed(
    data: bytes,
    field: str = "signature",
    place: tuple[int, tuple[int, int, int, int]] | None = None,
    visible: bool = True,
) -> bytes:
    """Sign a field, or a new one at a place (page from 0, box in points); a visible seal draws its stamp."""
    writer = IncrementalPdfFileWriter(BytesIO(data))
    if place is not None:
        append_signature_field(writer, SigFieldSpec(field, on_page=place[0], box=place[1]))
    made = PdfSigner(PdfSignatureMetadata(field_name=field), signer(), stamp_style=STAMP if visible else None)
    return bytes(made.sign_pdf(writer, in_place=False).getvalue())

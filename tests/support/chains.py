"""Certificate chains made for a test: root, intermediate and leaf, each as wrong as a test wants it."""

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from skill.web.certificates import SIGNER

URL = "https://s3.amazonaws.com/echo.api/echo-api-cert-12.pem"
PATH = "/echo.api/echo-api-cert-12.pem"
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@cache
def rsa_key(name: str) -> rsa.RSAPrivateKey:
    """One key for each name, made once in a test run: they take long."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def ec_key(name: str) -> ec.EllipticCurvePrivateKey:
    """The same, and quick."""
    return ec.generate_private_key(ec.SECP256R1())


@dataclass(frozen=True)
class Authority:
    """Somebody who signs certificates."""

    certificate: x509.Certificate
    key: Key


def pem(*certificates: x509.Certificate) -> bytes:
    """Certificates one after the other, as they lie on Amazon's store."""
    return b"".join(each.public_bytes(serialization.Encoding.PEM) for each in certificates)


def _builder(subject: str, issuer: x509.Name, key: Key, days: tuple[int, int]) -> x509.CertificateBuilder:
    today = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today + timedelta(days=days[0]))
        .not_valid_after(today + timedelta(days=days[1]))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def authority(
    name: str, by: Authority | None = None, days: tuple[int, int] = (-1, 365), is_authority: bool = True
) -> Authority:
    """A root, or with `by` an intermediate."""
    key = ec_key(name)
    builder = _builder(name, by.certificate.subject if by else _name(name), key, days)
    builder = builder.add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=is_authority), critical=True)
    return Authority(_signed(builder, by or Authority(None, key)), key)  # type: ignore[arg-type]


def leaf(
    by: Authority,
    names: tuple[str, ...] = (SIGNER,),
    days: tuple[int, int] = (-1, 90),
    key: Key | None = None,
) -> x509.Certificate:
    """The certificate of whoever signs requests, with these names in its SAN."""
    builder = _builder("signer", by.certificate.subject, key or rsa_key("leaf"), days)
    if names:
        builder = builder.add_extension(
            x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False
        )
    builder = builder.add_extension(_usage(signs_certificates=False), critical=True)
    builder = builder.add_extension(
        x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]),
        critical=False,
    )
    return _signed(builder, by)


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _signed(builder: x509.CertificateBuilder, by: Authority) -> x509.Certificate:
    known = x509.AuthorityKeyIdentifier.from_issuer_public_key(by.key.public_key())
    return builder.add_extension(known, critical=False).sign(by.key, hashes.SHA256())


@cache
def good() -> tuple[Authority, Authority, x509.Certificate]:
    """A root, an intermediate, and a leaf for Alexa's name: as it should be."""
    root = authority("root")
    between = authority("intermediate", root)
    return root, between, leaf(between)


@cache
def good_pem() -> bytes:
    """What lies on the store, as it should be: the leaf and the intermediate."""
    _, between, signing = good()
    return pem(signing, between.certificate)


def signature(body: bytes, key: rsa.RSAPrivateKey | None = None) -> str:
    """A body's signature, as `Signature-256` carries it."""
    signed = (key or rsa_key("leaf")).sign(body, PKCS1v15(), hashes.SHA256())
    return base64.b64encode(signed).decode()


def signed_headers(
    body: bytes, key: rsa.RSAPrivateKey | None = None, /, **changed: str | None
) -> dict[str, str]:
    """The headers that Alexa sends with a body; `changed` ones by their names, None leaves one out."""
    headers: dict[str, str | None] = {
        "Content-Type": "application/json;charset=utf-8",
        "SignatureCertChainUrl": URL,
        "Signature-256": signature(body, key),
    }
    headers.update({name.replace("_", "-"): value for name, value in changed.items()})
    return {name: value for name, value in headers.items() if value is not None}


def as_bytes(envelope: dict[str, Any]) -> bytes:
    """A body, as it is signed and sent."""
    return json.dumps(envelope).encode()

"""flask-ask-sdk 1.0.0 serving hello world behind its own verifier, made to import and to trust a root."""

import importlib.util
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

from flask import Flask

from bench.hello import BUILDER
from tests.support.chains import URL
from tests.support.envelopes import MAT

PATTERN, WIDER = b"\\\\d\\\\.\\\\d\\\\.\\\\d[a-z]*", b"\\\\d\\\\.\\\\d\\\\.\\\\d+[a-z]*"
"""oscrypto's look for OpenSSL's version as its source spells it, and one that takes 3.0.10."""


class _Corrected(SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType:
        source = self.get_data(self.path).replace(PATTERN, WIDER)
        code: CodeType = self.source_to_code(source, self.path)
        return code


def correct_oscrypto() -> None:
    """Load the one module whose pattern is too narrow, with a wider one."""
    name = "oscrypto._openssl._libcrypto_cffi"
    found: Any = importlib.util.find_spec(name)
    found.loader = _Corrected(name, found.origin)
    sys.modules[name] = importlib.util.module_from_spec(found)
    found.loader.exec_module(sys.modules[name])


def make_app(folder: Path) -> Flask:
    """The app, with the chain of the folder in its verifier's cache, and its root beside the system's."""
    correct_oscrypto()
    import certvalidator
    from ask_sdk_webservice_support import verifier
    from asn1crypto import pem, x509
    from flask_ask_sdk.skill_adapter import SkillAdapter

    root = x509.Certificate.load(pem.unarmor((folder / "root.pem").read_bytes())[2])

    def validator(end: bytes, between: list[bytes]) -> Any:
        """As the verifier makes it for each request, but for the one root more."""
        context = certvalidator.ValidationContext(extra_trust_roots=[root])
        return certvalidator.CertificateValidator(end, between, context)

    vars(verifier)["CertificateValidator"] = validator
    app = Flask(__name__)
    adapter = SkillAdapter(skill=BUILDER.create(), skill_id=MAT.skill, app=app)
    adapter.register(app=app, route="/alexa")
    checks = adapter._webservice_handler._verifiers
    checks[0]._cert_cache[URL] = (folder / "chain.pem").read_bytes()
    return app

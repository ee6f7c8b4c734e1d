"""Makes ask-sdk-webservice-support importable where oscrypto cannot tell OpenSSL's version.

ask-sdk-webservice-support 1.3.3 imports certvalidator 0.11.1, and that oscrypto 1.3.0, which looks for
one digit after the second dot of OpenSSL's version. On OpenSSL 3.0.10 to 3.0.19, as in Debian 12 and
Ubuntu 24.04, it raises at import (github.com/wbond/oscrypto/issues/75, checked 2026-11-22).

Where the import works by itself, nothing is touched. Where it fails, an empty certvalidator stands in
while it is tried again, and is taken away afterwards. Nothing here uses certvalidator: the requests
are verified by `skill.web.verify`. The SDK's own `RequestVerifier` then says so when it is called.

Delete this module when an oscrypto with a wider pattern is released, or the SDK lets go of
certvalidator: once `import ask_sdk_webservice_support.verifier` works on Debian 12 with nothing done.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import NoReturn

NEEDS = "certvalidator"


def load() -> bool:
    """Import the SDK's verifier module; tells whether it needed the stand-in."""
    try:
        import_module("ask_sdk_webservice_support.verifier")
    except Exception:  # oscrypto raises one of its own kind, and kinds of the linker's
        with _stand_in():
            import_module("ask_sdk_webservice_support.verifier")
        return True
    return False


@contextmanager
def _stand_in() -> Iterator[None]:
    package, errors = ModuleType(NEEDS), ModuleType(f"{NEEDS}.errors")
    vars(package).update(CertificateValidator=_refuse, errors=errors, __path__=[])
    vars(errors).update(PathError=type("PathError", (Exception,), {}), ValidationError=ValueError)
    ours = {module.__name__: module for module in (package, errors)}
    before = {name: sys.modules[name] for name in ours if name in sys.modules}
    sys.modules.update(ours)
    try:
        yield
    finally:
        for name in ours:
            del sys.modules[name]
        sys.modules.update(before)


def _refuse(*_: object, **__: object) -> NoReturn:
    raise RuntimeError(
        "certvalidator does not load on this system's OpenSSL. Give WebserviceSkillHandler the verifiers "
        "of skill.web.verify, as skill.web.service does."
    )


STOOD_IN = load()
"""Whether this process needed the stand-in."""

from ask_sdk_webservice_support.verifier import AbstractVerifier  # noqa: E402  # only now importable
from ask_sdk_webservice_support.webservice_handler import WebserviceSkillHandler  # noqa: E402

__all__ = ["STOOD_IN", "AbstractVerifier", "WebserviceSkillHandler", "load"]

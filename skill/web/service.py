"""The SDK's web service handler, given verifiers that work, and bytes that are verified before all else."""

from typing import Any

from werkzeug.exceptions import UnsupportedMediaType

from skill.app import Skill
from skill.web.certificates import Certificates
from skill.web.sdk import WebserviceSkillHandler
from skill.web.verify import SignatureVerifier, TimestampVerifier


class Service(WebserviceSkillHandler):
    """Takes only what Alexa signed just now."""

    def __init__(self, skill: Skill, certificates: Certificates) -> None:
        super().__init__(
            skill, verify_signature=False, verify_timestamp=False, verifiers=[TimestampVerifier()]
        )
        self._signature = SignatureVerifier(certificates)

    def verify_request_and_dispatch(self, http_request_headers: Any, http_request_body: Any) -> Any:
        """Answer a request's raw bytes with a response that is plain JSON.

        Nothing is parsed before the signature is checked. Raises Refused for a request that is not
        proven to be Alexa's, MalformedRequest for one that is no Alexa request, or is for
        another skill, and UnsupportedMediaType for one that does not say that it is JSON.
        """
        self._signature.verify(http_request_headers, http_request_body)
        if not _says_json(http_request_headers.get("Content-Type", "")):
            raise UnsupportedMediaType("The content type is not application/json.")
        return super().verify_request_and_dispatch(http_request_headers, http_request_body)


def _says_json(content_type: str) -> bool:
    return content_type.partition(";")[0].strip().lower() == "application/json"

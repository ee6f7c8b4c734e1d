"""Rules that hold for the store alone: a skill on its owner's devices does without. Checked 2026-11-26."""

from skill.package.checks.rule import Found, Package, Rule

TRUSTED = "Trusted"
"""The kind of certificate that a published skill's server has.

Amazon's page "Security Requirements for Alexa Skills" refuses a self-signed one, and the manifest page
of routines says that only this kind is published.
"""


def privacy(package: Package) -> Found:
    """No privacy page at all. Skills that ask for a permission are not published without one."""
    if not package.privacy_pages:
        yield "skill.json, privacyPolicyUrl", "there is none"


def certificate(package: Package) -> Found:
    """A server whose certificate is good for testing only."""
    told = package.manifest["apis"]["custom"].get("endpoint", {}).get("sslCertificateType", TRUSTED)
    if told != TRUSTED:
        yield "skill.json, apis.custom.endpoint", f"its certificate is {told}, not {TRUSTED}"


RULES = (
    Rule("a published skill has a privacy page", "Host docs/privacy.md, and give --privacy-url.", privacy),
    Rule("a published skill's server is trusted", "Get it a certificate for its own name.", certificate),
)
"""All rules for publishing."""

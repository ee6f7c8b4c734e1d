"""What is taken out of a request's envelope: which speaker sent it, and what that speaker can do."""

import json
from typing import Any

from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model.request_envelope import RequestEnvelope

from skill.alexa.incoming import heard
from skill.alexa.screen import SCREEN
from skill.alexa.serializer import SERIALIZER, read
from skill.channel import ALEXA, ALEXA_WITH_SCREEN, Channel
from skill.simulator.envelope import Identity
from tests.support.envelopes import Json, launch, put

INTERFACES = "context.System.device.supportedInterfaces"
SPEAKER = launch(who=Identity(interfaces=("AudioPlayer",)))
SHOW = launch(who=Identity(interfaces=("AudioPlayer", SCREEN)))


def channel(request: Json) -> Channel:
    """The channel of a request."""
    return heard(read(request)).channel


def test_a_device_with_a_screen_is_known_by_its_interfaces() -> None:
    """Only the interface of APL counts as a screen, and only where it is an object, as Amazon sends it."""
    assert channel(SHOW) is ALEXA_WITH_SCREEN
    without: tuple[Any, ...] = (
        {},
        None,
        "screen",
        7,
        [SCREEN],
        {"Display": {}},
        {SCREEN: None},
        {SCREEN: 7},
        {"Alexa.Presentation.APLT": {}},
        {"Alexa.Presentation.HTML": {}, "AudioPlayer": {}},
    )
    wrong = [each for each in without if channel(put(SHOW, INTERFACES, each)) is not ALEXA]
    assert wrong == []
    assert channel(SPEAKER) is ALEXA
    for path in ("context", "context.System", "context.System.device"):
        assert channel(put(SHOW, path, {})) is ALEXA


def test_to_ask_for_the_screen_reads_nothing_of_it() -> None:
    """The models of screens are a tenth of a cold start, and most turns never look at them."""
    envelope: Any = read(SHOW)
    assert heard(envelope).channel is ALEXA_WITH_SCREEN
    interfaces = envelope.context.system.device.supported_interfaces
    assert "_late" in vars(interfaces)
    assert interfaces.alexa_presentation_apl.runtime.max_version == "2024.3"
    assert heard(envelope).channel is ALEXA_WITH_SCREEN


def test_an_envelope_that_the_sdk_read_tells_the_same() -> None:
    """Whoever invokes the skill with ask-sdk's own serializer is answered alike."""
    for request, expected in ((SHOW, ALEXA_WITH_SCREEN), (SPEAKER, ALEXA)):
        text = json.dumps(request)
        assert heard(DefaultSerializer().deserialize(text, RequestEnvelope)).channel is expected
        assert heard(SERIALIZER.deserialize(text, RequestEnvelope)).channel is expected

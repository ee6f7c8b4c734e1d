"""Sentence templates: how they are expanded, and that the models are made of them as they stand."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from skill import languages
from skill.alexa.intents import TABLE
from skill.hearing.recogniser import FALLBACK, MODELS
from skill.hearing.training.build_models import COMMAND, MOST, WHOLE, document, text_of
from skill.hearing.training.templates import (
    BrokenTemplate,
    Templates,
    files_of,
    load_templates,
    template_locales,
)

BODY = {"rules": {"place": "(hip|back)"}, "intents": {}, "types": {}, "slots": {"side": "SIDE"}}


def small(**changes: dict[str, str]) -> Templates:
    tables = {**BODY, **changes}
    return Templates(invocation_name="x y", fallback_sensitivity="LOW", **tables)  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.parametrize("locale", template_locales())
def test_the_models_are_made_of_the_templates_as_they_stand(locale: str) -> None:
    """A model that was changed by hand, or left behind, is stale."""
    stale = (MODELS / f"{locale}.json").read_text("utf-8") != text_of(document(locale))
    assert not stale, f"{locale}.json is not what the templates make: run `{COMMAND}` and commit it"


def test_every_model_has_templates() -> None:
    assert template_locales() == sorted(path.stem for path in MODELS.glob("*.json"))
    assert {"en-US", "en-GB", "en-CA", "en-AU", "en-IN"} <= set(template_locales())


def test_a_short_template_says_all_that_it_can() -> None:
    said = small().expand("[my] <place> (hurts|aches)")
    assert set(said) == {
        f"{my}{place} {verb}"
        for my in ("", "my ")
        for place in ("hip", "back")
        for verb in ("hurts", "aches")
    }


def test_a_long_template_says_each_of_its_words_and_first_the_barest() -> None:
    words = [f"word{letter}" for letter in "abcdefghijklmnopqrst"]
    said = small().expand(f"[please] ({'|'.join(words)}) [now|here|there]")
    assert said[0] == "worda"
    assert set(words) <= set(said), "sentences of one word are all there"
    assert {word for sentence in said for word in sentence.split()} == {
        "please",
        "now",
        "here",
        "there",
        *words,
    }
    assert len(said) < 3 * len(words)


def test_slots_stay_and_possessives_join_the_word_before() -> None:
    assert small().expand("(the|my) {side} 's (sore|tight)")[0] == "the {side}'s sore"


@pytest.mark.parametrize("template", ["(a|b", "it's {nobody}", "my <nowhere> hurts"])
def test_a_template_that_cannot_be_expanded_is_named(template: str) -> None:
    with pytest.raises(BrokenTemplate, match="cannot be expanded"):
        small().expand(template)


def test_what_an_earlier_intent_says_a_later_one_leaves_out() -> None:
    said = small(intents={"Pain": "it hurts\ntoo much", "Sore": "it hurts\nsore"}).all_samples()
    assert said == {"Pain": ["it hurts", "too much"], "Sore": ["sore"]}


def test_a_locale_adds_sentences_and_replaces_rules_and_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(languages, "LANGUAGES", tmp_path)
    head = 'invocation_name = "x y"\nfallback_sensitivity = "LOW"\n[slots]\n[types.SIDE]\nleft = "left"\n'
    body = "[rules]\nplace = \"hip\"\n[intents]\nPain = '''\nmy <place>\n'''\n"
    for name in ("en", "en-GB"):
        (tmp_path / name / "intents").mkdir(parents=True)
    (tmp_path / "en" / "intents" / "0_shared.toml").write_text(head, "utf-8")
    (tmp_path / "en" / "intents" / "1_pain.toml").write_text(body, "utf-8")
    own = "[rules]\nplace = \"bum\"\n[types.SIDE]\nleft = \"port\"\n[intents]\nPain = '''\nblimey\n'''\n"
    (tmp_path / "en-GB" / "intents" / "differences.toml").write_text(own, "utf-8")
    british = load_templates("en-GB")
    assert british.all_samples() == {"Pain": ["my bum", "blimey"]}
    assert british.types == {"SIDE": {"left": "port"}}
    with pytest.raises(FileNotFoundError, match="en-AU"):
        load_templates("en-AU")


@pytest.mark.slow
def test_a_locale_holds_only_differences() -> None:
    shared = load_templates("en-US").all_samples()
    whole = sum(file.stat().st_size for file in files_of("en"))
    for locale in template_locales():
        assert sum(file.stat().st_size for file in files_of(locale)) < whole / 20
        assert load_templates(locale).all_samples().keys() == shared.keys()


@pytest.mark.slow
def test_intents_of_pain_and_of_conditions_send_every_sentence_and_others_up_to_200() -> None:
    """Beside those that stand first: the sentences without a choice, and one for each set of slots."""
    for locale in template_locales():
        templates_ = load_templates(locale)
        intents = document(locale)["interactionModel"]["languageModel"]["intents"]
        sent = {intent["name"]: len(intent["samples"]) for intent in intents}
        for intent, said in templates_.all_samples().items():
            if TABLE[intent].label in WHOLE:
                assert sent[intent] == len(said), f"{locale}, {intent} sends {sent[intent]} of {len(said)}"
            elif intent != FALLBACK:
                first = len(templates_.plain(intent)) + len({*map(slots_of, said)})
                assert sent[intent] <= max(MOST, first), f"{locale}, {intent} sends {sent[intent]}"


def slots_of(sample: str) -> str:
    return " ".join(re.findall(r"\{\w+\}", sample))


@pytest.mark.slow
def test_no_sample_has_a_pair_of_words_that_fit_no_sentence() -> None:
    """Alternatives fit their neighbours: the pairs here were made once, and were samples."""
    odd = []
    for locale in template_locales():
        for intent in document(locale)["interactionModel"]["languageModel"]["intents"]:
            found = filter(IMPOSSIBLE.search, intent["samples"])
            odd += [f"{locale}, {intent['name']}: {said!r}" for said in found]
    assert odd == []


IMPOSSIBLE = re.compile(
    r"\bi no\b|\ban (?!hour|x |m r|i b|f |s o)[bcdfgjklmnpqrstvwyz]|\bmy the\b|\ba an\b|\bthe a\b|\bi i\b"
    r"|\bextra extra\b|\bextra (an? )?extra\b|an extra .* extra$|\bdoes it going\b|\bam it\b|\bi is\b"
    r"|\b(does|do|should|will|can) (i|it|this) (supposed|meant|going)\b|\bto to\b|\bup up\b|\bin at\b"
    r"|\bi've did\b|\bfoot aren't\b|\bleg don't\b|\bneeds? i\b|\bhas keeps\b|\bis is\b|\bplease please\b"
)


def test_a_sentence_with_an_impossible_pair_is_left_out() -> None:
    said = small(intents={"Pain": "(i|it) (hurt|hurts)"})
    assert replace(said, impossible="^i hurts\n").all_samples() == {"Pain": ["i hurt", "it hurt", "it hurts"]}


def test_what_is_kept_back_no_template_says() -> None:
    said = replace(small(intents={"Pain": "(it|that) hurts"}), kept_back=frozenset(["that hurts"]))
    assert said.all_samples() == {"Pain": ["it hurts"]}


@pytest.mark.slow
def test_samples_are_what_is_typical_and_brings_new_words() -> None:
    """Plain sentences and single words of pain all stand, and sentences of many beginnings around them."""
    every = load_templates("en-US").all_samples()
    intents = document("en-US")["interactionModel"]["languageModel"]["intents"]
    chosen = {intent["name"]: set(intent["samples"]) for intent in intents}
    assert {"it hurts", "that hurts", "ow", "agony"} <= chosen["PainIntent"]
    for intent, said in every.items():
        assert load_templates("en-US").plain(intent) & set(said) <= chosen[intent] or not chosen[intent]
    carriers = [sample for sample in chosen["PainIntent"] if len(sample.split()) > 2]
    assert len({sample.split()[0] for sample in carriers}) >= 8, "carriers around wince words begin alike"

"""Writes the package as ask-cli v2 takes it: `cd build && ask deploy`."""

import json
import shutil
from pathlib import Path
from typing import Any

from skill.config import BadSetting
from skill.package import HANDLER, ROOT
from skill.package.bundle import make_bundle
from skill.package.icons import draw_icons
from skill.package.manifest import IMAGES, manifest, once
from skill.package.owner import SKILL_ID, Owner
from skill.package.pythons import Python

MODELS = ROOT / "interaction_models"
TEMPLATE = ROOT / "infrastructure" / "template.yaml"
SKILL, CODE, INFRASTRUCTURE = "skill-package", "lambda", "infrastructure"
"""Folders of the package."""

RESOURCES, STATES = "ask-resources.json", ".ask/ask-states.json"
"""ask-cli's own files: what it is told, and what it remembers."""

_FORMAT = "2020-03-31"
"""The format of both, by ask-cli 2.30.7."""

_DEPLOYER = "@ask-cli/cfn-deployer"


def write_package(folder: Path, owner: Owner, python: Python | None) -> None:
    """Write the whole package into a folder. With a `python`, the Lambda bundle is in it.

    What ask-cli remembers there stays. Raises BadSetting where it remembers another skill,
    BundleFailed where the bundle cannot be made, and FileNotFoundError outside of a clone.
    """
    if not TEMPLATE.is_file():
        raise FileNotFoundError(f"There is no {TEMPLATE}: run psoas package in a clone of the repository.")
    _remember(folder / STATES, owner)
    shutil.rmtree(folder / SKILL, ignore_errors=True)
    models = folder / SKILL / "interactionModels" / "custom"
    models.mkdir(parents=True)
    for model in MODELS.glob("*.json"):
        shutil.copyfile(model, models / model.name)
    locales = sorted(model.stem for model in MODELS.glob("*.json"))
    _write(folder / SKILL / "skill.json", manifest(owner, locales))
    draw_icons(folder / SKILL / IMAGES)
    _write(folder / RESOURCES, resources(owner, python))
    _write_code(folder, python)


def resources(owner: Owner, python: Python | None) -> dict[str, Any]:
    """ask-resources.json. Without an endpoint, ask-cli makes the function, and tells the skill of it."""
    profile: dict[str, Any] = {"skillMetadata": {"src": f"./{SKILL}"}}
    if owner.endpoint is None and python is not None:
        profile["code"] = {"default": {"src": f"./{CODE}"}}
        profile["skillInfrastructure"] = {"type": _DEPLOYER, "userConfig": _infrastructure(owner, python)}
    return {"askcliResourcesVersion": _FORMAT, "profiles": {"default": profile}}


def _infrastructure(owner: Owner, python: Python) -> dict[str, Any]:
    return {
        "runtime": python.runtime,
        "handler": HANDLER,
        "templatePath": f"./{INFRASTRUCTURE}/{TEMPLATE.name}",
        "awsRegion": owner.region,
        "targetEndpoint": ["custom"],
        "skillEvents": {"subscriptions": once()["events"]},
    }


def _write_code(folder: Path, python: Python | None) -> None:
    for old in (CODE, INFRASTRUCTURE):
        shutil.rmtree(folder / old, ignore_errors=True)
    (folder / f"{CODE}.zip").unlink(missing_ok=True)
    if python is not None:
        (folder / INFRASTRUCTURE).mkdir()
        shutil.copyfile(TEMPLATE, folder / INFRASTRUCTURE / TEMPLATE.name)
        make_bundle(folder / CODE, python)


def _remember(states: Path, owner: Owner) -> None:
    """Tell ask-cli which skill to update, unless it knows."""
    if owner.skill_id is None:
        return
    if not states.is_file():
        _write(states, {"askcliStatesVersion": _FORMAT, "profiles": {"default": {"skillId": owner.skill_id}}})
        return
    known = json.loads(states.read_text("utf-8"))["profiles"].get("default", {}).get("skillId")
    if known not in (None, owner.skill_id):
        raise BadSetting(
            f"{SKILL_ID.variable} is '{owner.skill_id}', but ask-cli deployed {known} from "
            f"{states.parents[1]}. Leave it unset to update that skill, or give --to another folder."
        )


def _write(path: Path, document: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", "utf-8")

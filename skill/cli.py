"""The command line: `psoas serve`, `talk`, `understand`, `rehearse`, `package`, `export` and `forget`.

A command imports what it needs when it runs, so that none needs what another needs.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from io import TextIOWrapper
from time import time
from typing import Any

from skill import routines
from skill.coach.events import SIDES, Phase
from skill.coach.settings import VERBOSITIES
from skill.config import BadSetting, Config, Serving, log_from, port_from
from skill.memory import Store, UnknownStore, open_store
from skill.package import command
from skill.simulator.options import Options
from skill.simulator.pace import FASTEST, SLOWEST

CANNOT = 2
"""Exit code where a command cannot do what it was asked; argparse gives the same for a wrong option."""

EXTRAS = {"rich": "simulator", "prompt_toolkit": "simulator"}
"""Packages that some commands need, and the extra that installs each."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; gives its exit code. What cannot be done is said in a sentence on standard error."""
    chosen = _parser().parse_args(arguments)
    try:
        code = int(chosen.run(chosen))
        sys.stdout.flush()
        return code
    except (BadSetting, UnknownStore, FileNotFoundError) as refusal:
        print(refusal, file=sys.stderr)
        return CANNOT
    except ModuleNotFoundError as lacking:
        name = (lacking.name or "").partition(".")[0]
        if name not in EXTRAS:
            raise
        extra = f"pip install 'psoas-rolling[{EXTRAS[name]}]'"
        print(f"psoas {chosen.name} needs {name}, which is not installed: {extra}", file=sys.stderr)
        return CANNOT
    except BrokenPipeError:  # whoever read the output has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 0


def _serve(chosen: argparse.Namespace) -> int:
    return _serve_locally(chosen) if chosen.local else _serve_the_internet(chosen)


def _serve_locally(chosen: argparse.Namespace) -> int:
    from skill.web import create_app
    from skill.web.listening import check_address
    from skill.web.local import ADDRESS, listen
    from skill.web.logs import set_up

    port = port_from() if chosen.port is None else chosen.port
    set_up(log_from("text"))
    check_address(ADDRESS, port)
    config = Config.from_environment(local=True, make_folder=chosen.make_folder)
    server = listen(create_app(config), port)
    page = f"http://{ADDRESS}:{server.port}"
    print(f"Serving {page}, with Alexa's endpoint at {page}/alexa.", flush=True)
    print("It takes unsigned requests, and only from this machine. Ctrl+C stops it.", flush=True)
    server.serve_forever()
    return 0


def _serve_the_internet(chosen: argparse.Namespace) -> int:
    """Make the app once here, so that whatever is wrong is said before a worker starts."""
    from skill.web import create_app
    from skill.web.listening import check_address
    from skill.web.production import Server

    serving = Serving.from_environment()
    if chosen.port is not None:
        serving = replace(serving, port=chosen.port)
    config = Config.from_environment(make_folder=chosen.make_folder)
    create_app(config)
    if not serving.has_socket:
        check_address(serving.host, serving.port)
    Server(lambda: create_app(config), serving).run()
    return 0


def _talk(chosen: argparse.Namespace) -> int:
    from skill.hearing.recogniser import load_model
    from skill.simulator.conversation import skill_for
    from skill.simulator.talk import TalkOptions, talk

    options = TalkOptions(**_options(chosen), real_time=chosen.real_time)
    return talk(skill_for(options).handle, load_model(options.locale), options)


def _rehearse(chosen: argparse.Namespace) -> int:
    from skill.hearing.recogniser import load_model
    from skill.simulator.conversation import skill_for
    from skill.simulator.rehearse import rehearse

    options = Options(**_options(chosen))
    return rehearse(skill_for(options).handle, load_model(options.locale), options)


def _understand(chosen: argparse.Namespace) -> int:
    from skill.hearing.understand_cli import understand

    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    understand(sys.stdin, chosen.locale, Phase(chosen.phase), sys.stdout)
    return 0


def _export(chosen: argparse.Namespace) -> int:
    print(json.dumps(_store().export(chosen.user), indent=2, ensure_ascii=False))
    return 0


def _forget(chosen: argparse.Namespace) -> int:
    store = _store()
    known = bool(store.export(chosen.user))
    store.forget_user(chosen.user, int(time()))
    print("All that was kept of this user is gone." if known else "Nothing was kept of this user.")
    return 0


def _store() -> Store:
    config = Config.from_environment()
    return open_store(config.store, make_folder=config.make_folder)


_OPTIONS = ("sessions", "seconds", "first_side", "going_on", "verbosity", "pace", "locale")


def _options(chosen: argparse.Namespace) -> dict[str, Any]:
    return {name: getattr(chosen, name) for name in _OPTIONS}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="psoas", description="A hands-free coach for the front of each hip."
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and leave")
    commands = parser.add_subparsers(required=True, metavar="command")
    for name, run, about, add_options in COMMANDS:
        command = commands.add_parser(name, help=about, description=about)
        command.set_defaults(run=run, name=name)
        add_options(command)
    return parser


class _Version(argparse.Action):
    """Prints the versions of the skill and of Python, which are looked up only when they are asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        try:
            ours = version("psoas-rolling")
        except PackageNotFoundError:
            ours = "from a folder that is not installed"
        print(f"psoas {ours}, Python {platform.python_version()}")
        parser.exit()


def _serving(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--local", action="store_true", help="take unsigned requests, from this machine only"
    )
    port = _between(int, 0, 65535)
    command.add_argument("--port", type=port, help="default: PORT, else 5000; 0 takes a free one")
    command.add_argument(
        "--make-folder",
        action="store_true",
        help="make the folder of PSOAS_STORE if it is not there",
    )


def _talking(command: argparse.ArgumentParser) -> None:
    _acting(command)
    command.add_argument("--real-time", action="store_true", help="take as long as a speaker does")


def _acting(command: argparse.ArgumentParser) -> None:
    add, defaults = command.add_argument, Options()
    add("--sessions", type=_between(int, 0, 100_000), default=0, help="sessions done before (default: none)")
    plan = routines.load().seconds
    liked = f"seconds they like a side, {plan.least} to {plan.most}"
    add("--seconds", type=_between(int, plan.least, plan.most), help=liked)
    add("--first-side", choices=SIDES, help="the side they like to begin with")
    add("--going-on", choices=("by_itself", "asking"), default=defaults.going_on, help="default: by_itself")
    add("--verbosity", choices=VERBOSITIES, help="how much they want to hear (default: by experience)")
    brief = VERBOSITIES[0]
    same = f"the same as --verbosity {brief}"
    add("--quiet", dest="verbosity", action="store_const", const=brief, help=same)
    pace = _between(float, SLOWEST, FASTEST)
    add(
        "--pace",
        type=pace,
        default=defaults.pace,
        help=f"how fast the speaker speaks, {SLOWEST} to {FASTEST}",
    )
    add("--locale", default=defaults.locale, help=f"default: {defaults.locale}")


def _hearing(command: argparse.ArgumentParser) -> None:
    command.add_argument("--locale", default="en-US", help="default: en-US")
    command.add_argument("--phase", choices=[*Phase], required=True, help="what the person is busy with")


def _about_a_user(command: argparse.ArgumentParser) -> None:
    command.add_argument("user", metavar="USER", help="the account's userId, as Alexa's requests carry it")


def _between(kind: Callable[[str], float], least: float, most: float) -> Callable[[str], float]:
    """A reader of numbers in a range, for argparse."""

    def read(text: str) -> float:
        try:
            value = kind(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} is not a number such as {least}") from None
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"{text} is not from {least} to {most}")
        return value

    return read


COMMANDS = (
    ("serve", _serve, "Answer Alexa's requests over HTTP.", _serving),
    ("talk", _talk, "Talk to the skill in this terminal.", _talking),
    ("rehearse", _rehearse, "Print a whole session with its seconds.", _acting),
    ("understand", _understand, "Say what is understood of each line of standard input.", _hearing),
    ("export", _export, "Print all that is kept of a user, as JSON.", _about_a_user),
    ("forget", _forget, "Remove all that is kept of a user.", _about_a_user),
    ("package", command.package, "Write and check what Amazon's tools take: build/.", command.add_options),
)
"""Each command: its name, what it does, that in words, and its options."""

if __name__ == "__main__":
    sys.exit(main())

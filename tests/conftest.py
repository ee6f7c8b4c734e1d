"""What holds for every test: examples that a slow machine cannot fail, none skipped in CI, figures shown."""

import logging
import os
from collections.abc import Generator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IN_CI = bool(os.environ.get("PSOAS_CI"))

# A slow machine is no failure; in CI the same commit always gets the same examples.
settings.register_profile("psoas", deadline=None, print_blob=True, derandomize=IN_CI)
settings.load_profile("psoas")


@pytest.fixture(autouse=True, scope="session")
def nobody_is_remembered(tmp_path_factory: pytest.TempPathFactory) -> Generator[None, None, None]:
    """No test writes into the data folder of whoever runs it: the store of a test is its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PSOAS_STORE", "memory:")
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(autouse=True)
def nothing_logs_to_a_stream_that_is_gone() -> Generator[None, None, None]:
    """A command that a test runs sets up a log on that test's standard error; no later test writes there."""
    yield
    root = logging.getLogger()
    for handler in [each for each in root.handlers if type(each) is logging.StreamHandler]:
        root.removeHandler(handler)
        root.setLevel(logging.WARNING)


@pytest.fixture(scope="module")
def browser() -> Generator["Browser", None, None]:
    """A headless browser."""
    from tests.support.browser import chromium

    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def port() -> Generator[int, None, None]:
    """The port of a local server, with the simulator page."""
    from skill.config import Config
    from tests.web.test_doors import served

    with served(Config(local=True)) as found:
        yield found


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped test is a failed one: it would promise nothing."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped, and in CI nothing is: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole module that skips itself."""
    report = yield
    if IN_CI and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid} was skipped, and in CI nothing is: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter: "pytest.TerminalReporter") -> None:
    """What tests measured and recorded as "figures": of what a worker prints, a log shows nothing."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    told = [figures for report in reports for name, figures in report.user_properties if name == "figures"]
    if told:
        terminalreporter.section("figures")
    for figures in told:
        terminalreporter.write_line(str(figures))

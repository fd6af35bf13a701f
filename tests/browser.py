"""Chromium as it is installed, for the tests of the HTML report; `find_chromium` says whether there is one."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_QUIET = ("--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")


def find_chromium() -> str:
    """Its path, "" = there is none, or nothing to drive it with."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return ""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""


@contextmanager
def open_browser() -> Iterator[Any]:
    """A browser of its own, closed at the end."""
    from playwright.sync_api import sync_playwright

    # Chromium's sandbox refuses to run as root, as in containers.
    arguments = [*_QUIET, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [*_QUIET]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=arguments)
        try:
            yield browser
        finally:
            browser.close()

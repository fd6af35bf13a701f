"""Which versions of the Internet Protocol a host has addresses of, as far as a name service answers."""

import socket

import pytest

from gkcheck.online.inquiry import resolve_families

FOUND = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.1", 443))]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (FOUND, FOUND, frozenset((4, 6))),
        (FOUND, socket.EAI_NONAME, frozenset((4,))),
        (socket.EAI_NONAME, FOUND, frozenset((6,))),
        (FOUND, socket.EAI_AGAIN, None),
        (socket.EAI_NONAME, socket.EAI_NONAME, None),
        (socket.EAI_AGAIN, socket.EAI_AGAIN, None),
    ],
)
def test_only_an_answer_of_the_name_service_counts(
    monkeypatch: pytest.MonkeyPatch, old: object, new: object, expected: frozenset[int] | None
) -> None:
    def look_up(host: str, port: int, family: int, kind: int) -> object:
        said = old if family == socket.AF_INET else new
        if isinstance(said, int):
            raise socket.gaierror(said, "made up")
        return said

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert resolve_families(["zscq.example.cn"], 5.0).get("zscq.example.cn") == expected

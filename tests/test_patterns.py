"""Expressions that are compiled late are expressions all the same."""

import pickle
import pkgutil
import re
from importlib import import_module

import pytest

import gkcheck
import gkcheck_plugins
from gkcheck.patterns import expression

MODULES = [
    name
    for package in (gkcheck, gkcheck_plugins)
    for _, name, _ in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    if not name.endswith("__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_every_expression_of_the_house_compiles(name: str) -> None:
    late = type(expression(""))
    for value in vars(import_module(name)).values():
        if isinstance(value, late):
            assert value.pattern is not None


def test_it_does_what_a_compiled_one_does() -> None:
    late, plain = expression("(a)(b)?", re.I), re.compile("(a)(b)?", re.I)
    assert late.findall("abAB") == plain.findall("abAB")
    assert late.sub("-", "xAby") == plain.sub("-", "xAby")
    match = late.fullmatch("AB")
    assert match is not None and match.groups() == ("A", "B")
    assert (late.pattern, late.flags, late.groups) == (plain.pattern, plain.flags, plain.groups)
    assert pickle.loads(pickle.dumps(expression("x+"))).split("axxb") == ["a", "b"]


def test_a_faulty_one_shows_at_its_first_use() -> None:
    late = expression("(")
    with pytest.raises(re.error):
        late.search("x")
    assert not hasattr(late, "no_such_method")

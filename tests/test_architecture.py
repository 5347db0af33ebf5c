"""Arrows between modules point one way, and what is pure stays pure."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kenniscentrum

PACKAGE = Path(kenniscentrum.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
PURE = [path for path in MODULES if path.parent.name in ("core", "views")]
LONGEST = 250

# Who may import what: packages from outside, and layers of our own.
OUTSIDE = {
    "core": {"yaml", "pydantic", "pydantic_core"},
    "views": {
        *("yaml", "pydantic"),  # the records themselves
        *("babel", "jinja2", "markupsafe", "markdown", "nh3", "feedgen", "icalendar"),
        "html_to_markdown",  # a page as text for programs
        "css_inline",  # puts styles on the elements of an e-mail: text in, text out
    },
}
LAYERS = {"core": {"core"}, "views": {"core", "views"}, "adapters": {"core", "views", "adapters"}}
JOINING = {
    "cli",
    "drafting",
    "mkdocs_plugin",
    "building",
    "serving",
    "preview",
    "past",
    "promising",
    "founding",
    "deploying",
    "publishing",
}  # adapters that put other adapters together

# What makes a result depend on when, where or by whom the code runs.
IMPURE_MODULES = {
    "asyncio", "ctypes", "getpass", "http", "locale", "logging", "multiprocessing", "os",
    "platform", "random", "secrets", "shutil", "signal", "socket", "ssl", "subprocess", "tempfile",
    "threading", "time", "urllib.request", "uuid", "webbrowser",
}  # fmt: skip
IMPURE_ATTRIBUTES = {
    "environ", "getenv", "now", "today", "utcnow", "fromtimestamp", "getcwd", "cwd", "home",
    "expanduser", "urlopen", "write_text", "write_bytes", "mkdir", "unlink",
}  # fmt: skip
IMPURE_BUILTINS = {"print", "input", "eval", "exec", "breakpoint", "open"}


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


each_module = pytest.mark.parametrize("path", MODULES, ids=_name)
each_pure_module = pytest.mark.parametrize("path", PURE, ids=_name)


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def _imports(path: Path) -> Iterator[str]:
    """Yield every imported module and name, dotted: ``from a import b`` gives ``a.b``."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{_name(path)} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_the_package_has_its_three_layers() -> None:
    assert {path.parent.name for path in MODULES} == {"kenniscentrum", "core", "views", "adapters"}


@each_module
def test_imports_point_inwards(path: Path) -> None:
    layer = path.parent.name
    own = {item.split(".")[1] for item in _imports(path) if item.startswith("kenniscentrum.")}
    assert own <= LAYERS.get(layer, set())


@each_pure_module
def test_the_inner_layers_use_few_packages(path: Path) -> None:
    outside = {item.partition(".")[0] for item in _imports(path)} - {"kenniscentrum"}
    assert outside - sys.stdlib_module_names <= OUTSIDE[path.parent.name]


@pytest.mark.parametrize("path", [p for p in MODULES if p.parent.name == "adapters"], ids=_name)
def test_adapters_do_not_lean_on_each_other(path: Path) -> None:
    others = {item for item in _imports(path) if item.startswith("kenniscentrum.adapters.")}
    assert path.stem in JOINING or others == set()


@each_pure_module
def test_no_clock_network_process_or_environment_inside(path: Path) -> None:
    imported = {item for item in _imports(path) if _within(item, IMPURE_MODULES)}
    assert imported == set()
    nodes = list(ast.walk(_tree(path)))
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    assert attributes & IMPURE_ATTRIBUTES == set()
    assert names & IMPURE_BUILTINS == set()


def _within(item: str, modules: set[str]) -> bool:
    return any(item == module or item.startswith(f"{module}.") for module in modules)


@each_module
def test_everything_public_says_what_it_is(path: Path) -> None:
    tree = _tree(path)
    assert ast.get_docstring(tree), "the module"
    assert [node.name for node in _public(tree) if not ast.get_docstring(node)] == []


def _public(
    tree: ast.Module | ast.ClassDef,
) -> Iterator[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield public classes, functions and methods."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            if node.name.startswith("_"):
                continue
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node)


@each_module
def test_a_module_can_be_read_in_one_go(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST

"""What setup.cfg promises: every import is declared, and a wheel works where the checkout is not."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from configparser import ConfigParser
from importlib.metadata import packages_distributions, version
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "datasette_netzwerk"
OURS = {"datasette_netzwerk", "tests", "scripts", "benchmarks"}
NEVER_IMPORTED = {"datasette-vega", "tzdata"}
"""A plugin beside ours, and the time zones that Windows does not have."""

IMPORT_EVERY_MODULE = """
import importlib, pkgutil, sys
import datasette_netzwerk
for module in pkgutil.walk_packages(datasette_netzwerk.__path__, "datasette_netzwerk."):
    importlib.import_module(module.name)
print(datasette_netzwerk.__file__)
"""


def distribution(requirement: str) -> str:
    """Return the name at the start of a requirement in its normal form, as PEP 503 has it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^A-Za-z0-9._-]", requirement.strip())[0]).lower()


def requirements(section: str, key: str) -> set[str]:
    """Return the names of the distributions that setup.cfg lists there."""
    config = ConfigParser(delimiters=("=",))
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    return {distribution(line) for line in config[section][key].splitlines() if line.strip()}


def imports(file: Path) -> Iterator[str]:
    """Yield the top-level name of everything that ``file`` imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0]


def third_party_imports(*folders: Path) -> set[str]:
    """Return the top-level modules from elsewhere that the Python files below ``folders`` import."""
    found = {name for folder in folders for file in folder.rglob("*.py") for name in imports(file)}
    return found - OURS - sys.stdlib_module_names


def distributions_of(modules: Iterable[str]) -> dict[str, set[str]]:
    """Return for each module the installed distributions that bring it."""
    providers = packages_distributions()
    return {module: {distribution(name) for name in providers.get(module, ())} for module in modules}


def undeclared(modules: Iterable[str], declared: set[str]) -> set[str]:
    """Return the modules that no declared distribution brings; one that is not installed is looked for by its name."""
    return {
        module
        for module, names in distributions_of(modules).items()
        if not (names or {distribution(module)}) & declared
    }


def test_everything_the_package_imports_is_an_install_requirement() -> None:
    assert undeclared(third_party_imports(PACKAGE), requirements("options", "install_requires")) == set()


def test_everything_tests_scripts_and_benchmarks_import_is_required_by_them() -> None:
    declared = requirements("options", "install_requires")
    declared |= requirements("options.extras_require", "test") | requirements("options.extras_require", "peers")
    assert undeclared(third_party_imports(ROOT / "tests", ROOT / "scripts", ROOT / "benchmarks"), declared) == set()


def test_every_install_requirement_is_imported() -> None:
    imported = set().union(*distributions_of(third_party_imports(PACKAGE)).values())
    assert requirements("options", "install_requires") - imported == NEVER_IMPORTED


def test_an_import_inside_a_function_or_for_type_checking_counts(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(
        "import os, yaml.nodes\n"
        "if TYPE_CHECKING:\n    from datasette.app import Datasette\n"
        "def late():\n    from click import echo\n    from . import near\n",
        encoding="utf-8",
    )
    assert third_party_imports(tmp_path) == {"yaml", "datasette", "click"}


def run(*command: str | Path, folder: Path) -> str:
    """Run ``command`` in ``folder`` and return what it printed; fail with all that it said if it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy of the checkout: ``build/lib`` of an earlier build would find its way into it."""
    source = tmp_path_factory.mktemp("source")
    for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(PACKAGE, source / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", source / "dist", folder=source)
    (wheel,) = (source / "dist").glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def bin_folder(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that has the wheel and what it requires, on the Datasette under test."""
    environment = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", environment, folder=environment)
    programs = environment / ("Scripts" if sys.platform == "win32" else "bin")
    datasette = f"datasette=={version('datasette')}"
    run(programs / "python", "-m", "pip", "install", "--quiet", wheel, datasette, folder=environment)
    return programs


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    in_source = {path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    with ZipFile(wheel) as archive:
        in_wheel = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert in_wheel == {path.relative_to(ROOT).as_posix() for path in in_source}


@pytest.mark.slow
def test_the_wheel_names_its_licence_and_the_python_it_needs(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = archive.read(name).decode().splitlines()
    assert "License-Expression: Apache-2.0" in metadata
    assert "Classifier: Framework :: Datasette" in metadata
    assert "Requires-Python: >=3.11" in metadata


@pytest.mark.slow
def test_every_module_of_the_wheel_can_be_imported_without_the_test_requirements(
    bin_folder: Path, tmp_path: Path
) -> None:
    where = run(bin_folder / "python", "-I", "-c", IMPORT_EVERY_MODULE, folder=tmp_path)
    assert Path(where.strip()).is_relative_to(bin_folder.parent)


@pytest.mark.slow
def test_datasette_knows_the_commands_of_the_installed_wheel(bin_folder: Path, tmp_path: Path) -> None:
    told = run(bin_folder / "python", "-I", "-m", "datasette", "--version", folder=tmp_path)
    assert told.strip().endswith(version("datasette"))
    assert "publish" in run(bin_folder / "python", "-I", "-m", "datasette", "netzwerk", "--help", folder=tmp_path)


@pytest.mark.slow
def test_the_installed_wheel_imports_publishes_and_answers(bin_folder: Path, tmp_path: Path) -> None:
    datasette = (bin_folder / "python", "-I", "-m", "datasette")
    members = tmp_path / "members.csv"
    members.write_text("Nachname;Vorname;Firma\nBeispiel;Anna;Beispiel GmbH\n", encoding="utf-8")
    run(*datasette, "netzwerk", "import", members, "--site", tmp_path / "site", folder=tmp_path)
    run(*datasette, "netzwerk", "publish", "--site", tmp_path / "site", folder=tmp_path)
    # No consent was given, so the table is there and empty.
    assert run(*datasette, tmp_path / "site", "--get", "/public/members.json?_shape=array", folder=tmp_path) == "[]\n"

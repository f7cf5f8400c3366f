"""Which branches of the templates a screen shows."""

from __future__ import annotations

import re
from itertools import count

from jinja2 import BaseLoader, Environment, nodes

TAG = re.compile(r"{%-?\s*((?:el)?if [^%]*?|for [^%]*?)\s*-?%}")


class Marking(Environment):
    """Templates that tell which branches were rendered. One is called by its template and its tag; by a number too,
    where a template has several of the same."""

    def __init__(self, like: Environment, loader: BaseLoader) -> None:
        super().__init__(
            loader=loader,
            autoescape=like.autoescape,
            undefined=like.undefined,
            trim_blocks=like.trim_blocks,
            lstrip_blocks=like.lstrip_blocks,
            auto_reload=False,
        )
        self.branches: set[str] = set()
        self.shown: set[str] = set()

    def show(self, branch: str) -> None:
        """A branch is rendered."""
        self.shown.add(branch)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        lines = source.splitlines()
        on_line: dict[int, int] = {}
        for node in tree.find_all((nodes.If, nodes.For)):
            tags = TAG.findall(lines[node.lineno - 1])
            place = on_line.setdefault(node.lineno, 0)
            on_line[node.lineno] += 1
            tag = tags[place] if place < len(tags) else f"line {node.lineno}"
            self._mark(node.body, f"{name}: {tag}")
            if node.else_:
                self._mark(node.else_, f"{name}: {tag}, else")
        return tree

    def _mark(self, body: list[nodes.Node], branch: str) -> None:
        number = next(number for number in count(1) if self._numbered(branch, number) not in self.branches)
        branch = self._numbered(branch, number)
        self.branches.add(branch)
        call = nodes.Call(nodes.EnvironmentAttribute("show"), [nodes.Const(branch)], [], None, None)
        body.insert(0, nodes.ExprStmt(call).set_lineno(body[0].lineno if body else 1))

    @staticmethod
    def _numbered(branch: str, number: int) -> str:
        return branch if number == 1 else f"{branch} ({number})"

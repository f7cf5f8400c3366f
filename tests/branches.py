"""Which branches of the templates a screen shows."""

from __future__ import annotations

from itertools import count

from jinja2 import BaseLoader, Environment, nodes


class Marking(Environment):
    """Templates that tell which branches were rendered, as "template:line if 1" for the first "if" on a line."""

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
        for node in tree.find_all((nodes.If, nodes.For)):
            self._mark(node.body, f"{name}:{node.lineno} {type(node).__name__.lower()}")
            if node.else_:
                self._mark(node.else_, f"{name}:{node.lineno} {type(node).__name__.lower()} not")
        return tree

    def _mark(self, body: list[nodes.Node], branch: str) -> None:
        number = next(number for number in count(1) if f"{branch} {number}" not in self.branches)
        branch = f"{branch} {number}"
        self.branches.add(branch)
        call = nodes.Call(nodes.EnvironmentAttribute("show"), [nodes.Const(branch)], [], None, None)
        body.insert(0, nodes.ExprStmt(call).set_lineno(body[0].lineno if body else 1))

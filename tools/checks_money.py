"""Where money is, and what counts as a float there. Durations are floats everywhere: their names say seconds."""

import ast
from collections.abc import Iterator

LEDGER_CODE = ("book_keeper/", "stock_keeper/", "m_engines/ledger/", "m_kit/decimals.py", "m_kit/posting.py")
WITHOUT_MONEY = ("m_identity/", "m_desk/")


def is_near_money(place: str) -> bool:
    """Ledger code and the domain of every context that has to do with money; `place` is below the source root."""
    return place.startswith(LEDGER_CODE) or ("/domain/" in place and not place.startswith(WITHOUT_MONEY))


def floats(tree: ast.Module) -> Iterator[ast.AST]:
    """Uses of `float` and float literals, except those that a name declares to be seconds."""
    seconds = {id(inner) for node in ast.walk(tree) for part in _seconds(node) for inner in ast.walk(part)}
    for node in ast.walk(tree):
        if _is_float(node) and id(node) not in seconds:
            yield node


def _is_float(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, float)
    return isinstance(node, ast.Name) and node.id == "float"


def _seconds(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a node that a name ending in seconds covers."""
    if isinstance(node, ast.arg | ast.keyword | ast.AnnAssign) and _says_seconds(_name(node)):
        yield node
    elif isinstance(node, ast.Assign) and all(_says_seconds(_name(target)) for target in node.targets):
        yield node.value
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        yield from _function_seconds(node)


def _function_seconds(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.AST]:
    if _says_seconds(node.name) and node.returns:
        yield node.returns
    arguments = [*node.args.posonlyargs, *node.args.args]
    defaults = node.args.defaults
    positional = zip(arguments[len(arguments) - len(defaults) :], defaults, strict=True)
    for argument, default in [*positional, *zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)]:
        if default is not None and _says_seconds(argument.arg):
            yield default


def _name(node: ast.AST) -> str | None:
    if isinstance(node, ast.arg | ast.keyword):
        return node.arg
    if isinstance(node, ast.AnnAssign):
        return _name(node.target)
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None


def _says_seconds(name: str | None) -> bool:
    return name is not None and name.lower().endswith("seconds")

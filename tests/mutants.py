"""A module with one check less: for tests that must notice it.

`mutants(module)` gives each way in which one `if`, one operand of `and`/`or`, one `not`, one
comparison, one `raise`, one check called for its refusal, one condition of a database filter
or one answer of a yes-or-no function can be taken out or turned round. `in_place(mutant)`
puts the changed function's code into the function that everybody has imported.
"""

import ast
import copy
import inspect
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

OPPOSITE: dict[type[ast.cmpop], ast.cmpop] = {
    ast.Eq: ast.NotEq(), ast.NotEq: ast.Eq(), ast.In: ast.NotIn(), ast.NotIn: ast.In(),
    ast.Is: ast.IsNot(), ast.IsNot: ast.Is(), ast.Lt: ast.GtE(), ast.GtE: ast.Lt(),
    ast.Gt: ast.LtE(), ast.LtE: ast.Gt(),
}  # fmt: skip
FILTERS = {"filter", "exclude"}
CHECKS = ("require_", "check_", "_require", "_check")


@dataclass(frozen=True)
class Mutant:
    """One change to one function; `words` say which."""

    module: ModuleType
    function: str
    words: str
    code: CodeType

    def __str__(self) -> str:
        return f"{self.module.__name__}.{self.function}: {self.words}"

    @property
    def change(self) -> str:
        """What is changed, wherever it has moved to in its file."""
        return re.sub(r": line \d+: ", ": ", str(self))


def mutants(module: ModuleType) -> list[Mutant]:
    """Every change there is to make, in the order of the lines."""
    source = Path(inspect.getsourcefile(module) or "").read_text()
    found = []
    for name, held in _functions(ast.parse(source)):
        for change in range(len(_changes(held))):
            changed = copy.deepcopy(held)
            words = _apply(changed, change)
            found.append(Mutant(module, name, words, _code_of(changed)))
    return found


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """(qualified name, function) of each function and method."""
    for node in tree.body:
        inner = node.body if isinstance(node, ast.ClassDef) else [node]
        prefix = f"{node.name}." if isinstance(node, ast.ClassDef) else ""
        for one in inner:
            if isinstance(one, ast.FunctionDef):
                yield prefix + one.name, one


def _code_of(function: ast.FunctionDef) -> CodeType:
    """The function compiled by itself: what it uses, it finds in its module."""
    bare = ast.Module([function], [])
    function.decorator_list = []
    whole = compile(ast.fix_missing_locations(bare), "mutant", "exec")
    return next(one for one in whole.co_consts if isinstance(one, CodeType))


Change = tuple[str, ast.AST, str, Any]  # words, the node to change, its field, the new value


def _apply(function: ast.FunctionDef, number: int) -> str:
    words, node, name, value = _changes(function)[number]
    setattr(node, name, value)
    return words


def _changes(function: ast.FunctionDef) -> list[Change]:
    found: list[Change] = []
    for node in ast.walk(function):
        found += [
            (f"line {getattr(node, 'lineno', 0)}: {words}", *rest)
            for words, *rest in _changes_of(node)
        ]
    return [*found, *_answers(function)]


def _changes_of(node: ast.AST) -> Iterator[Any]:
    if isinstance(node, ast.If | ast.IfExp):
        yield "turned round: if", node, "test", ast.UnaryOp(ast.Not(), node.test)
        yield "never: if", node, "test", ast.Constant(False)
    if isinstance(node, ast.BoolOp):
        for at, operand in enumerate(node.values):
            rest = [*node.values[:at], *node.values[at + 1 :]]
            both = rest if len(rest) > 1 else [*rest, *rest]  # "x and x" is x
            yield f"without {ast.unparse(operand)}", node, "values", both
    if isinstance(node, ast.Compare) and type(node.ops[0]) in OPPOSITE:
        opposite = [copy.copy(OPPOSITE[type(node.ops[0])]), *node.ops[1:]]
        yield f"turned round: {ast.unparse(node)}", node, "ops", opposite
    is_method = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    if is_method and node.func.attr in FILTERS:
        yield from _filters(node)
    if isinstance(node, ast.comprehension) and node.ifs:
        yield f"without if {ast.unparse(node.ifs[0])}", node, "ifs", node.ifs[1:]
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns"):
            continue
        if isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.Not):
            yield f"without not: {ast.unparse(value)}", node, name, value.operand
        if isinstance(value, ast.BinOp) and isinstance(value.op, ast.BitAnd | ast.BitOr):
            for side in value.left, value.right:
                yield f"only {ast.unparse(side)}", node, name, side
    if isinstance(getattr(node, "body", None), list):
        yield from _statements(node)


def _filters(node: ast.Call) -> Iterator[Any]:
    for at, one in enumerate(node.keywords):
        rest = [*node.keywords[:at], *node.keywords[at + 1 :]]
        yield f"without {ast.unparse(one)}", node, "keywords", rest
    for at, argument in enumerate(node.args):
        rest = [*node.args[:at], *node.args[at + 1 :]]
        yield f"without {ast.unparse(argument)}", node, "args", rest


def _statements(node: Any) -> Iterator[Any]:
    for at, one in enumerate(node.body):
        is_call = isinstance(one, ast.Expr) and isinstance(one.value, ast.Call)
        is_check = is_call and ast.unparse(one.value.func).startswith(CHECKS)
        if isinstance(one, ast.Raise) or is_check:
            rest = [*node.body[:at], ast.Pass(), *node.body[at + 1 :]]
            yield f"without {ast.unparse(one)}", node, "body", rest


def _answers(function: ast.FunctionDef) -> Iterator[Change]:
    """A function that answers yes or no always gives the same answer."""
    if function.returns is not None and ast.unparse(function.returns) == "bool":
        for answer in True, False:
            said: list[ast.stmt] = [ast.Return(ast.Constant(answer))]
            yield f"always {answer}", function, "body", said


@contextmanager
def in_place(mutant: Mutant) -> Iterator[None]:
    """The module's own function does what the mutant does, for whoever has imported it."""
    function = _function(mutant)
    kept = function.__code__
    function.__code__ = mutant.code
    try:
        yield
    finally:
        function.__code__ = kept


def _function(mutant: Mutant) -> FunctionType:
    held: Any = mutant.module
    for part in mutant.function.split("."):
        held = inspect.getattr_static(held, part)
    held = held.fget if isinstance(held, property) else held
    found = inspect.unwrap(held)  # a transaction is put round it
    assert isinstance(found, FunctionType)
    return found

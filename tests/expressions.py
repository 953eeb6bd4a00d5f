"""The regular expressions of the package, and for each the texts that could make it slow, worked out from its parse tree."""
import ast
import importlib
import re
from itertools import islice
from re import _constants as code
from re import _parser as parser

from tests.rooms import MODULES, name_module, parse

_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "split")
_SAME = {"findall": "finditer", "sub": "finditer", "subn": "finditer", "split": "finditer"}     # they look for every match, too
_LONG = 200             # a repetition that may go on as far as this or further is attacked


def list_expressions():
    """(name, its expression, how it is used) of each expression that a module holds or writes out within a function; the
    expression is None where the module puts it together when it runs. The name is that of the module and of what the
    expression stands in."""
    whole = "\n".join(path.read_text(encoding="utf-8") for path in MODULES)
    for path in MODULES:
        module, source = name_module(path), path.read_text(encoding="utf-8")
        held = vars(importlib.import_module(module)) if path.stem != "__main__" else {}
        for top in parse(path)[0].body:
            names = [node.id for target in getattr(top, "targets", []) for node in ast.walk(target) if isinstance(node, ast.Name)]
            place = f"{module}.{', '.join(names) or getattr(top, 'name', '')}".removeprefix("analysis.")
            patterns = [(name, held.get(name)) for name in names if isinstance(held.get(name), re.Pattern)]
            for name, pattern in patterns:
                yield place, pattern, _find_uses(name, source if name.startswith("_") else whole)
            whole_lines = [keyword.value for node in ast.walk(top) if isinstance(top, ast.Assign) and isinstance(node, ast.Call) for keyword in node.keywords]
            for node in () if patterns else filter(_is_expression, ast.walk(top)):
                written = node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str | bytes)
                pattern = re.compile(node.args[0].value) if written else None
                if node in whole_lines:                 # a database of exports has them in its table, and matches whole lines
                    yield place, pattern, {"fullmatch"}
                else:
                    yield place, pattern, {_SAME.get(node.func.attr, node.func.attr)} & _ANY_USE or _ANY_USE


_ANY_USE = {"match", "fullmatch", "search", "finditer"}


def _is_expression(node):
    """Does a call make or use a regular expression: re.compile(...), series.str.contains(...)?"""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    owner, method = node.func.value, node.func.attr
    of_column = isinstance(owner, ast.Attribute) and owner.attr == "str" and method in ("match", "fullmatch", "contains", "extract", "findall")
    of_module = isinstance(owner, ast.Name) and owner.id == "re" and method != "escape"
    return of_module or of_column or any(keyword.arg == "regex" for keyword in node.keywords)


def _find_uses(name, source):
    """The methods of an expression that a source uses. What is handed on to a rule of zones or to a database of exports is
    matched from end to end; what is handed on elsewhere is tried in each way."""
    lines = "\n".join(line for line in source.splitlines() if name in line)      # to search in fewer takes a tenth of the time
    uses = {_SAME.get(method, method) for method in re.findall(rf"\b{name}\.({'|'.join(_METHODS)})\b", lines)}
    if re.search(rf"\b_is\({name}\b|^    \w+={name},$", lines, re.MULTILINE):
        uses.add("fullmatch")
    return uses or _ANY_USE


# --- what an expression could be slow on ---------------------------------------------------


def make_attacks(pattern, most=24):
    """(before, unit, after): texts in which one repetition of the expression goes on and on and what follows it is not there."""
    whole = parser.parse(pattern.pattern, pattern.flags)
    attacks = {}
    for before, body in _repetitions(list(whole), ""):
        for unit in _samples(body):
            for start, pumped in (("", unit), (before, unit), ("", before + unit)):
                if pumped:
                    attacks.update(dict.fromkeys((start, pumped, after) for after in ("\0", "x")))
    for text in _samples(list(whole)):
        if text:
            attacks[("", text, "\0")] = None
    return list(islice(attacks, most))


def _repetitions(nodes, before):
    """Each repetition that may go on, with a text that leads up to it."""
    for kind, value in nodes:
        if kind in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            _, highest, body = value
            if highest >= _LONG:
                yield before, list(body)
            yield from _repetitions(list(body), before)
        else:
            for inner in _inner(kind, value):
                yield from _repetitions(inner, before)
        before += next(iter(_samples([(kind, value)])), "")


def _inner(kind, value):
    if kind == code.SUBPATTERN:
        return [list(value[3])]
    if kind == code.BRANCH:
        return [list(branch) for branch in value[1]]
    if kind in (code.ASSERT, code.ASSERT_NOT):
        return [list(value[1])]
    if kind == code.ATOMIC_GROUP:
        return [list(value)]
    if kind == code.GROUPREF_EXISTS:
        return [list(branch) for branch in value[1:] if branch]
    return []


def _samples(nodes, most=4):
    """Some texts that these parts of an expression match: each part in its first form, and one part after the other in its others."""
    forms = [_forms(kind, value) or [""] for kind, value in nodes]
    first = [each[0] for each in forms]
    texts = {"".join(first): None}
    for i, each in enumerate(forms):
        for other in each[1:]:
            texts["".join([*first[:i], other, *first[i + 1:]])] = None
    return list(islice(texts, most))


def _forms(kind, value):
    if kind == code.LITERAL:
        return [chr(value)]
    if kind in (code.ANY, code.NOT_LITERAL):
        return ["b" if kind == code.NOT_LITERAL and value == ord("a") else "a", " "]
    if kind == code.IN:
        return _class_forms(value)
    if kind in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
        lowest, highest, body = value
        return [text * max(lowest, min(highest, 1)) for text in _samples(list(body))]
    if kind in (code.ASSERT, code.ASSERT_NOT, code.AT, code.GROUPREF):
        return [""]
    return list(dict.fromkeys(text for inner in _inner(kind, value) for text in _samples(inner)))[:6]


_OF_CATEGORY = {code.CATEGORY_DIGIT: "1", code.CATEGORY_SPACE: " \n", code.CATEGORY_WORD: "aA1", code.CATEGORY_NOT_DIGIT: "a ",
                code.CATEGORY_NOT_SPACE: "a.", code.CATEGORY_NOT_WORD: " .-"}


def _class_forms(items):
    if items[0][0] == code.NEGATE:
        given = set(_class_forms(items[1:]))
        return [letter for letter in "aA1 .,-\n'" if letter not in given][:3] or ["\u4e00"]
    letters = []
    for kind, value in items:
        letters += [chr(value)] if kind == code.LITERAL else [chr(value[0]), chr(value[1])] if kind == code.RANGE else list(_OF_CATEGORY[value])
    return list(dict.fromkeys(letters))[:5]

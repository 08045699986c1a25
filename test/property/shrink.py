"""Makes a model that fails smaller, as long as it fails in the same way."""

import copy
from dataclasses import MISSING, fields, is_dataclass


def reductions(model):
    """Models with one thing less, the greatest things first."""
    places = list(_places(model))
    for path, index in places:
        if index is not None:
            yield _with(model, path, lambda holder, i=index: holder.pop(i))
    for path, name in ((path, one) for path, one in _plain_fields(model)):
        yield _with(model, path, lambda holder, n=name: setattr(holder, n, _plain(holder, n)))


def shrink(model, fails, report=lambda text: None):
    """The smallest model that `fails` that is found by taking away one thing after the other."""
    progress = True
    while progress:
        progress = False
        position = 0
        while True:
            candidates = list(reductions(model))
            if position >= len(candidates):
                break
            if _fails_safely(candidates[position], fails):
                model = candidates[position]
                progress = True
                report(f"{len(candidates)} things are left")
            else:
                position += 1
    return model


def _fails_safely(model, fails):
    try:
        return fails(model)
    except (KeyError, IndexError, StopIteration):
        return False  # Something names what has been taken away.


def _places(node, path=()):
    """Every element of every list, as the list's path and an index, outer ones first."""
    lists = [(path + (each.name,), getattr(node, each.name)) for each in fields(node)
             if isinstance(getattr(node, each.name), list)]
    for where, elements in lists:
        for index in reversed(range(len(elements))):
            yield where, index
    for where, elements in lists:
        for index, element in enumerate(elements):
            if is_dataclass(element):
                yield from _places(element, where + (index,))


def _plain_fields(node, path=()):
    """Every field that is not as plain as it can be."""
    for each in fields(node):
        value = getattr(node, each.name)
        if isinstance(value, list):
            for index, element in enumerate(value):
                if is_dataclass(element):
                    yield from _plain_fields(element, path + (each.name, index))
        elif each.default is not MISSING and value != each.default:
            yield path, each.name


def _plain(holder, name):
    return next(each.default for each in fields(holder) if each.name == name)


def _with(model, path, change):
    result = copy.deepcopy(model)
    holder = result
    for step in path:
        holder = holder[step] if isinstance(step, int) else getattr(holder, step)
    change(holder)
    return result

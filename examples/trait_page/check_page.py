#!/usr/bin/env python3
"""Checks the page of a trait header against the model that it was made of.

  check_page.py MODEL.trait.json PAGE.html

The page must be well-formed, have each member of each trait once, with its signature and its
documentation to the letter, and no markup that comes out of the header.
"""
import html.parser
import json
import pathlib
import re
import sys

EMPTY = {"meta", "br"}
TAGS = EMPTY | set(
    "html head title style body header article h1 h2 small p div nav section a code b span footer".split()
)


class Page(html.parser.HTMLParser):
    """Knows the text of each element that has an id, by the class of the part that holds it."""

    def __init__(self, text):
        super().__init__()
        self.errors, self.ids, self.targets, self.texts = [], [], [], {}
        self._open = []  # Of each open element its tag, id and class.
        self.feed(text)
        self.close()
        self.errors += [f"<{tag}> is never closed" for tag, _, _ in self._open]

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag not in TAGS:
            self.errors.append(f"{self.getpos()}: <{tag}> is none of the template's tags")
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if "href" in attributes:
            self.targets.append(attributes["href"].removeprefix("#"))
        if tag not in EMPTY:
            self._open.append((tag, attributes.get("id"), attributes.get("class")))

    def handle_endtag(self, tag):
        if not self._open or self._open.pop()[0] != tag:
            self.errors.append(f"{self.getpos()}: </{tag}> closes something else")

    def handle_data(self, data):
        owner = next((id for _, id, _ in reversed(self._open) if id), None)
        part = next((name for _, _, name in reversed(self._open) if name in ("doc", "signature")), None)
        self.texts[owner, part] = self.texts.get((owner, part), "") + data


def words(text):
    return " ".join(text.split())


def text_of(value):
    return value["text"] if value else ""


def doc_of(thing):
    return " ".join(re.sub(r"^\s*///", "", line).strip() for line in thing["doc"])


def signature(member):
    if member["kind"] == "associated_type":
        return f"struct {member['name']}"
    if member["kind"] == "alias":
        return f"using {member['name']} = {text_of(member['type'])}"
    if member["kind"] == "constant":
        default = member["default"]
        return f"{text_of(member['type'])} {member['name']}" + (f" = {text_of(default)}" if default else "")
    result = text_of(member["result"])
    parameters = ", ".join(
        f"{text_of(one['before_name'])} {one['name']}".strip() + text_of(one["after_name"])
        + (f" = {text_of(one['default'])}" if one["default"] else "")
        for one in member["parameters"]
    )
    return f"{f'async<{result}>' if member['is_async'] else result} {member['name']}({parameters})"


def check(model, page):
    errors = list(page.errors)
    expected_ids = []
    for trait in (one for one in model["elements"] if one["kind"] == "trait"):
        name = trait["qualified_name"]
        expected_ids.append(name)
        if words(page.texts.get((name, "doc"), "")) != words(doc_of(trait)):
            errors.append(f"{name}: {page.texts.get((name, 'doc'))!r} is not its documentation")
        for member in trait["members"]:
            place = f"{name}.{member['name']}"
            if member["kind"] == "method":
                place += f".{member['overload']}"
            expected_ids.append(place)
            shown = words(page.texts.get((place, "signature"), ""))
            if words(signature(member)) not in shown:
                errors.append(f"{place}: {shown!r} is not {signature(member)!r}")
            if words(doc_of(member)) not in words(page.texts.get((place, "doc"), "")):
                errors.append(f"{place}: {page.texts.get((place, 'doc'))!r} is not its documentation")
    if sorted(page.ids) != sorted(expected_ids):
        errors.append(f"there are {sorted(page.ids)}, not {sorted(expected_ids)}")
    errors += [f"nothing is at #{target}" for target in page.targets if target not in page.ids]
    return errors


def main():
    model = json.loads(pathlib.Path(sys.argv[1]).read_text())
    errors = check(model, Page(pathlib.Path(sys.argv[2]).read_text()))
    print("\n".join(errors) or "ok")
    sys.exit(bool(errors))


main()

"""What no template may hold, and what every text in one must have."""

from __future__ import annotations

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.base import Lexer, TokenType
from django.template.loader import get_template

from tests.ui.marked import MARKERS, sources

TEMPLATES = sources(".html")
STATIC = Path(str(finders.find("namro/icon.svg"))).parent

#: Words that are the same in every language.
NAMES = {
    "Năm Rõ",
    "– Năm Rõ",
    "English",
    "Tiếng Việt",
    "docx",
    "pdf",
    "xlsx",
    "csv",
    "Website",
    ".docx",
    ".pdf",
    ".xlsx",
    "https://",
}
#: Not read by people: keys of the keyboard, an attribute that a block adds to its page.
SILENT = re.compile('<kbd>.*?</kbd>|(?<=\N{REPLACEMENT CHARACTER}) class="fit"')
#: Stands for a template tag or variable.
FILLED = "\N{REPLACEMENT CHARACTER}"
LETTERS = re.compile(r"[^\W\d_]{2,}")
SAID_ATTRIBUTES = re.compile(r"\b(?:alt|title|aria-label|placeholder|data-word)=[\"']([^\"']*)[\"']")


def ids(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


@pytest.mark.parametrize("path", TEMPLATES, ids=ids(TEMPLATES))
def test_no_code_and_no_style_inside(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))
    assert not re.search(r"<script[^>]*>[^<]", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=ids(TEMPLATES))
def test_no_box_for_files_speaks_the_language_of_the_browser(path: Path) -> None:
    """Each has words of ours beside it: the chooser of `ui/_chooser.html`, or the label of a frame that takes drops."""
    text = path.read_text("utf-8")
    for found in re.finditer(r'<input[^>]*type="file"[^>]*>', text):
        assert re.match(r'\{% include "ui/_chooser\.html"|<label class="[^"]*\bpick\b', text[found.end() :]), found[0]
    for found in re.finditer(r"\{\{ form\.file \}\}", text):
        assert text[found.end() :].startswith('<label class="inp pick"'), path.name


@pytest.mark.parametrize("path", TEMPLATES, ids=ids(TEMPLATES))
def test_every_text_is_marked_for_translation(path: Path) -> None:
    bare = []
    inside = False
    page = ""
    for token in Lexer(path.read_text("utf-8")).tokenize():
        if token.token_type is TokenType.BLOCK and token.contents.startswith(("blocktranslate", "endblocktranslate")):
            inside = token.contents.startswith("blocktranslate")
        elif token.token_type is TokenType.TEXT and not inside:
            page += token.contents
        else:
            page += FILLED
    page = SILENT.sub("", page)
    bare += [value for value in SAID_ATTRIBUTES.findall(page) if LETTERS.search(value)]
    bare += [text for text in texts(page) if LETTERS.search(text)]
    assert [text.strip() for text in bare if text.strip() not in NAMES] == []


def texts(page: str) -> list[str]:
    """The text between tags."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_data(self, data: str) -> None:
            found.extend(data.split(FILLED))

    Reader().feed(page)
    return found


@pytest.mark.parametrize("path", sources(".py"), ids=lambda path: "/".join(path.parts[-3:]))
def test_every_vietnamese_text_of_the_code_is_marked(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    allowed = said(tree)
    vietnamese = re.compile(r"[àáảãạăắằẳẵặâấầẩẫậèéẻẽẹêếềểễệìíỉĩịòóỏõọôốồổỗộơớờởỡợùúủũụưứừửữựỳýỷỹỵđ]", re.IGNORECASE)
    found = [
        f"{path.name}:{node.lineno} {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and vietnamese.search(node.value)
        and id(node) not in allowed
    ]
    assert found == []


def said(tree: ast.Module) -> set[int]:
    """Ids of the texts that are marked, docstrings, names, or for the one who installs (before there is a language)."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in NAMES:
            found.add(id(node))
        elif isinstance(node, ast.Expr):
            found.add(id(node.value))
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in MARKERS | {"ImproperlyConfigured"}:
                found |= {id(inside) for inside in ast.walk(node)}
    return found


def test_every_template_loads() -> None:
    for path in TEMPLATES:
        get_template(path.relative_to(next(p for p in path.parents if p.name == "templates")).as_posix())


def test_every_named_file_exists() -> None:
    named = {name for path in TEMPLATES for name in re.findall(r"{% static '([^']+)' %}", path.read_text("utf-8"))}
    assert [name for name in named if not finders.find(name)] == []
    for style in STATIC.glob("css/*.css"):
        for name in re.findall(r"url\(([^)]+)\)", style.read_text("utf-8")):
            assert (style.parent / name).resolve().exists(), name


def test_sprite_holds_the_icons_in_use_and_no_others() -> None:
    sprite = (STATIC / "vendor/tabler/icons.svg").read_text("utf-8")
    pages = "".join(path.read_text("utf-8") for path in TEMPLATES)
    navigation = next(path for path in sources(".py") if path.name == "navigation.py").read_text("utf-8")
    code = "".join(path.read_text("utf-8") for path in sources(".py") if "pages" in path.parts)
    held = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    used = {*re.findall(r'{% icon "([^"]+)" %}', pages), *re.findall(r'\("\w+:\w+", "([^"]+)"', navigation)}
    used |= {*re.findall(r'\bMark\("([^"]{3,})"', code), *(set(re.findall(r'"([a-z][a-z0-9-]+)"', code)) & held)}
    assert used == held


def test_every_style_rule_has_a_use() -> None:
    """A class that no template, page or script names is dead."""
    said = "".join(p.read_text("utf-8") for p in [*TEMPLATES, *sources(".py"), *STATIC.glob("js/*.js")])
    words = set(re.findall(r"[\w-]+", said))
    for style in STATIC.glob("css/*.css"):
        rules = re.sub(r"/\*.*?\*/|url\([^)]*\)|@font-face\{.*?\}", "", style.read_text("utf-8"), flags=re.DOTALL)
        selectors = re.findall(r"([^{}]+)\{", rules)
        classes = {name for selector in selectors for name in re.findall(r"\.([a-zA-Z][\w-]*)", selector)}
        assert classes <= words, style.name

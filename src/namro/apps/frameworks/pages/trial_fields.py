"""The fields of a try-out, typed by what the inputs hold, in the order of the criteria that read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from namro.apps.frameworks.pages.choices import Option
from namro.apps.frameworks.pages.words import holds_word
from namro.apps.frameworks.trying import base_key, now_key
from namro.core.framework.fields import is_date
from namro.core.framework.model import Evidence, Framework, Item, Leaf, Node
from namro.core.framework.rules import Growth, Milestones, Parts, quantity_inputs, within
from namro.core.framework.uses import Holds, rule_uses
from namro.core.framework.words import PROOF_WORDS, day_words
from namro.core.scoring.proof import STATUSES
from namro.ui.formats import printed_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field; with `options` it is a list to choose from, else `type` is that of an input element."""

    key: str
    label: str
    hint: str = ""
    type: str = "text"
    value: str = ""
    options: tuple[Option, ...] = ()
    error: str = ""


def condition_names(bearer: Leaf | Item) -> tuple[str, ...]:
    """The inputs that decide whether it applies."""
    if isinstance(bearer, Leaf):
        return bearer.conditions
    return (bearer.applies_if,) if bearer.applies_if else ()


def node_of(bearer: Leaf | Item) -> Node | Item:
    """What carries the rule."""
    return bearer.node if isinstance(bearer, Leaf) else bearer


def fields_of(
    tree: Framework, bearer: Leaf | Item, year: int, *, texts: Mapping[str, str], errors: Mapping[str, str]
) -> list[Field]:
    """Return the fields of one criterion or item: conditions, inputs of its rule, base values."""
    node, shown = node_of(bearer), _Shown(texts, errors)
    assert node.rule is not None
    labels = tree.labels | dict(_labels(node))
    found: dict[str, Field] = {}
    for name in condition_names(bearer):
        found[now_key(name)] = shown.flag(now_key(name), labels.get(name, name), _("mục này có áp dụng không"))
    for rule in within(node.rule):
        for use in rule_uses(rule, node.id, node.max):
            key, label = now_key(use.input), labels.get(use.input, use.input)
            named = "" if label == use.input else use.input
            if use.holds is Holds.FLAG:
                field = shown.flag(key, label, named)
            else:
                holds = holds_word(use.holds)
                field = shown.number(key, label, f"{named}: {holds}" if named else holds)
            found.setdefault(key, field)
        if isinstance(rule, Growth):
            of = rule.base_year(year)
            for name in quantity_inputs(rule.quantity):
                label = _("%(input)s, năm %(year)d") % {"input": labels.get(name, name), "year": of}
                found[base_key(of, name)] = shown.number(base_key(of, name), label, _("giá trị năm gốc"))
    return list(found.values())


def proof_fields(bearer: Leaf | Item, texts: Mapping[str, str], errors: Mapping[str, str]) -> list[Field]:
    """Return the fields of the proof it asks for; days and counts only where they are asked for."""
    node, shown = node_of(bearer), _Shown(texts, errors)
    return list(_proof_fields(node.id, node.evidence, shown))


def _proof_fields(owner: str, evidence: Evidence | None, shown: _Shown) -> Iterator[Field]:
    if evidence is None or not (evidence.items or evidence.required):
        return
    if not evidence.items:
        yield shown.status(now_key(f"evidence:{owner}"), _("Tài liệu kiểm chứng"))
        if evidence.before:
            yield shown.day(now_key(f"evidence_date:{owner}"), evidence.before)
    for proof in evidence.items:
        key, text = f"{owner}/{proof.id}", proof.text or _(PROOF_WORDS[proof.kind])
        yield shown.status(now_key(f"evidence:{key}"), text)
        if before := proof.before or evidence.before:
            yield shown.day(now_key(f"evidence_date:{key}"), before)
        if proof.min_count > 1:
            words = _("cần ít nhất %(count)d") % {"count": proof.min_count}
            yield shown.number(now_key(f"evidence_count:{key}"), _("Số tệp"), words)


def _labels(node: Node | Item) -> Iterator[tuple[str, str]]:
    """What the set itself calls its inputs."""
    for rule in within(node.rule) if node.rule else ():
        if isinstance(rule, Parts):
            yield from ((part.input, part.label) for part in rule.parts if part.label)
        if isinstance(rule, Milestones):
            yield from (
                (step.input, _("%(input)s đến %(day)s") % {"input": step.input, "day": day_words(step.by)})
                for step in rule.steps
            )


@dataclass(frozen=True, slots=True)
class _Shown:
    """Makes fields with what was typed in them."""

    texts: Mapping[str, str]
    errors: Mapping[str, str]

    def flag(self, key: str, label: str, hint: str) -> Field:
        """True or false."""
        value = {"1": "true", "0": "false"}.get(self.texts.get(key, ""), self.texts.get(key, "").lower())
        words = {"": _("chưa có số liệu"), "true": _("có, đúng"), "false": _("không, sai")}
        if value not in words:
            words[value] = value
        return self._choice(key, label, hint, words, value)

    def number(self, key: str, label: str, hint: str) -> Field:
        """A number, with a comma as people here write it."""
        value = self.texts.get(key, "").replace(".", ",")
        return Field(key=key, label=label, hint=hint, value=value, error=self.errors.get(key, ""))

    def day(self, key: str, before: str) -> Field:
        """The day of a proof."""
        hint = _("chậm nhất %(day)s") % {"day": day_words(before)}
        text, error = self.texts.get(key, ""), self.errors.get(key, "")
        value = printed_day(text) if is_date(text) else text
        return Field(key=key, label=_("Ngày của tài liệu"), hint=hint, value=value, error=error)

    def status(self, key: str, label: str) -> Field:
        """Whether a proof is there, and who signed it."""
        words = {
            "": _("chưa ghi (như chưa có)"),
            "missing": _("chưa có"),
            "present": _("có, chưa ký số"),
            "signed": _("có, ký số"),
            "leader": _("có, lãnh đạo ký số"),
            "organisation": _("có, cơ quan ký số"),
            "both": _("có, lãnh đạo và cơ quan ký số"),
        }
        known = {value: word for value, word in words.items() if not value or value in STATUSES}
        return self._choice(key, label, "", known, self.texts.get(key, ""))

    def _choice(self, key: str, label: str, hint: str, words: Mapping[str, str], value: str) -> Field:
        options = tuple(Option(one, word, one == value) for one, word in words.items())
        return Field(key=key, label=label, hint=hint, options=options, error=self.errors.get(key, ""))

"""Tables of states: which act leads where and who may do it. What a table says is asked, shown and drawn from it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Generic, TypeVar

from namro.core.base.errors import NamroError

StateT = TypeVar("StateT", bound=StrEnum)
RoleT = TypeVar("RoleT", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Act(Generic[StateT, RoleT]):
    """Something that is done. `says` names the text that must go with it ("" none)."""

    name: str
    words: str
    sources: tuple[StateT, ...]
    target: StateT
    roles: frozenset[RoleT]
    says: str = ""


@dataclass(frozen=True, kw_only=True)
class StateTable(Generic[StateT, RoleT]):
    """States and roles in words, in their order, and the acts. `subject` is what has the states ("Việc")."""

    subject: str
    states: Mapping[StateT, str]
    roles: Mapping[RoleT, str]
    closed: frozenset[StateT]
    acts: tuple[Act[StateT, RoleT], ...]

    @cached_property
    def by_name(self) -> dict[str, Act[StateT, RoleT]]:
        """The acts by name."""
        return {act.name: act for act in self.acts}

    def check_now(self, state: StateT, act: str) -> None:
        """Raise `NamroError` with the reason if the act is not possible in this state, or is none at all."""
        if act not in self.by_name:
            raise NamroError(f"{self.subject}: không có việc “{act[:40]}”. Tải lại trang.", code="act")
        if state not in self.by_name[act].sources:
            allowed = ", ".join(f"“{self.states[source]}”" for source in self.by_name[act].sources)
            low = self._low(act)
            raise NamroError(
                f"{self.subject} đang ở trạng thái “{self.states[state]}”, không {low} được. Chỉ {low} khi {allowed}.",
                code="state",
            )

    def check_for(self, roles: Collection[RoleT], act: str) -> None:
        """Raise `NamroError` with the reason if none of the roles may do the act."""
        if self.by_name[act].roles.isdisjoint(roles):
            raise NamroError(f"Chỉ {self.who(act)} của {self.subject.lower()} này được {self._low(act)}.", code="role")

    def who(self, act: str) -> str:
        """Return who may do the act, in words."""
        return " hoặc ".join(words for role, words in self.roles.items() if role in self.by_name[act].roles)

    def acts_open(self, state: StateT, roles: Collection[RoleT]) -> tuple[str, ...]:
        """Return the acts possible now for somebody, in the order of the table: what buttons to show."""
        return tuple(act.name for act in self.acts if state in act.sources and not act.roles.isdisjoint(roles))

    def after(self, state: StateT, act: str, roles: Collection[RoleT], *, said: str = "") -> StateT:
        """Return the state after an act. Raises `NamroError` if it is not allowed, or a text that it needs lacks."""
        self.check_now(state, act)
        self.check_for(roles, act)
        says = self.by_name[act].says
        if says and not said.strip():
            raise NamroError(f"Hãy ghi {says} trước khi {self._low(act)}.", code="text_missing")
        return self.by_name[act].target

    def diagram(self) -> str:
        """The table as a Mermaid state diagram with Vietnamese names; the first state is where everything begins."""
        lines = ["stateDiagram-v2", *(f"    {state}: {words}" for state, words in self.states.items())]
        lines.append(f"    [*] --> {next(iter(self.states))}")
        for act in self.acts:
            who = ", ".join(words for role, words in self.roles.items() if role in act.roles)
            lines += [f"    {source} --> {act.target}: {act.words} ({who})" for source in act.sources]
        lines += [f"    {state} --> [*]" for state in self.states if state in self.closed]
        return "\n".join(lines)

    def _low(self, act: str) -> str:
        words = self.by_name[act].words
        return words[0].lower() + words[1:]

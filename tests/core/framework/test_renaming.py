"""A set under other names, and back."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from namro.core.framework.model import Framework
from namro.core.framework.renaming import renamed
from namro.core.framework.uses import bearers, uses
from tests.core.framework.random_sets import frameworks
from tests.drawing import share


@settings(deadline=None, max_examples=share(20), suppress_health_check=list(HealthCheck))
@given(frameworks())
def test_every_name_is_replaced_and_comes_back(framework: Framework) -> None:
    other = renamed(framework, lambda name: f"x{name}", lambda node: f"#{node}")
    assert [use.input for use in uses(other)] == [f"x{use.input}" for use in uses(framework)]
    assert [one.id for one in bearers(other)] == [f"#{one.id}" for one in bearers(framework)]
    assert renamed(other, lambda name: name[1:], lambda node: node[1:]) == framework

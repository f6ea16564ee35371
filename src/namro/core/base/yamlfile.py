"""The one place that reads YAML: safe, with the C loader where there is one, double keys refused."""

from __future__ import annotations

from pathlib import Path

import yaml

from namro.core.base.errors import NamroError

_Base: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """A safe loader that refuses the same key twice in one mapping: the second would win in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for index, key in enumerate(keys):
            if key in keys[:index]:
                line = node.value[index][0].start_mark.line + 1
                raise NamroError(f"dòng {line}: khóa “{key}” ghi hai lần. Hãy bỏ một dòng.", code="yaml")
        result: dict[object, object] = super().construct_mapping(node, deep)
        return result


def load(path: Path) -> object:
    """Return what the YAML file at `path` holds. Raises `NamroError` naming the file and line."""
    try:
        return yaml.load(path.read_text("utf-8"), _Loader)  # noqa: S506 - the loader is a safe one
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise NamroError(f"{path.name}, dòng {line}: không đúng cú pháp YAML ({error.problem}).", code="yaml") from error
    except NamroError as error:
        raise NamroError(f"{path.name}, {error.message}", code=error.code) from error

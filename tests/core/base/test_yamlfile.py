from __future__ import annotations

from pathlib import Path

import pytest

from namro.core.base.errors import NamroError
from namro.core.base.yamlfile import load, load_data


def test_a_file_and_the_same_text_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("tên: Suối Mây\nđiểm: [1, 2]\n", encoding="utf-8")
    assert load(path) == load(path.read_text(encoding="utf-8")) == {"tên": "Suối Mây", "điểm": [1, 2]}


def test_damage_is_told_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "hong.yaml"
    path.write_text("a: 1\nb: [1, 2\nc: 3\n", encoding="utf-8")
    with pytest.raises(NamroError, match=r"hong\.yaml, dòng 3: không đọc được YAML"):
        load(path)


def test_objects_of_python_are_not_made() -> None:
    with pytest.raises(NamroError, match="không đọc được YAML"):
        load("!!python/object/apply:os.getcwd []")


@pytest.mark.parametrize("name", ["causes.yaml", "bands.yaml", "remedies.yaml"])
def test_own_data_is_found(name: str) -> None:
    assert load_data(name)

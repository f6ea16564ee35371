"""The parsed tree of an edition, kept in the process by the hash of its text."""

from __future__ import annotations

from collections import OrderedDict
from hashlib import sha256
from threading import Lock

from namro.apps.frameworks.models import Edition
from namro.core.framework.model import Framework
from namro.core.framework.reading import parse_framework

#: Trees kept at once; one of 10,000 nodes takes some 20 MB.
_KEPT = 24
_trees: OrderedDict[str, Framework] = OrderedDict()
_lock = Lock()


def hash_of(text: str) -> str:
    """Return the SHA-256 of a text, that of the file which `tai` gives out."""
    return sha256(text.encode()).hexdigest()


def tree_of(edition: Edition) -> Framework:
    """Return the tree of a stored edition; its text is fetched only when the tree is not at hand."""
    kept = _kept(edition.sha256)
    return kept or parsed(edition.text, name=str(edition))


def parsed(text: str, *, name: str) -> Framework:
    """Read a text, or take its tree from memory. Raises BrokenFile with every fault."""
    digest = hash_of(text)
    tree = _kept(digest)
    if tree is None:
        tree = parse_framework(text, name=name)
        with _lock:
            _trees[digest] = tree
            while len(_trees) > _KEPT:
                _trees.popitem(last=False)
    return tree


def _kept(digest: str) -> Framework | None:
    with _lock:
        if digest in _trees:
            _trees.move_to_end(digest)
            return _trees[digest]
    return None

"""What papers a commune of the demo has for which expected proof, and what is wrong with some of them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from namro.core.framework.model import Framework, Leaf, Proof

_SEED = 2026


class Story(Enum):
    """How a piece of proof stands."""

    PLAIN = "as it should be"
    LEADER_ONLY = "the body has not signed"
    UNSIGNED = "nobody signed, although it is asked for"
    TWO_VERSIONS = "first a picture of a signature, then signed"
    LATE = "dated after the due date"
    OUTSIDE = "dated before the measuring period"
    MISNUMBERED = "the number was typed wrong"
    TWICE = "another commune has the same file"
    BROKEN = "the file is cut off"
    PICTURED = "a link with a dated picture"


#: What is told of which piece of the model set, by criterion and piece.
STORIES: dict[tuple[str, str], Story] = {
    ("1.1.1", "ke-hoach"): Story.LATE,
    ("1.3.1", "bien-ban"): Story.TWICE,
    ("1.3.3", "ke-hoach"): Story.TWO_VERSIONS,
    ("1.5", "cong-nhan"): Story.LEADER_ONLY,
    ("1.4.1", "bai"): Story.PLAIN,
    ("2.2.1", "ke-hoach"): Story.OUTSIDE,
    ("3.1.2", "bao-cao"): Story.UNSIGNED,
    ("3.1.3", "trang"): Story.PICTURED,
    ("3.2.1", "may"): Story.TWICE,
    ("3.2.2", "quy-che"): Story.LEADER_ONLY,
    ("4.2.2", "ke-hoach"): Story.MISNUMBERED,
    ("6.1.1", "bao-cao"): Story.BROKEN,
    ("7.1.3", "trang"): Story.PLAIN,
}
#: What papers are about where the words of the expected proof are not what a paper is called.
_ABSTRACTS = {
    ("1.1.1", "ke-hoach"): "Cải cách hành chính",
    ("1.1.1", "chi-tieu"): "Chỉ tiêu cải cách hành chính",
    ("1.2.1", "bao-cao"): "Kết quả công tác cải cách hành chính quý III",
    ("1.2.2", "yeu-cau"): "Yêu cầu báo cáo chuyên đề về thủ tục đất đai",
    ("1.3.1", "bien-ban"): "Kiểm tra việc tiếp nhận hồ sơ tại Bộ phận Một cửa",
    ("1.3.3", "ke-hoach"): "Giám sát việc giải quyết thủ tục hành chính",
    ("1.3.3", "bao-cao"): "Kết quả giám sát việc giải quyết thủ tục hành chính",
    ("2.2.2", "ke-hoach"): "Phổ biến pháp luật cho người cao tuổi, người khuyết tật",
    ("2.1.3", "van-ban"): "Bãi bỏ văn bản hết hiệu lực",
    ("3.1.2", "bao-cao"): "Kết quả kiểm soát thủ tục hành chính quý III",
    ("6.2.2", "phuong-an"): "Xử lý trụ sở dôi dư",
    ("6.3.2", "phuong-an"): "Tự chủ của đơn vị sự nghiệp",
    ("7.1.2", "danh-muc"): "Danh mục hồ sơ",
    ("7.3.1", "quyet-dinh"): "Thành lập Tổ công nghệ số cộng đồng",
}
#: Titles and symbols of letters by the kind of proof.
_TITLES = {
    "plan": ("Kế hoạch", "KH"),
    "report": ("Báo cáo", "BC"),
    "decision": ("Quyết định", "QĐ"),
    "minutes": ("Biên bản", "BB"),
    "other": ("Thông báo", "TB"),
}
#: Words at the beginning of an expected proof that its title says already.
_SAID_BY_TITLE = re.compile(r"^(kế hoạch|báo cáo|quyết định|biên bản|thông báo|văn bản)\s+(?=\S+\s+\S)", re.IGNORECASE)
#: The share of expected proof that is there beside what has a story.
_MUCH, _LITTLE = 0.34, 0.02
_LAGS = timedelta(days=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A piece of proof that the unit has: for which expectation, how it stands, and the day on it."""

    leaf: Leaf
    proof: Proof
    story: Story
    on: date
    year: int

    @property
    def title(self) -> str:
        """The title of the letter."""
        return _TITLES.get(self.proof.kind, _TITLES["other"])[0]

    @property
    def symbol(self) -> str:
        """The letters behind its number: the kind of the letter and who issues it."""
        return f"{_TITLES.get(self.proof.kind, _TITLES['other'])[1]}-{'HĐND' if self.of_council else 'UBND'}"

    @property
    def of_council(self) -> bool:
        """Whether the People's Council issues it."""
        return "Hội đồng nhân dân" in self.proof.issuer

    @property
    def abstract(self) -> str:
        """What it is about."""
        known = _ABSTRACTS.get((self.leaf.node.id, self.proof.id))
        if known:
            return f"{known} năm {self.year}"
        said = _SAID_BY_TITLE.sub("", self.proof.text)
        said = said if len(said.split()) > 2 else self.leaf.node.name
        return f"{said[:1].upper()}{said[1:]} năm {self.year}"


def wanted(framework: Framework, unit: str, *, much: bool, year: int, since: date, until: date) -> Iterator[Wanted]:
    """Yield the proof that a commune has, the same for the same seed: with `much` all that has a story and more.

    `year`: the scored one; `until`: the last day that a paper can bear. What departments owe is not there.
    """
    chosen = random.Random(f"{_SEED} {unit} {year}")  # noqa: S311 - invented papers, not secrets
    told_of = STORIES if much else {key: story for key, story in STORIES.items() if story == Story.TWICE}
    for key, leaf in framework.leaves.items():
        evidence = leaf.node.evidence
        if evidence is None or leaf.source == "survey":
            continue
        for proof in evidence.items:
            story = told_of.get((key, proof.id))
            drawn, day = chosen.random(), chosen.random()
            if story or drawn < (_MUCH if much else _LITTLE):
                story = story or Story.PLAIN
                on = _day(proof, story, day, year=year, since=since, until=until)
                yield Wanted(leaf=leaf, proof=proof, story=story, on=on, year=year)


def _day(proof: Proof, story: Story, drawn: float, *, year: int, since: date, until: date) -> date:
    if story == Story.OUTSIDE:
        return since - _LAGS
    due = date.fromisoformat(f"{year}-{proof.before}") if proof.before else until
    if story == Story.LATE:
        return min(due + _LAGS, until)
    last = max(min(due, until), since)
    return since + timedelta(days=int(drawn * (last - since).days))

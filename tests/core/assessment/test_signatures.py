"""Reports about signatures as values: whose they are, together and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namro.core.assessment.certificates import Subject, kind_of_holder
from namro.core.assessment.signatures import SignatureReport, Signer, as_plain, from_plain, proof_status, summarised

PERSON = Signer(
    "Trần Văn Khuê", "UBND xã Suối Mây", "person", datetime(2026, 3, 16, tzinfo=UTC), "all", True, "yes", ""
)
BODY = replace(PERSON, name="UBND xã Suối Mây", certificate_kind="organisation")
SOMEBODY = replace(PERSON, certificate_kind="unknown")
SPOILT = replace(PERSON, intact=False)
PIECE = replace(BODY, covers="part")

SIGNERS = st.builds(
    Signer,
    st.text(),
    st.text(),
    st.sampled_from(["person", "organisation", "unknown"]),
    st.none() | st.datetimes(timezones=st.just(UTC)),
    st.sampled_from(["all", "then", "part"]),
    st.booleans(),
    st.sampled_from(["yes", "no", "unknown"]),
    st.text(),
)
REPORTS = st.builds(
    SignatureReport,
    st.sampled_from(["leader", "organisation", "both", "none", "unknown"]),
    st.lists(SIGNERS, max_size=3).map(tuple),
    st.sampled_from(["nothing", "normal", "suspicious"]),
    st.text(),
)


@given(report=REPORTS)
def test_a_report_comes_back_from_json(report: SignatureReport) -> None:
    assert from_plain(json.loads(json.dumps(as_plain(report)))) == report


def test_what_a_newer_version_adds_is_passed_over() -> None:
    plain = as_plain(summarised([PERSON]))
    plain["later"] = plain["signers"][0]["later"] = 1
    assert from_plain(plain) == summarised([PERSON])


@pytest.mark.parametrize(
    ("signers", "unchecked", "state", "status"),
    [
        ([], False, "none", "present"),
        ([], True, "unknown", "present"),
        ([PERSON], False, "leader", "leader"),
        ([PERSON, SOMEBODY], False, "leader", "leader"),
        ([BODY], False, "organisation", "organisation"),
        ([PERSON, BODY], False, "both", "both"),
        ([SOMEBODY], False, "unknown", "signed"),
        ([SPOILT], False, "none", "present"),
        ([SPOILT, BODY], False, "organisation", "organisation"),
        ([PERSON, PIECE], False, "leader", "leader"),
        ([PIECE], False, "none", "present"),
    ],
)
def test_whose_signatures_there_are(signers: list[Signer], unchecked: bool, state: str, status: str) -> None:
    found = summarised(signers, unchecked=unchecked)
    assert (found.state, proof_status(found)) == (state, status)


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        (Subject(name="Trần Văn Khuê", organisation="UBND xã Suối Mây"), "person"),
        (Subject(name="TRẦN VĂN KHUÊ"), "person"),
        (Subject(name="Trương Thị Na"), "person"),
        (Subject(name="Đoàn Văn Hội"), "person"),
        (Subject(name="Tô Ban"), "person"),
        (Subject(name="Khuê", surname="Trần", given_name="Văn Khuê"), "person"),
        (Subject(name="UBND X", numbers=("CCCD:012345678901",)), "person"),
        (Subject(name="ỦY BAN NHÂN DÂN XÃ SUỐI MÂY"), "organisation"),
        (Subject(name="UBND xa Suoi May"), "organisation"),
        (Subject(name="Uỷ ban nhân dân xã Suối Mây"), "organisation"),
        (Subject(name="Thường trực Hội đồng nhân dân xã"), "organisation"),
        (Subject(name="Trường Tiểu học Suối Mây"), "organisation"),
        (Subject(name="Sở Nội vụ tỉnh Suối Mây"), "organisation"),
        (Subject(name="Suối Mây", organisation="SUỐI MÂY"), "organisation"),
        (Subject(name="Suối Mây", numbers=("MST:0100000001",)), "organisation"),
        (Subject(name="Suối Mây", organisation_number="VATVN-0100000001"), "organisation"),
        (Subject(organisation="UBND xã Suối Mây"), "organisation"),
        (Subject(name="TRUONG VAN AN"), "unknown"),
        (Subject(name="Phong Văn An"), "person"),
        (Subject(name="SM-01"), "unknown"),
        (Subject(), "unknown"),
    ],
    ids=lambda value: value.name or value.organisation if isinstance(value, Subject) else "",
)
def test_whose_certificate_it_is(subject: Subject, kind: str) -> None:
    assert kind_of_holder(subject) == kind

"""An instrument with everything in it: blocks, questions of all kinds, skip rules, languages, validity rules."""

from __future__ import annotations

THREE_BLOCKS = """\
instrument: ba-phan
edition: 2026-05-01
title: {vi: Khảo sát, en: Survey}
languages: [vi, en]
scale: {max: 5, no_answer: [9], labels: {1: Rất không hài lòng, 5: {vi: Rất hài lòng, en: Very satisfied}}}
formula: mean
index:
  code: overall
  name: Hài lòng chung
  relevant: "${used} = 'yes'"
  parts:
    - code: access
      weight: 2
      parts:
        - {item: q1, text: Biển}
        - {code: why, type: text, text: {vi: "Vì sao?", en: "Why?"}, relevant: "${q1} <= 2"}
        - {item: q2, weight: 3}
    - code: feedback
      parts:
        - {code: sent, type: one, text: Đã góp ý, options: {"yes": Có, "no": Chưa}}
        - {item: q3, text: Đúng, relevant: "${sent} = 'yes' and ${q2} != ''"}
blocks:
  - code: before
    name: Nhận định
    questions:
      - {code: used, type: one, text: Có đi không, options: {"yes": Có, "no": Không, dk: Không nhớ}, no_answer: [dk]}
  - index: overall
  - code: wishes
    name: {vi: Mong đợi, en: Wishes}
    questions:
      - code: wish
        type: many
        most: 2
        text: Mong gì
        options: {a: Năng lực, b: Thái độ, c: {vi: Công khai, en: Openness}, other: Khác}
      - {code: words, type: text, text: Ghi rõ, relevant: "selected(${wish}, 'other') and not(${used} = 'no')"}
validity:
  blanks: 0.5
  straight: 3
  seconds: 60
  duplicates: true
  staff: true
  burst: {answers: 5, minutes: 10}
  excludes: [blanks, straight, fast, duplicate]
"""

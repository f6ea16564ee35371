"""Addresses of the work that plans give."""

from __future__ import annotations

from django.urls import path

from namro.apps.plans.views import (
    habits,
    work_board,
    work_doing,
    work_events,
    work_list,
    work_offers,
    work_proof,
    work_task,
    work_time,
)

working = [
    path("bat-dau", work_list.first, name="first"),
    path("viec", work_list.mine, name="mine"),
    path("viec/tieu-chi", work_list.criteria, name="criteria"),
    path("viec/su-kien", work_events.events, name="events"),
    path("viec/su-kien/<int:key>", work_events.event, name="event"),
    path("viec/quy-uoc", habits.habits, name="habits"),
    path("viec/vao-phieu", work_offers.offers, name="offers"),
    path("viec/<slug:code>", work_task.work, name="work"),
    path("viec/<slug:code>/lam", work_task.do, name="work_do"),
    path("viec/<slug:code>/tien-do", work_task.progress, name="work_progress"),
    path("viec/<slug:code>/doi-han", work_time.move_due, name="work_due"),
    path("viec/<slug:code>/gia-han", work_time.more_time, name="work_time"),
    path("viec/<slug:code>/duyet-loat", work_task.accept_many, name="work_accept_many"),
    path("viec/<slug:code>/nop", work_proof.hand_in, name="work_hand_in"),
    path("viec/<slug:code>/rut-minh-chung", work_proof.take_back, name="work_take_back"),
    path("viec/<slug:code>/vao-phieu", work_proof.offered, name="work_offered"),
    path("viec/<slug:code>/dau-viec", work_doing.items, name="work_items"),
    path("viec/<slug:code>/so-lieu", work_doing.values, name="work_values"),
    path("viec/<slug:code>/viec-con", work_doing.part, name="work_part"),
    path("viec/<slug:code>/y-kien", work_doing.comment, name="work_comment"),
    path("viec/<slug:code>/ban-giao", work_doing.passing, name="work_passing"),
    path("viec/<slug:code>/rut-su-kien", work_doing.event_back, name="work_event_back"),
    path("minh-chung/<slug:code>", work_proof.proof, name="proof"),
    path("bang", work_board.board, name="board"),
    path("bang/in", work_board.on_paper, name="board_print"),
]

"""What is done with plans and work: each act is one transaction and one line of the audit record."""

from __future__ import annotations

from namro.apps.plans.actions.approving import amend, approve, send_back, submit
from namro.apps.plans.actions.commenting import comment_on, remove_comment
from namro.apps.plans.actions.drafting import make_plan
from namro.apps.plans.actions.editing import Conflict, Edit, Refused, add_task, drop_task, edit_tasks, take_back
from namro.apps.plans.actions.exporting import file_of, take_plan
from namro.apps.plans.actions.extending import (
    ask_for_time,
    grant_time,
    move_due,
    refuse_time,
    withdraw_wish,
)
from namro.apps.plans.actions.extra_points import drop_extra, set_costs, set_extra
from namro.apps.plans.actions.handing import Handed, Parcel, hand_in
from namro.apps.plans.actions.handing_down import give_down, return_given, take_given
from namro.apps.plans.actions.heading import set_heading
from namro.apps.plans.actions.listing import take_recommendations
from namro.apps.plans.actions.offering import leave_out, take_over, take_over_many
from namro.apps.plans.actions.passing import answer_offer, offer_work, withdraw_offer
from namro.apps.plans.actions.proving import add_file, add_link, take_proof, take_proof_back
from namro.apps.plans.actions.recommending import (
    RecommendationConflict,
    Taking,
    change_recommendation,
    decline,
    receive,
    record_recommendation,
    record_supervision,
    take_up,
)
from namro.apps.plans.actions.settling import set_habits
from namro.apps.plans.actions.splitting import NewPart, split_off
from namro.apps.plans.actions.starting import Began, record_event, take_event_back
from namro.apps.plans.actions.surveying import take_weak_points
from namro.apps.plans.actions.targeting import (
    choose_reading,
    drop_target,
    set_rule,
    set_target,
    take_factors,
    take_targets,
    tell_target_standing,
)
from namro.apps.plans.actions.telling import Value, add_goal, remove_goal, take_value_back, tell_amount
from namro.apps.plans.actions.ticking import add_items, remove_item, tick
from namro.apps.plans.actions.working import WorkConflict, accept_many, act, tell_progress
from namro.apps.plans.faulty import Faulty

__all__ = [
    "Began",
    "Conflict",
    "Edit",
    "Faulty",
    "Handed",
    "NewPart",
    "Parcel",
    "RecommendationConflict",
    "Refused",
    "Taking",
    "Value",
    "WorkConflict",
    "accept_many",
    "act",
    "add_file",
    "add_goal",
    "add_items",
    "add_link",
    "add_task",
    "amend",
    "answer_offer",
    "approve",
    "ask_for_time",
    "change_recommendation",
    "choose_reading",
    "comment_on",
    "decline",
    "drop_extra",
    "drop_target",
    "drop_task",
    "edit_tasks",
    "file_of",
    "give_down",
    "grant_time",
    "hand_in",
    "leave_out",
    "make_plan",
    "move_due",
    "offer_work",
    "receive",
    "record_event",
    "record_recommendation",
    "record_supervision",
    "refuse_time",
    "remove_comment",
    "remove_goal",
    "remove_item",
    "return_given",
    "send_back",
    "set_costs",
    "set_extra",
    "set_habits",
    "set_heading",
    "set_rule",
    "set_target",
    "split_off",
    "submit",
    "take_back",
    "take_event_back",
    "take_factors",
    "take_given",
    "take_over",
    "take_over_many",
    "take_plan",
    "take_proof",
    "take_proof_back",
    "take_recommendations",
    "take_targets",
    "take_up",
    "take_value_back",
    "take_weak_points",
    "tell_amount",
    "tell_progress",
    "tell_target_standing",
    "tick",
    "withdraw_offer",
    "withdraw_wish",
]

"""What an address answers to each role, where the table of `addresses` leaves it to who somebody is."""

from __future__ import annotations

from namro.apps.people.models import Role
from tests.apps.addresses import ANSWERS, WHO

#: Roles that get the same answers as another one.
LIKE = {
    Role.APPRAISER: Role.COORDINATOR,
    Role.COUNCIL: Role.COORDINATOR,
    Role.WATCHER: Role.LEADER,
    Role.ENUMERATOR: Role.OFFICER,
}
#: Pages of those who write the plans and fill the groups of their own unit: to everybody else they are what they are to
#: a leader.
OF_WRITERS = {
    "reports:settle",
    "reports:head",
    "reports:owners",
    "assessments:begin",
    "plans:new",
    "plans:new_task",
    "plans:heading",
    "plans:from_above",
    "plans:target_new",
    "plans:extra_new",
    "plans:extra",
    "plans:recommendation_take_up",
    "indicators:upload",
    "chasing:assigned",
    "indicators:measures_upload",
    "indicators:measures_template",
    "indicators:measure_entry",
    "indicators:variant",
    "people:group_new",
    "people:group_rename",
    "people:group_add",
    "people:group_remove",
    "assessments:alone",
    "dossiers:imports",
    "service_index:upload",
    "service_index:template",
    "service_index:enter",
}
#: Pages of those who coordinate or lead a unit; nobody else gets them.
OF_THOSE_WHO_RUN = {"plans:habits"}
#: Pages of a unit's own leaders and coordinators; to other roles they are what they are to an officer.
OF_ITS_LEADERS = {
    "meetings:new", "meetings:change", "meetings:conclusion_new", "meetings:conclusion", "exchange:make_meeting",
    "satisfaction:published_new", "satisfaction:published_load", "satisfaction:published_change",
    "satisfaction:result", "satisfaction:cleaning", "satisfaction:left_out", "satisfaction:words",
    "satisfaction:report",
    "feedback:new", "feedback:imports", "feedback:item", "feedback:change",
    "surveys:new", "surveys:survey", "surveys:month", "surveys:notice", "instruments:upload",
}  # fmt: skip
#: Pages of those who watch a unit; nobody else writes there.
OF_WATCHERS = {"plans:recommendation_new", "plans:recommendation_change", "plans:supervision_new"}
#: The pages of one plan and of its work: to enumerators, who are at a department, the commune's are not there.
OF_A_PLAN = (
    "/hop/{meeting}",
    "/ke-hoach/{plan}",
    "/viec/{work}",
    "/minh-chung/{proof}",
    "/kien-nghi/{asked}",
    "/giam-sat/{seen}",
    "/bao-cao/{report}",
    "/bao-cao/thiet-lap",
)
#: Facts and results of the commune, likewise.
OF_THE_COMMUNE = (
    "/so-lieu/2026",
    "/ket-qua/2026",
    "/phieu/2026",
    "/phieu/2028",
    "/thu-vien/{evidence}",
    "/so/kiem-tra/{register_row}",
    "/ho-so/{dossier}",
    "/ho-so/so-tay/ghi/{dossier}",
    "/ho-so/thu/{dossier_letter}",
    "/chi-so-766/suoi-may",
    "/chi-tieu/disbursement/ghi",
    "/chi-tieu/disbursement/cach-tinh",
    "/chi-tieu/phan-cong",
    "/ket-qua-hai-long/{published}",
)
#: Roles of those who work somewhere without adding evidence there.
ADDS_NOTHING = {Role.APPRAISER, Role.COUNCIL, Role.WATCHER, Role.ENUMERATOR}
#: Pages of those who keep the criteria sets, and the audit record: the council is answered as the administrator is.
OF_KEEPERS = {
    "frameworks:upload",
    "frameworks:publish",
    "people:audit",
    "people:audit_file",
    "people:audit_line",
}
#: The pages of one person alone: everybody else is answered as the administrator is.
OWN = {
    "exchange:job",
    "exchange:job_progress",
    "indicators:uploaded",
    "assessments:offline",
    "notices:follow",
    "chasing:assigned_preview",
    "feedback:preview",
    "registers:preview",
    "registers:export_job",
    "registers:export_progress",
    "dossiers:import",
    "dossiers:import_progress",
    "dossiers:bad_rows",
    "indicators:measures_uploaded",
}
#: Pages of those who write a register of the commune: departments and watchers are answered as the administrator is.
OF_REGISTRARS = {"registers:add", "registers:upload", "registers:change", "dossiers:personal_values"}
#: Pages of those who run a round of the province: the council alone.
OF_THE_COUNCIL = {
    "surveys:new",
    "instruments:upload",
    "satisfaction:published_new",
    "satisfaction:published_load",
    "appraisals:snapshot",
    "appraisals:correction",
    "appraisals:round_steps",
    "appraisals:sittings",
    "appraisals:sitting_new",
    "appraisals:sitting",
    "appraisals:sitting_minutes",
    "appraisals:motion",
    "assessments:round_new",
    "assessments:round_times",
    "assessments:round_unit",
    "assessments:sheet_results",
    "appraisals:results_file",
    "appraisals:decision",
    "appraisals:notices",
    "appraisals:notice",
    "reports:merged_job",
    "reports:merged_progress",
    "reports:merged_take",
}

#: Pages of those who appraise: departments in their own domains, and the council.
OF_APPRAISERS = {
    "reports:units",
    "reports:merged",
    "reports:merged_file",
    "appraisals:judging",
    "appraisals:disputes",
    "appraisals:judge_unit",
    "appraisals:accept_many",
    "appraisals:judge_criterion",
}

#: Pages of one person's year: for the person, the leader and the coordinator of the unit, whatever others may do.
OF_A_PERSON = {
    "yearly:unit",
    "yearly:unit_file",
    "yearly:sheet",
    "yearly:print",
    "yearly:file",
    "yearly:correct",
    "yearly:proof",
    "officers:spots",
    "officers:spot",
    "officers:unit",
    "officers:unit_file",
    "officers:person",
}

#: Pages of those who carry a sample out: the council's unit in these tests; and those of whom it sends out to ask.
OF_SURVEYORS = {
    "samples:sample", "samples:frame_upload", "samples:frame_preview", "samples:drawn_file", "samples:methods",
    "samples:methods_file", "samples:board", "samples:people", "samples:type_in", "samples:disputes", "samples:dispute",
    "samples:import_answers", "samples:answers_template", "samples:recheck", "samples:recheck_row", "samples:places",
}  # fmt: skip
OF_ENUMERATORS = {"samples:type_in", "samples:person"}


def expected_of(name: str, who: str) -> int:
    """Return what an address answers to a role by the tables."""
    address, *statuses = ANSWERS[name]
    like = LIKE.get(who, who)
    if who in LIKE:
        like = Role.LEADER if name in OF_WRITERS else Role.ADMIN if name in OWN else like
    if name in OF_THOSE_WHO_RUN and who in LIKE:
        like = Role.ADMIN
    if who in LIKE and name in OF_ITS_LEADERS:
        like = Role.OFFICER
    if (name in OF_KEEPERS and who == Role.COUNCIL) or (name in OF_REGISTRARS and who in ADDS_NOTHING):
        like = Role.ADMIN
    expected = 200 if who == Role.WATCHER and name in OF_WATCHERS else statuses[WHO.index(like)]
    if who == Role.ENUMERATOR and address.startswith((*OF_A_PLAN, *OF_THE_COMMUNE)) and expected != 405:
        expected = 404
    if (name in OF_A_PERSON and who in LIKE) or (name == "chasing:letter" and who in {Role.APPRAISER, Role.WATCHER}):
        expected = 403
    if name in OF_THE_COUNCIL and who == Role.COUNCIL:
        expected = 200
    if (name in OF_SURVEYORS and who == Role.COUNCIL) or (name in OF_ENUMERATORS and who == Role.ENUMERATOR):
        expected = 200
    if name in OF_APPRAISERS and who in {Role.APPRAISER, Role.COUNCIL}:
        expected = 200
    return 403 if name == "library:add" and who in ADDS_NOTHING else expected

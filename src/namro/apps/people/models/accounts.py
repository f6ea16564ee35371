"""Accounts, failed logins, and the audit record."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from namro.core.sealing import ERASING

if TYPE_CHECKING:
    from namro.apps.people.standing import Standing


class Role(models.TextChoices):
    """What a position lets its holder do in its unit; only ADMIN belongs to an account, not to a position."""

    OFFICER = "officer", _("Công chức")
    COORDINATOR = "coordinator", _("Đầu mối cải cách hành chính")
    LEADER = "leader", _("Lãnh đạo")
    APPRAISER = "appraiser", _("Người thẩm định")
    COUNCIL = "council", _("Hội đồng thẩm định, nội vụ")
    WATCHER = "watcher", _("Người theo dõi")
    ENUMERATOR = "enumerator", _("Điều tra viên")
    ADMIN = "admin", _("Quản trị")


class UserManager(BaseUserManager["User"]):
    """Makes accounts; names to log in with are compared without case."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> User:
        """Make and save an account; without a password nobody can log in to it."""
        user = self.model(username=folded_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: object) -> User:
        """Make an administrator; called by Django's `createsuperuser` command."""
        return self.create_user(username, password, **{**fields, "is_admin": True})

    def get_by_natural_key(self, username: str | None) -> User:
        """Find the account of a login name as typed."""
        return self.get(username=folded_username(username or ""))


class User(AbstractBaseUser):
    """One person's account."""

    username = models.CharField(_("Tên đăng nhập"), max_length=64, unique=True)
    full_name = models.CharField(_("Họ và tên"), max_length=120)
    is_admin = models.BooleanField(_("Quản trị"), default=False)
    is_active = models.BooleanField(_("Đang dùng"), default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    objects = UserManager()

    #: What the person may do today; set when a request comes in (`requests.signed_in`), not stored.
    standing: Standing

    def __str__(self) -> str:
        return self.full_name


class LoginFailure(models.Model):
    """A login that was refused; kept for minutes, only to slow down guessing."""

    username = models.CharField(max_length=64)
    address = models.GenericIPAddressField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["username", "address", "at"])]

    def __str__(self) -> str:
        return f"{self.username} {self.address}"


class AuditEntry(models.Model):
    """Who did what to what, when. Written in the transaction of the act; never changed, only sealed.

    `digest`, `seq` and `chain` are those of `namro.core.sealing`; a row without `salt` had its words erased.
    """

    class Act(models.TextChoices):
        """Acts that are recorded."""

        LOGGED_IN = "logged_in", _("Đăng nhập")
        LOGGED_OUT = "logged_out", _("Đăng xuất")
        PASSWORD_CHANGED = "password_changed", _("Đổi mật khẩu")
        ACCOUNT_MADE = "account_made", _("Tạo tài khoản")
        ADMIN_GRANTED = "admin_granted", _("Cho quyền quản trị")
        DOCUMENT_IMPORTED = "document_imported", _("Nhập văn bản")
        DOCUMENT_READ_AGAIN = "document_read_again", _("Đọc lại văn bản")
        DOCUMENT_CORRECTED = "document_corrected", _("Sửa kết quả đọc")
        DOCUMENT_CONFIRMED = "document_confirmed", _("Xác nhận kết quả đọc")
        DOCUMENT_REOPENED = "document_reopened", _("Mở lại kết quả đọc")
        ORIGINAL_DOWNLOADED = "original_downloaded", _("Tải tệp gốc")
        FINDING_DECIDED = "finding_decided", _("Quyết định hướng xử lý")
        DECISION_TAKEN_BACK = "decision_taken_back", _("Hoàn tác hướng xử lý")
        PROOF_DOWNLOADED = "proof_downloaded", _("Tải minh chứng")
        PLAN_DOWNLOADED = "plan_downloaded", _("Tải kế hoạch")
        PLAN_MADE = "plan_made", _("Lập kế hoạch")
        PLAN_HEADED = "plan_headed", _("Sửa phần đầu kế hoạch")
        PLAN_SUBMITTED = "plan_submitted", _("Trình kế hoạch")
        PLAN_SENT_BACK = "plan_sent_back", _("Trả lại kế hoạch")
        PLAN_APPROVED = "plan_approved", _("Duyệt kế hoạch")
        PLAN_AMENDED = "plan_amended", _("Mở điều chỉnh kế hoạch")
        TASKS_CHANGED = "tasks_changed", _("Sửa nhiệm vụ")
        TASK_ADDED = "task_added", _("Thêm nhiệm vụ")
        TASK_DROPPED = "task_dropped", _("Bỏ nhiệm vụ")
        TASK_TAKEN_BACK = "task_taken_back", _("Đưa lại nhiệm vụ")
        TARGETS_CHANGED = "targets_changed", _("Sửa chỉ tiêu kế hoạch")
        TARGET_VALUE = "target_value", _("Ghi kết quả chỉ tiêu")
        EXTRAS_CHANGED = "extras_changed", _("Sửa mục thưởng, trừ của kế hoạch")
        TASK_GIVEN_DOWN = "task_given_down", _("Giao nhiệm vụ xuống đơn vị")
        TASK_FROM_ABOVE = "task_from_above", _("Trả lời nhiệm vụ cấp trên giao")
        WORK_DONE = "work_done", _("Xử lý việc")
        PROOF_ADDED = "proof_added", _("Nộp minh chứng")
        PROOF_TAKEN_BACK = "proof_taken_back", _("Rút minh chứng")
        SUPERVISION_RECORDED = "supervision_recorded", _("Ghi giám sát")
        RECOMMENDATION_RECORDED = "recommendation_recorded", _("Ghi kiến nghị")
        RECOMMENDATION_CHANGED = "recommendation_changed", _("Sửa kiến nghị")
        RECOMMENDATION_ANSWERED = "recommendation_answered", _("Trả lời kiến nghị")
        RECOMMENDATIONS_DOWNLOADED = "recommendations_downloaded", _("Tải danh sách kiến nghị")
        APPOINTED = "appointed", _("Bổ nhiệm")
        MOVED = "moved", _("Điều chuyển")
        HOLDING_ENDED = "holding_ended", _("Thôi giữ chức danh")
        POSITION_ENDED = "position_ended", _("Kết thúc chức danh")
        UNIT_ENDED = "unit_ended", _("Kết thúc đơn vị, bộ phận")
        EDITION_UPLOADED = "edition_uploaded", _("Nạp bộ tiêu chí")
        EDITION_REPLACED = "edition_replaced", _("Thay dự thảo bộ tiêu chí")
        EDITION_PUBLISHED = "edition_published", _("Công bố bộ tiêu chí")
        EDITION_DROPPED = "edition_dropped", _("Bỏ dự thảo bộ tiêu chí")
        UNIT_MADE = "unit_made", _("Lập đơn vị, bộ phận")
        UNIT_RENAMED = "unit_renamed", _("Đổi tên đơn vị, bộ phận")
        UNIT_MOVED = "unit_moved", _("Chuyển đơn vị trực thuộc")
        OFFICIAL_CODE_CHANGED = "official_code_changed", _("Đổi mã chính thức")
        APPRAISER_CHANGED = "appraiser_changed", _("Đổi cơ quan thẩm định")
        POSITION_MADE = "position_made", _("Lập chức danh")
        POSITION_CHANGED = "position_changed", _("Đổi tên, số người của chức danh")
        POSITION_MOVED = "position_moved", _("Chuyển chức danh")
        GROUP_MADE = "group_made", _("Lập nhóm")
        GROUP_RENAMED = "group_renamed", _("Đổi tên nhóm")
        GROUP_JOINED = "group_joined", _("Thêm vào nhóm")
        GROUP_LEFT = "group_left", _("Bớt khỏi nhóm")
        ORGANISATION_LOADED = "organisation_loaded", _("Nạp danh sách tổ chức")
        SHEET_OPENED = "sheet_opened", _("Mở phiếu của năm")
        SHEET_FILLED = "sheet_filled", _("Ghi điểm tự chấm")
        SHEET_WORDS = "sheet_words", _("Sửa khó khăn, kiến nghị của phiếu")
        SHEET_MOVED = "sheet_moved", _("Chuyển bước của phiếu")
        SHEET_CARRIED = "sheet_carried", _("Chuyển phiếu sang bộ tiêu chí mới")
        SHEET_ASSIGNED = "sheet_assigned", _("Phân công tiêu chí")
        SHEET_EXTENDED = "sheet_extended", _("Gia hạn cho đơn vị")
        SHEET_DOWNLOADED = "sheet_downloaded", _("Tải phiếu, báo cáo tự chấm")
        RESULTS_DOWNLOADED = "results_downloaded", _("Tải kết quả chưa công bố, thông báo kết quả")
        PROOF_ATTACHED = "proof_attached", _("Gắn minh chứng vào tiêu chí")
        PROOF_DETACHED = "proof_detached", _("Bỏ minh chứng khỏi tiêu chí")
        RESULT_READ_BACK = "result_read_back", _("Ghi kết quả thẩm định nhận về")
        JUDGED = "judged", _("Xét điểm thẩm định")
        EXPLAINED = "explained", _("Giải trình")
        RESULTS_PUBLISHED = "results_published", _("Công bố kết quả")
        SNAPSHOT_DOWNLOADED = "snapshot_downloaded", _("Tải bản chụp kết quả")
        RESULTS_CORRECTED = "results_corrected", _("Điều chỉnh kết quả đã công bố")
        COUNCIL_OPENED = "council_opened", _("Mở phiên họp Hội đồng")
        COUNCIL_HELD = "council_held", _("Ghi diễn biến phiên họp Hội đồng")
        COUNCIL_CLOSED = "council_closed", _("Kết thúc phiên họp Hội đồng")
        MINUTES_DOWNLOADED = "minutes_downloaded", _("Tải biên bản họp Hội đồng")
        ROUND_OPENED = "round_opened", _("Mở kỳ đánh giá")
        ROUND_CHANGED = "round_changed", _("Sửa kỳ đánh giá")
        FACTS_WRITTEN = "facts_written", _("Ghi số liệu")
        INDICATORS_WRITTEN = "indicators_written", _("Ghi chỉ tiêu")
        INDICATOR_VARIANT = "indicator_variant", _("Chọn cách tính của chỉ tiêu")
        INDICATOR_OWNED = "indicator_owned", _("Phân công người ghi chỉ tiêu")
        FACTS_FROZEN = "facts_frozen", _("Khóa số liệu")
        FACTS_UNFROZEN = "facts_unfrozen", _("Mở khóa số liệu")
        EVIDENCE_ADDED = "evidence_added", _("Thêm minh chứng vào thư viện")
        EVIDENCE_VERSION = "evidence_version", _("Thêm phiên bản minh chứng")
        EVIDENCE_CORRECTED = "evidence_corrected", _("Sửa mô tả minh chứng")
        EVIDENCE_REMOVED = "evidence_removed", _("Bỏ minh chứng")
        EVIDENCE_RESTORED = "evidence_restored", _("Lấy lại minh chứng")
        EVIDENCE_READ_AGAIN = "evidence_read_again", _("Đọc lại minh chứng")
        EVIDENCE_DOWNLOADED = "evidence_downloaded", _("Tải tệp minh chứng")
        REGISTER_ROW_ADDED = "register_row_added", _("Thêm dòng sổ theo dõi")
        REGISTER_ROW_CHANGED = "register_row_changed", _("Sửa dòng sổ theo dõi")
        REGISTER_ROW_REMOVED = "register_row_removed", _("Bỏ dòng sổ theo dõi")
        REGISTER_ROW_RESTORED = "register_row_restored", _("Lấy lại dòng sổ theo dõi")
        REGISTER_PROOF = "register_proof", _("Gắn, gỡ minh chứng của dòng sổ")
        REGISTER_IMPORTED = "register_imported", _("Nạp sổ theo dõi từ Excel")
        REGISTER_DOWNLOADED = "register_downloaded", _("Tải sổ theo dõi")
        DOSSIERS_IMPORTED = "dossiers_imported", _("Nạp hồ sơ một cửa")
        DOSSIER_NOTED = "dossier_noted", _("Ghi về hồ sơ một cửa")
        DOSSIER_LETTER = "dossier_letter", _("Lập, gửi, rút thư về hồ sơ một cửa")
        DOSSIER_CONTEST = "dossier_contest", _("Đề nghị, quyết định nguyên nhân trễ của hồ sơ")
        OWN_BOOK = "own_book", _("Mở, đóng, ghi sổ hồ sơ của đơn vị chưa có hệ thống")
        PERSONAL_FIELD = "personal_field", _("Bật, tắt trường cá nhân; xóa giá trị hết hạn")
        PERSONAL_SEEN = "personal_seen", _("Xem trường cá nhân của hồ sơ")
        PROCEDURE_REVIEWED = "procedure_reviewed", _("Rà soát thủ tục, hồ sơ mẫu")
        PROCEDURES_IMPORTED = "procedures_imported", _("Nạp danh mục thủ tục")
        REGISTER_DEFINED = "register_defined", _("Nạp định nghĩa sổ theo dõi")
        MEETING_MADE = "meeting_made", _("Lập cuộc họp")
        MEETING_CHANGED = "meeting_changed", _("Sửa cuộc họp")
        MEETING_CONCLUDED = "meeting_concluded", _("Ghi kết luận cuộc họp")
        MEETING_ENDED = "meeting_ended", _("Kết thúc cuộc họp")
        MEETING_TASKED = "meeting_tasked", _("Đưa kết luận thành việc")
        MEETING_DOWNLOADED = "meeting_downloaded", _("Tải biên bản, thông báo kết luận")
        PORTAL_SCORES = "portal_scores", _("Ghi, nạp điểm của Cổng Dịch vụ công")
        SPOT_CHECKED = "spot_checked", _("Kiểm tra ngẫu nhiên hồ sơ")
        OFFICER_NAMED = "officer_named", _("Ghi tên trong hồ sơ là của ai")
        OFFICER_EVALUATED = "officer_evaluated", _("Viết, gửi đánh giá tháng")
        OFFICER_DOWNLOADED = "officer_downloaded", _("Tải đánh giá tháng")
        FEEDBACK_ENTERED = "feedback_entered", _("Ghi, nạp phản ánh")
        FEEDBACK_MOVED = "feedback_moved", _("Giao, trả lời, chuyển phản ánh")
        FEEDBACK_EXTENDED = "feedback_extended", _("Xin, quyết định gia hạn phản ánh")
        FEEDBACK_PUBLISHED = "feedback_published", _("Ghi nơi công khai trả lời")
        FEEDBACK_CONCLUDED = "feedback_concluded", _("Kết luận phản ánh")
        FEEDBACK_FORM = "feedback_form", _("Bật, tắt biểu mẫu phản ánh của đơn vị")
        SURVEY_SET = "survey_set", _("Lập, mở, đóng khảo sát")
        INSTRUMENT_SET = "instrument_set", _("Nạp, thay, ban hành, bỏ bộ câu hỏi")
        SURVEY_CODES = "survey_codes", _("In mã đánh giá tại quầy")
        SURVEY_COUNTER = "survey_counter", _("Đặt, bật, tắt thiết bị đánh giá tại quầy")
        SURVEY_FRAME = "survey_frame", _("Lập khung mẫu khảo sát")
        SURVEY_DRAWN = "survey_drawn", _("Rút mẫu, rút lại để kiểm tra")
        SURVEY_LIST = "survey_list", _("Xem, phân công, tải danh sách mẫu")
        SURVEY_VISITED = "survey_visited", _("Ghi lần gặp, gọi người thay thế")
        SURVEY_FORMS = "survey_forms", _("In phiếu giấy có mã")
        SURVEY_TYPED = "survey_typed", _("Nhập phiếu giấy, nạp phiếu từ Excel")
        SURVEY_RECHECKED = "survey_rechecked", _("Phúc tra phiếu")
        PUBLISHED_ENTERED = "published_entered", _("Ghi kết quả khảo sát đã công bố")
        PUBLISHED_REMOVED = "published_removed", _("Bỏ kết quả khảo sát đã công bố")
        FORMS_DECIDED = "forms_decided", _("Loại, giữ phiếu khảo sát")
        WORDS_LOOKED_AT = "words_looked_at", _("Duyệt lời người dân trong khảo sát")
        SURVEY_RELEASED = "survey_released", _("Công bố kết quả khảo sát")
        SURVEY_DOWNLOADED = "survey_downloaded", _("Tải báo cáo, danh sách phiếu loại của khảo sát")
        LETTERHEAD_SET = "letterhead_set", _("Sửa phần đầu văn bản")
        NOTICE_WISHES = "notice_wishes", _("Đổi cách nhận thông báo")
        LETTER_SETTLED = "letter_settled", _("Xử lý thư không gửi được")
        FEED_MADE = "feed_made", _("Tạo lịch công việc riêng")
        FEED_REVOKED = "feed_revoked", _("Thu hồi lịch công việc riêng")
        REMINDER_WRITTEN = "reminder_written", _("Lập công văn đôn đốc")
        ASSIGNED_LOADED = "assigned_loaded", _("Nạp nhiệm vụ cấp trên giao")
        REPORT_BEGUN = "report_begun", _("Bắt đầu báo cáo")
        REPORT_CHANGED = "report_changed", _("Viết, phân công báo cáo")
        REPORT_MOVED = "report_moved", _("Trình, duyệt, gửi, nhận báo cáo")
        REPORT_SETTLED = "report_settled", _("Đặt hạn, nơi nhận báo cáo")
        REPORT_DOWNLOADED = "report_downloaded", _("Tải báo cáo")
        YEARLY_MOVED = "yearly_moved", _("Lập, chuyển bước phiếu năm của người")
        YEARLY_CORRECTED = "yearly_corrected", _("Đề nghị, quyết định sửa phiếu năm của người")
        YEARLY_DOWNLOADED = "yearly_downloaded", _("Tải phiếu năm của người")
        AUDIT_DOWNLOADED = "audit_downloaded", _("Tải nhật ký")
        AUDIT_ERASED = ERASING, _("Xóa nội dung một dòng nhật ký")

    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=32, choices=Act.choices)
    subject = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=400, blank=True)
    #: The unit in whose history an act of the organisation stands; a body's acts stand in its unit's.
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    #: The name of the account on that day.
    actor_name = models.CharField(max_length=120, blank=True)
    #: Name, subject and note without marks and case, for searching.
    folded = models.TextField(blank=True)
    salt = models.CharField(max_length=32, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    #: None until the row is sealed.
    seq = models.BigIntegerField(null=True, unique=True)
    chain = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject", "id"]),
            models.Index(fields=["actor", "id"], name="audit_of_an_actor"),
            models.Index(fields=["act", "id"], name="audit_of_an_act"),
            models.Index(fields=["id"], condition=models.Q(seq=None), name="audit_not_yet_sealed"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act} {self.subject}"


def folded_username(username: str) -> str:
    """Return the form in which login names are stored and compared."""
    return unicodedata.normalize("NFKC", username).strip().casefold()

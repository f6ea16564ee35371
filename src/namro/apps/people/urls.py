"""Addresses of login, account, organisation and people."""

from __future__ import annotations

from django.urls import path

from namro.apps.people.views import account, audit, changes, groups, lists, organisation, positions, relations, units

app_name = "people"
urlpatterns = [
    path("dang-nhap", account.login, name="login"),
    path("dang-xuat", account.logout, name="logout"),
    path("tai-khoan", account.account, name="account"),
    path("nhat-ky", audit.listed, name="audit"),
    path("nhat-ky/tai.xlsx", audit.workbook, name="audit_file"),
    path("nhat-ky/<int:key>", audit.line, name="audit_line"),
    path("nhat-ky/<int:key>/xoa", audit.erase, name="audit_erase"),
    path("to-chuc", organisation.organisation, name="organisation"),
    path("to-chuc/don-vi-moi", units.first, name="unit_first"),
    path("to-chuc/danh-sach", lists.listing, name="listing"),
    path("to-chuc/danh-sach/tai", lists.download, name="list_download"),
    path("to-chuc/danh-sach/mau", lists.template, name="list_template"),
    path("to-chuc/danh-sach/nap", lists.upload, name="list_upload"),
    path("to-chuc/danh-sach/nap/<int:key>", lists.preview, name="list_preview"),
    path("to-chuc/<slug:code>", organisation.unit, name="unit"),
    path("to-chuc/<slug:code>/lich-su", organisation.history, name="unit_history"),
    path("to-chuc/<slug:code>/don-vi-moi", units.new_unit, name="unit_new"),
    path("to-chuc/<slug:code>/bo-phan-moi", units.new_body, name="body_new"),
    path("to-chuc/<slug:code>/doi-ten", units.rename, name="unit_rename"),
    path("to-chuc/<slug:code>/chuyen", units.move, name="unit_move"),
    path("to-chuc/<slug:code>/tham-dinh", relations.appraiser, name="unit_appraiser"),
    path("to-chuc/<slug:code>/ma", relations.official_code, name="unit_code"),
    path("to-chuc/<slug:code>/ket-thuc", changes.end_unit, name="unit_end"),
    path("to-chuc/<slug:code>/chuc-danh-moi", positions.new, name="position_new"),
    path("to-chuc/<slug:code>/nhom-moi", groups.new, name="group_new"),
    path("to-chuc/chuc-danh/<int:key>", organisation.position, name="position"),
    path("to-chuc/chuc-danh/<int:key>/bo-nhiem", changes.appoint, name="appoint"),
    path("to-chuc/chuc-danh/<int:key>/doi-ten", positions.change, name="position_change"),
    path("to-chuc/chuc-danh/<int:key>/chuyen", positions.move, name="position_move"),
    path("to-chuc/chuc-danh/<int:key>/ket-thuc", changes.end_position, name="position_end"),
    path("to-chuc/nhom/<int:key>", organisation.group, name="group"),
    path("to-chuc/nhom/<int:key>/doi-ten", groups.rename, name="group_rename"),
    path("to-chuc/nhom/<int:key>/them", groups.add, name="group_add"),
    path("to-chuc/nhom/<int:key>/bot", groups.remove, name="group_remove"),
    path("to-chuc/nguoi/moi", account.new_account, name="account_new"),
    path("to-chuc/nguoi/<int:key>", organisation.person, name="person"),
    path("to-chuc/giu-chuc-danh/<int:key>/ket-thuc", changes.end_holding, name="holding_end"),
]

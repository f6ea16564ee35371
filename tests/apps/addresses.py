"""Every address of the site with what it answers to each role: the tables that the tests of all pages read."""

from __future__ import annotations

from namro.apps.people.models import Role

LOGIN = 302
HEADERS = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin"}
#: Address by name → answers to GET for a visitor and for each role. {code} is a document of the coordinator's, {job} a
#: file that the coordinator has handed in (nobody else sees it, whatever the role), {position}, {person}, {holding} are
#: where the coordinator works, {group} is a group of the coordinator's unit.
ANSWERS = {
    "ui:home": ("/", LOGIN, 302, 302, 302, 302),
    "ui:help": ("/tro-giup", LOGIN, 200, 200, 200, 200),
    "ui:more": ("/muc-khac", LOGIN, 200, 200, 200, 200),
    "ui:language": ("/ngon-ngu", 405, 405, 405, 405, 405),
    "people:login": ("/dang-nhap", 200, 302, 302, 302, 302),
    "people:logout": ("/dang-xuat", LOGIN, 405, 405, 405, 405),
    "people:account": ("/tai-khoan", LOGIN, 200, 200, 200, 200),
    "notices:list": ("/thong-bao", LOGIN, 200, 200, 200, 200),
    "notices:read": ("/thong-bao/da-doc", LOGIN, 405, 405, 405, 405),
    "notices:wishes": ("/thong-bao/cai-dat", LOGIN, 200, 200, 200, 200),
    "notices:mail": ("/thong-bao/thu-gui", LOGIN, 403, 403, 403, 200),
    "notices:settle": ("/thong-bao/thu-gui/1", LOGIN, 405, 405, 405, 405),
    "notices:follow": ("/thong-bao/{notice}", LOGIN, 404, 302, 404, 404),
    "chasing:feed": ("/tai-khoan/lich", LOGIN, 200, 200, 200, 200),
    "chasing:calendar": ("/lich/{token}.ics", 200, 200, 200, 200, 200),
    "chasing:letter": ("/don-doc", LOGIN, 403, 200, 200, 403),
    "chasing:assigned": ("/nhiem-vu-cap-tren", LOGIN, 403, 200, 403, 403),
    "chasing:assigned_preview": ("/nhiem-vu-cap-tren/{above}", LOGIN, 404, 200, 404, 404),
    "people:audit": ("/nhat-ky", LOGIN, 403, 403, 403, 200),
    "people:audit_file": ("/nhat-ky/tai.xlsx", LOGIN, 403, 403, 403, 200),
    "people:audit_line": ("/nhat-ky/{line}", LOGIN, 403, 403, 403, 200),
    "people:audit_erase": ("/nhat-ky/{line}/xoa", LOGIN, 403, 403, 403, 200),
    "people:organisation": ("/to-chuc", LOGIN, 302, 302, 302, 302),
    "people:listing": ("/to-chuc/danh-sach", LOGIN, 200, 200, 200, 200),
    "people:list_download": ("/to-chuc/danh-sach/tai", LOGIN, 200, 200, 200, 200),
    "people:list_template": ("/to-chuc/danh-sach/mau", LOGIN, 200, 200, 200, 200),
    "people:list_upload": ("/to-chuc/danh-sach/nap", LOGIN, 403, 403, 403, 200),
    "people:list_preview": ("/to-chuc/danh-sach/nap/{units}", LOGIN, 403, 403, 403, 200),
    "people:unit": ("/to-chuc/suoi-may", LOGIN, 200, 200, 200, 200),
    "people:unit_first": ("/to-chuc/don-vi-moi", LOGIN, 403, 403, 403, 200),
    "people:unit_history": ("/to-chuc/suoi-may/lich-su", LOGIN, 200, 200, 200, 200),
    "people:unit_new": ("/to-chuc/suoi-may/don-vi-moi", LOGIN, 403, 403, 403, 200),
    "people:body_new": ("/to-chuc/suoi-may/bo-phan-moi", LOGIN, 403, 403, 403, 200),
    "people:unit_rename": ("/to-chuc/suoi-may-kinh-te/doi-ten", LOGIN, 403, 403, 403, 200),
    "people:unit_move": ("/to-chuc/suoi-may/chuyen", LOGIN, 403, 403, 403, 200),
    "people:unit_appraiser": ("/to-chuc/suoi-may/tham-dinh", LOGIN, 403, 403, 403, 200),
    "people:unit_code": ("/to-chuc/suoi-may/ma", LOGIN, 403, 403, 403, 200),
    "people:unit_end": ("/to-chuc/suoi-may-kinh-te/ket-thuc", LOGIN, 403, 403, 403, 200),
    "people:position_new": ("/to-chuc/suoi-may-kinh-te/chuc-danh-moi", LOGIN, 403, 403, 403, 200),
    "people:group_new": ("/to-chuc/suoi-may/nhom-moi", LOGIN, 403, 200, 403, 200),
    "people:position": ("/to-chuc/chuc-danh/{position}", LOGIN, 200, 200, 200, 200),
    "people:appoint": ("/to-chuc/chuc-danh/{position}/bo-nhiem", LOGIN, 403, 403, 403, 200),
    "people:position_change": ("/to-chuc/chuc-danh/{position}/doi-ten", LOGIN, 403, 403, 403, 200),
    "people:position_move": ("/to-chuc/chuc-danh/{position}/chuyen", LOGIN, 403, 403, 403, 200),
    "people:position_end": ("/to-chuc/chuc-danh/{position}/ket-thuc", LOGIN, 403, 403, 403, 200),
    "people:group": ("/to-chuc/nhom/{group}", LOGIN, 200, 200, 200, 200),
    "people:group_rename": ("/to-chuc/nhom/{group}/doi-ten", LOGIN, 403, 200, 403, 200),
    "people:group_add": ("/to-chuc/nhom/{group}/them", LOGIN, 403, 200, 403, 200),
    "people:group_remove": ("/to-chuc/nhom/{group}/bot", LOGIN, 403, 200, 403, 200),
    "people:account_new": ("/to-chuc/nguoi/moi", LOGIN, 403, 403, 403, 200),
    "people:person": ("/to-chuc/nguoi/{person}", LOGIN, 200, 200, 200, 200),
    "people:holding_end": ("/to-chuc/giu-chuc-danh/{holding}/ket-thuc", LOGIN, 403, 403, 403, 200),
    "frameworks:library": ("/bo-tieu-chi", LOGIN, 200, 200, 200, 200),
    "frameworks:upload": ("/bo-tieu-chi/nap", LOGIN, 403, 403, 403, 200),
    "frameworks:take_over": ("/bo-tieu-chi/co-san", LOGIN, 405, 405, 405, 405),
    "frameworks:edition": ("/bo-tieu-chi/vi-du-xa/2025-10-31", LOGIN, 200, 200, 200, 200),
    "frameworks:trial": ("/bo-tieu-chi/vi-du-xa/2025-10-31/thu", LOGIN, 200, 200, 200, 200),
    "frameworks:comparison": ("/bo-tieu-chi/vi-du-xa/2025-10-31/so-sanh/2025-10-31", LOGIN, 200, 200, 200, 200),
    "frameworks:publish": ("/bo-tieu-chi/vi-du-xa/2026-10-31/cong-bo", LOGIN, 404, 404, 404, 200),
    "frameworks:drop": ("/bo-tieu-chi/vi-du-xa/2026-10-31/bo", LOGIN, 405, 405, 405, 405),
    "frameworks:download": ("/bo-tieu-chi/vi-du-xa/2025-10-31/tai", LOGIN, 200, 200, 200, 200),
    "frameworks:rules": ("/tro-giup/quy-tac", LOGIN, 200, 200, 200, 200),
    "plans:plans": ("/ke-hoach", LOGIN, 200, 200, 200, 200),
    "plans:new": ("/ke-hoach/moi", LOGIN, 403, 200, 403, 403),
    "plans:plan": ("/ke-hoach/{plan}", LOGIN, 200, 200, 200, 200),
    "plans:edit_many": ("/ke-hoach/{plan}/sua-loat", LOGIN, 405, 405, 405, 405),
    "plans:new_task": ("/ke-hoach/{plan}/viec-moi", LOGIN, 403, 200, 403, 403),
    "plans:task": ("/ke-hoach/{plan}/viec/{task}", LOGIN, 200, 200, 200, 200),
    "plans:drop": ("/ke-hoach/{plan}/viec/{task}/bo", LOGIN, 405, 405, 405, 405),
    "plans:take_back": ("/ke-hoach/{plan}/viec/{task}/dua-lai", LOGIN, 405, 405, 405, 405),
    "plans:move": ("/ke-hoach/{plan}/chuyen", LOGIN, 405, 405, 405, 405),
    "plans:heading": ("/ke-hoach/{plan}/phan-dau", LOGIN, 403, 200, 403, 403),
    "plans:versions": ("/ke-hoach/{plan}/cac-ban", LOGIN, 200, 200, 200, 200),
    "plans:file": ("/ke-hoach/{plan}/tai.docx", LOGIN, 200, 200, 200, 200),
    "plans:recommendations": ("/kien-nghi", LOGIN, 200, 200, 200, 200),
    "plans:recommendations_print": ("/kien-nghi/in", LOGIN, 200, 200, 200, 200),
    "plans:recommendations_file": ("/kien-nghi/tai.xlsx", LOGIN, 200, 200, 200, 200),
    "plans:recommendation_new": ("/kien-nghi/moi", LOGIN, 403, 403, 403, 403),
    "plans:recommendation": ("/kien-nghi/{asked}", LOGIN, 200, 200, 200, 200),
    "plans:recommendation_change": ("/kien-nghi/{asked}/sua", LOGIN, 403, 403, 403, 403),
    "plans:recommendation_answer": ("/kien-nghi/{asked}/tra-loi", LOGIN, 405, 405, 405, 405),
    "plans:recommendation_take_up": ("/kien-nghi/{asked}/thanh-viec", LOGIN, 403, 200, 403, 403),
    "plans:supervisions": ("/giam-sat", LOGIN, 200, 200, 200, 200),
    "plans:supervision_new": ("/giam-sat/moi", LOGIN, 403, 403, 403, 403),
    "plans:supervision": ("/giam-sat/{seen}", LOGIN, 200, 200, 200, 200),
    "plans:findings": ("/phieu/2028/suoi-may/ton-tai", LOGIN, 200, 200, 200, 200),
    "plans:finding_decide": ("/phieu/2028/suoi-may/ton-tai/xu-ly", LOGIN, 405, 405, 405, 405),
    "plans:finding_decide_many": ("/phieu/2028/suoi-may/ton-tai/xu-ly-loat", LOGIN, 405, 405, 405, 405),
    "plans:finding_proof": ("/phieu/2028/suoi-may/ton-tai/minh-chung/1", LOGIN, 200, 200, 200, 200),
    "plans:findings_plan": ("/phieu/2028/suoi-may/ton-tai/lap-ke-hoach", LOGIN, 405, 405, 405, 405),
    "plans:first": ("/bat-dau", LOGIN, 302, 302, 302, 302),
    "plans:mine": ("/viec", LOGIN, 200, 200, 200, 200),
    "plans:criteria": ("/viec/tieu-chi", LOGIN, 200, 200, 200, 200),
    "plans:events": ("/viec/su-kien", LOGIN, 200, 200, 200, 200),
    "plans:event": ("/viec/su-kien/1", LOGIN, 405, 405, 405, 405),
    "plans:habits": ("/viec/quy-uoc", LOGIN, 403, 200, 200, 403),
    "plans:offers": ("/viec/vao-phieu", LOGIN, 200, 200, 200, 200),
    "plans:work": ("/viec/{work}", LOGIN, 200, 200, 200, 200),
    "plans:work_do": ("/viec/{work}/lam", LOGIN, 405, 405, 405, 405),
    "plans:work_progress": ("/viec/{work}/tien-do", LOGIN, 405, 405, 405, 405),
    "plans:work_due": ("/viec/{work}/doi-han", LOGIN, 405, 405, 405, 405),
    "plans:work_time": ("/viec/{work}/gia-han", LOGIN, 405, 405, 405, 405),
    "plans:work_accept_many": ("/viec/{work}/duyet-loat", LOGIN, 405, 405, 405, 405),
    "plans:work_hand_in": ("/viec/{work}/nop", LOGIN, 405, 405, 405, 405),
    "plans:work_take_back": ("/viec/{work}/rut-minh-chung", LOGIN, 405, 405, 405, 405),
    "plans:work_offered": ("/viec/{work}/vao-phieu", LOGIN, 405, 405, 405, 405),
    "plans:work_items": ("/viec/{work}/dau-viec", LOGIN, 405, 405, 405, 405),
    "plans:work_values": ("/viec/{work}/so-lieu", LOGIN, 405, 405, 405, 405),
    "plans:work_part": ("/viec/{work}/viec-con", LOGIN, 405, 405, 405, 405),
    "plans:work_comment": ("/viec/{work}/y-kien", LOGIN, 405, 405, 405, 405),
    "plans:work_passing": ("/viec/{work}/ban-giao", LOGIN, 405, 405, 405, 405),
    "plans:work_event_back": ("/viec/{work}/rut-su-kien", LOGIN, 405, 405, 405, 405),
    "plans:proof": ("/minh-chung/{proof}", LOGIN, 200, 200, 200, 200),
    "plans:board": ("/bang", LOGIN, 200, 200, 200, 200),
    "plans:board_print": ("/bang/in", LOGIN, 200, 200, 200, 200),
    "library:home": ("/thu-vien", LOGIN, 200, 200, 200, 200),
    "library:add": ("/thu-vien/them", LOGIN, 200, 200, 200, 200),
    "library:link": ("/thu-vien/them-duong-dan", LOGIN, 405, 405, 405, 405),
    "library:evidence": ("/thu-vien/{evidence}", LOGIN, 200, 200, 200, 200),
    "library:correct": ("/thu-vien/{evidence}/sua", LOGIN, 405, 405, 405, 405),
    "library:version": ("/thu-vien/{evidence}/phien-ban", LOGIN, 405, 405, 405, 405),
    "library:remove": ("/thu-vien/{evidence}/bo", LOGIN, 405, 405, 405, 405),
    "library:restore": ("/thu-vien/{evidence}/lay-lai", LOGIN, 405, 405, 405, 405),
    "library:read_again": ("/thu-vien/{evidence}/doc-lai", LOGIN, 405, 405, 405, 405),
    "library:file": ("/thu-vien/{evidence}/tep/1", LOGIN, 200, 200, 200, 200),
    "library:picture": ("/thu-vien/{evidence}/tep/1/hinh", LOGIN, 200, 200, 200, 200),
    "library:page": ("/thu-vien/{evidence}/tep/1/trang/1", LOGIN, 404, 404, 404, 404),
    "indicators:home": ("/so-lieu", LOGIN, 302, 302, 302, 302),
    "indicators:upload": ("/so-lieu/nap", LOGIN, 403, 200, 403, 200),
    "indicators:uploaded": ("/so-lieu/nap/{facts}", LOGIN, 404, 200, 404, 404),
    "indicators:facts": ("/so-lieu/2026/suoi-may", LOGIN, 200, 200, 200, 200),
    "indicators:fact": ("/so-lieu/2026/suoi-may/gia-tri?ten=sipas", LOGIN, 200, 200, 200, 200),
    "appraisals:round_steps": ("/ky-danh-gia/{round}/chuyen-ca-ky", LOGIN, 403, 403, 403, 403),
    "appraisals:sittings": ("/hoi-dong/{round}", LOGIN, 403, 403, 403, 403),
    "appraisals:sitting_new": ("/hoi-dong/{round}/moi", LOGIN, 403, 403, 403, 403),
    "appraisals:sitting": ("/hoi-dong/{round}/{sitting}", LOGIN, 403, 403, 403, 403),
    "appraisals:sitting_attendance": ("/hoi-dong/{round}/{sitting}/diem-danh", LOGIN, 405, 405, 405, 405),
    "appraisals:motions_put": ("/hoi-dong/{round}/{sitting}/dua-vao", LOGIN, 405, 405, 405, 405),
    "appraisals:sitting_close": ("/hoi-dong/{round}/{sitting}/ket-thuc", LOGIN, 405, 405, 405, 405),
    "appraisals:sitting_minutes": ("/hoi-dong/{round}/{closed}/bien-ban.docx", LOGIN, 403, 403, 403, 403),
    "appraisals:motion": ("/hoi-dong/{round}/{sitting}/1", LOGIN, 403, 403, 403, 403),
    "appraisals:motion_vote": ("/hoi-dong/{round}/{sitting}/1/bieu-quyet", LOGIN, 405, 405, 405, 405),
    "appraisals:motion_propose": ("/hoi-dong/{round}/{sitting}/1/de-xuat", LOGIN, 405, 405, 405, 405),
    "appraisals:motion_settle": ("/hoi-dong/{round}/{sitting}/1/chot", LOGIN, 405, 405, 405, 405),
    "appraisals:motion_withdraw": ("/hoi-dong/{round}/{sitting}/1/rut", LOGIN, 405, 405, 405, 405),
    "assessments:results": ("/ket-qua", LOGIN, 200, 200, 200, 200),
    "assessments:result": ("/ket-qua/2026/suoi-may", LOGIN, 200, 200, 200, 200),
    "assessments:sheets": ("/phieu?tat-ca=1", LOGIN, 200, 200, 200, 200),
    "assessments:sheet": ("/phieu/2026/suoi-may", LOGIN, 200, 200, 200, 200),
    "assessments:begin": ("/phieu/2027/suoi-may/mo", LOGIN, 403, 200, 403, 403),
    "assessments:save": ("/phieu/2026/suoi-may/luu", LOGIN, 405, 405, 405, 405),
    "assessments:steps": ("/phieu/2026/suoi-may/trinh-nop", LOGIN, 200, 200, 200, 200),
    "assessments:act": ("/phieu/2026/suoi-may/chuyen", LOGIN, 405, 405, 405, 405),
    "assessments:rounds": ("/ky-danh-gia", LOGIN, 200, 200, 200, 200),
    "assessments:round_new": ("/ky-danh-gia/moi?nam=2026", LOGIN, 403, 403, 403, 403),
    "assessments:round": ("/ky-danh-gia/{round}", LOGIN, 200, 200, 200, 200),
    "assessments:round_file": ("/ky-danh-gia/{round}/tai", LOGIN, 200, 200, 200, 200),
    "assessments:round_times": ("/ky-danh-gia/{round}/ngay-gio", LOGIN, 403, 403, 403, 403),
    "assessments:round_unit": ("/ky-danh-gia/{round}/suoi-may", LOGIN, 403, 403, 403, 403),
    "assessments:round_extend": ("/ky-danh-gia/{round}/suoi-may/gia-han", LOGIN, 405, 405, 405, 405),
    "assessments:round_act": ("/ky-danh-gia/{round}/suoi-may/chuyen", LOGIN, 405, 405, 405, 405),
    "assessments:files": ("/phieu/2026/suoi-may/tep", LOGIN, 200, 200, 200, 200),
    "assessments:dossier": ("/phieu/2026/suoi-may/tep/bao-cao.docx", LOGIN, 200, 200, 200, 200),
    "assessments:package": ("/phieu/2026/suoi-may/goi-nop", LOGIN, 200, 200, 200, 200),
    "assessments:workbook": ("/phieu/2026/suoi-may/so-offline", LOGIN, 200, 200, 200, 200),
    "assessments:bring_offline": ("/phieu/2026/suoi-may/so-offline/nop", LOGIN, 405, 405, 405, 405),
    "assessments:offline": ("/phieu/2026/suoi-may/so-offline/{brought}", LOGIN, 404, 200, 404, 404),
    "assessments:sheet_results": ("/phieu/2026/suoi-may/ket-qua", LOGIN, 403, 403, 403, 403),
    "assessments:bring_results": ("/phieu/2026/suoi-may/ket-qua/nop", LOGIN, 405, 405, 405, 405),
    "assessments:alone": ("/phieu/2026/suoi-may/ky-rieng", LOGIN, 403, 302, 403, 403),
    "assessments:missing_units": ("/thieu-minh-chung/2026", LOGIN, 200, 200, 200, 200),
    "assessments:missing": ("/phieu/2026/suoi-may/thieu-minh-chung", LOGIN, 200, 200, 200, 200),
    "assessments:assign": ("/phieu/2026/suoi-may/phan-cong", LOGIN, 200, 200, 200, 200),
    "assessments:assign_many": ("/phieu/2026/suoi-may/phan-cong-loat", LOGIN, 405, 405, 405, 405),
    "assessments:assign_file": ("/phieu/2026/suoi-may/phan-cong.xlsx", LOGIN, 200, 200, 200, 200),
    "assessments:assign_row": ("/phieu/2026/suoi-may/phan-cong/1.1", LOGIN, 200, 200, 200, 200),
    "assessments:attach": ("/phieu/2026/suoi-may/phan-cong/1.1/gan", LOGIN, 405, 405, 405, 405),
    "assessments:detach": ("/phieu/2026/suoi-may/phan-cong/1.1/bo", LOGIN, 405, 405, 405, 405),
    "assessments:carry": ("/phieu/2026/suoi-may/chuyen-bo", LOGIN, 200, 200, 200, 200),
    "assessments:carry_change": ("/phieu/2026/suoi-may/chuyen-bo/doi", LOGIN, 405, 405, 405, 405),
    "assessments:carry_settle": ("/phieu/2026/suoi-may/chuyen-bo/quyet-dinh", LOGIN, 405, 405, 405, 405),
    "assessments:criterion": ("/phieu/2026/suoi-may/1.1", LOGIN, 302, 302, 302, 302),
    "appraisals:explanations": ("/phieu/2026/suoi-may/giai-trinh", LOGIN, 200, 200, 200, 200),
    "appraisals:changes": ("/phieu/2026/suoi-may/thay-doi", LOGIN, 200, 200, 200, 200),
    "appraisals:changes_file": ("/phieu/2026/suoi-may/thay-doi/tai.xlsx", LOGIN, 200, 200, 200, 200),
    "appraisals:criterion": ("/phieu/2026/suoi-may/1.1/ly-lich", LOGIN, 200, 200, 200, 200),
    "appraisals:publication": ("/ky-danh-gia/{acted}/cong-bo", LOGIN, 200, 200, 200, 200),
    "appraisals:published": ("/ky-danh-gia/{acted}/cong-bo/1", LOGIN, 200, 200, 200, 200),
    "appraisals:snapshot": ("/ky-danh-gia/{acted}/cong-bo/1/ban-chup", LOGIN, 403, 403, 403, 200),
    "appraisals:correction": ("/ky-danh-gia/{acted}/dieu-chinh", LOGIN, 403, 403, 403, 403),
    "appraisals:ranking": ("/xep-hang", LOGIN, 200, 200, 200, 200),
    "appraisals:results_file": ("/xep-hang/ky/{round}/ket-qua.xlsx", LOGIN, 403, 403, 403, 403),
    "appraisals:decision": ("/xep-hang/ky/{round}/quyet-dinh.docx", LOGIN, 403, 403, 403, 403),
    "appraisals:notices": ("/xep-hang/ky/{round}/thong-bao.zip", LOGIN, 403, 403, 403, 403),
    "appraisals:unit_result": ("/xep-hang/2026/suoi-may", LOGIN, 200, 200, 200, 200),
    "appraisals:notice": ("/xep-hang/2026/suoi-may/thong-bao.docx", LOGIN, 403, 403, 403, 403),
    "appraisals:judging": ("/tham-dinh", LOGIN, 403, 403, 403, 403),
    "appraisals:disputes": ("/tham-dinh/{round}/y-kien-khac-nhau", LOGIN, 403, 403, 403, 403),
    "appraisals:judge_unit": ("/tham-dinh/{round}/don-vi/suoi-may", LOGIN, 403, 403, 403, 403),
    "appraisals:accept_many": ("/tham-dinh/{round}/chap-nhan?tc=1.2", LOGIN, 403, 403, 403, 403),
    "appraisals:decide": ("/tham-dinh/{round}/xet", LOGIN, 405, 405, 405, 405),
    "appraisals:judge_criterion": ("/tham-dinh/{round}/1.2", LOGIN, 403, 403, 403, 403),
    "exchange:imports": ("/nhap-van-ban", LOGIN, 200, 200, 200, 200),
    "exchange:job": ("/nhap-van-ban/dang-doc/{job}", LOGIN, 404, 200, 404, 404),
    "exchange:job_progress": ("/nhap-van-ban/dang-doc/{job}/tien-do", LOGIN, 404, 200, 404, 404),
    "exchange:read_again": ("/nhap-van-ban/dang-doc/{job}/doc-lai", LOGIN, 405, 405, 405, 405),
    "exchange:reading": ("/nhap-van-ban/{code}", LOGIN, 404, 200, 200, 200),
    "exchange:correct": ("/nhap-van-ban/{code}/sua", LOGIN, 405, 405, 405, 405),
    "exchange:settle": ("/nhap-van-ban/{code}/xu-ly", LOGIN, 405, 405, 405, 405),
    "exchange:confirm": ("/nhap-van-ban/{code}/xac-nhan", LOGIN, 405, 405, 405, 405),
    "exchange:reopen": ("/nhap-van-ban/{code}/mo-lai", LOGIN, 405, 405, 405, 405),
    "exchange:history": ("/nhap-van-ban/{code}/lich-su", LOGIN, 404, 200, 200, 200),
    "exchange:sheet": ("/nhap-van-ban/{code}/phieu", LOGIN, 404, 200, 200, 200),
    "exchange:decide": ("/nhap-van-ban/{code}/phieu/xu-ly", LOGIN, 405, 405, 405, 405),
    "exchange:proof": ("/nhap-van-ban/{code}/phieu/minh-chung/1", LOGIN, 404, 200, 200, 200),
    "exchange:original": ("/nhap-van-ban/{code}/tep-goc", LOGIN, 404, 200, 200, 200),
    "exchange:make_plan": ("/nhap-van-ban/{code}/lap-ke-hoach", LOGIN, 405, 405, 405, 405),
    "exchange:plan": ("/nhap-van-ban/{code}/ke-hoach.docx", LOGIN, 404, 200, 200, 200),
}
WHO = ("", Role.OFFICER, Role.COORDINATOR, Role.LEADER, Role.ADMIN)
PAGES = [
    "/tro-giup",
    "/tai-khoan",
    "/nhap-van-ban",
    "/nhap-van-ban/{code}",
    "/nhap-van-ban/{code}/lich-su",
    "/nhap-van-ban/dang-doc/{job}",
    "/nhap-van-ban/dang-doc/{job}/tien-do",
    "/nhap-van-ban/{code}/phieu",
    "/nhap-van-ban/{code}/phieu?loc=lech",
]
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
    "assessments:begin",
    "plans:new",
    "plans:new_task",
    "plans:heading",
    "plans:recommendation_take_up",
    "indicators:upload",
    "chasing:assigned",
    "people:group_new",
    "people:group_rename",
    "people:group_add",
    "people:group_remove",
    "assessments:alone",
}
#: Pages of those who coordinate or lead a unit; nobody else gets them.
OF_THOSE_WHO_RUN = {"plans:habits"}
#: Pages of those who watch a unit; nobody else writes there.
OF_WATCHERS = {"plans:recommendation_new", "plans:recommendation_change", "plans:supervision_new"}
#: The pages of one plan and of its work: to enumerators, who are at a department, the commune's are not there.
OF_A_PLAN = ("/ke-hoach/{plan}", "/viec/{work}", "/minh-chung/{proof}", "/kien-nghi/{asked}", "/giam-sat/{seen}")
#: Facts and results of the commune, likewise.
OF_THE_COMMUNE = ("/so-lieu/2026", "/ket-qua/2026", "/phieu/2026", "/phieu/2028", "/thu-vien/{evidence}")
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
}
#: Pages of those who run a round of the province: the council alone.
OF_THE_COUNCIL = {
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
}

#: Pages of those who appraise: departments in their own domains, and the council.
OF_APPRAISERS = {
    "appraisals:judging",
    "appraisals:disputes",
    "appraisals:judge_unit",
    "appraisals:accept_many",
    "appraisals:judge_criterion",
}


def expected_of(name: str, who: str) -> int:
    """Return what an address answers to a role by the tables."""
    address, *statuses = ANSWERS[name]
    like = LIKE.get(who, who)
    if who in LIKE:
        like = Role.LEADER if name in OF_WRITERS else Role.ADMIN if name in OWN else like
    if name in OF_THOSE_WHO_RUN and who in LIKE:
        like = Role.ADMIN
    if name in OF_KEEPERS and who == Role.COUNCIL:
        like = Role.ADMIN
    expected = 200 if who == Role.WATCHER and name in OF_WATCHERS else statuses[WHO.index(like)]
    if who == Role.ENUMERATOR and address.startswith((*OF_A_PLAN, *OF_THE_COMMUNE)) and expected != 405:
        expected = 404
    if name == "chasing:letter" and who in {Role.APPRAISER, Role.WATCHER}:
        expected = 403
    if name in OF_THE_COUNCIL and who == Role.COUNCIL:
        expected = 200
    if name in OF_APPRAISERS and who in {Role.APPRAISER, Role.COUNCIL}:
        expected = 200
    return 403 if name == "library:add" and who in ADDS_NOTHING else expected

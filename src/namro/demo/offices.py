"""What a commune, a department and the province consist of: bodies with their positions, as after 1 July 2025."""

from __future__ import annotations

from dataclasses import dataclass

from namro.apps.people.models import Kind, Role

HAMLET_HEADS = "Trưởng thôn, tổ trưởng tổ dân phố"
ONE_STOP = "Người làm việc tại Bộ phận Một cửa"


@dataclass(frozen=True, slots=True)
class Seat:
    """A position with so many people in it, and the group to which it belongs."""

    name: str
    role: Role = Role.OFFICER
    seats: int = 1
    group: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """A body inside a unit; `code` is the end of its own code."""

    code: str
    name: str
    kind: Kind
    seats: tuple[Seat, ...]


PROVINCE_LEADERS = (
    Seat("Chủ tịch Ủy ban nhân dân tỉnh", Role.LEADER),
    Seat("Phó Chủ tịch Ủy ban nhân dân tỉnh, Chủ tịch Hội đồng thẩm định", Role.COUNCIL),
)
DEPARTMENTS = {
    "so-noi-vu": (
        "Sở Nội vụ",
        (Seat("Giám đốc Sở Nội vụ", Role.LEADER), Seat("Phó Giám đốc Sở Nội vụ", Role.LEADER, 2)),
        (
            Office(
                "cchc",
                "Phòng Cải cách hành chính",
                Kind.DIVISION,
                (
                    Seat("Trưởng phòng Cải cách hành chính", Role.COUNCIL),
                    Seat("Chuyên viên thẩm định cải cách hành chính", Role.APPRAISER, 3),
                    Seat("Điều tra viên khảo sát hài lòng", Role.ENUMERATOR, 2),
                ),
            ),
            Office("van-phong", "Văn phòng Sở", Kind.OFFICE, (Seat("Chuyên viên tổng hợp", Role.COORDINATOR),)),
        ),
    ),
    "van-phong-tinh": (
        "Văn phòng Ủy ban nhân dân tỉnh",
        (Seat("Chánh Văn phòng Ủy ban nhân dân tỉnh", Role.LEADER),),
        (
            Office(
                "kstthc",
                "Phòng Kiểm soát thủ tục hành chính",
                Kind.DIVISION,
                (
                    Seat("Trưởng phòng Kiểm soát thủ tục hành chính", Role.APPRAISER),
                    Seat("Chuyên viên kiểm soát thủ tục hành chính", Role.APPRAISER, 2),
                ),
            ),
            Office("hanh-chinh", "Phòng Hành chính", Kind.DIVISION, (Seat("Chuyên viên quản trị hệ thống"),)),
        ),
    ),
}


def commune_leaders(kind: Kind) -> tuple[Seat, ...]:
    """The leaders of a commune or ward."""
    place = "phường" if kind == Kind.WARD else "xã"
    return (
        Seat(f"Chủ tịch Ủy ban nhân dân {place}", Role.LEADER),
        Seat(f"Phó Chủ tịch Ủy ban nhân dân {place}", Role.LEADER, 2),
    )


def commune_offices(kind: Kind) -> tuple[Office, ...]:
    """The bodies of a commune or ward, hamlets left out."""
    ward = kind == Kind.WARD
    economy = "Phòng Kinh tế, Hạ tầng và Đô thị" if ward else "Phòng Kinh tế"
    place = "phường" if ward else "xã"
    return (
        Office(
            "van-phong",
            "Văn phòng HĐND và UBND",
            Kind.OFFICE,
            (
                Seat("Chánh Văn phòng HĐND và UBND"),
                Seat("Công chức Văn phòng – Thống kê", Role.COORDINATOR),
                Seat("Công chức Tư pháp – Hộ tịch", seats=2, group=ONE_STOP),
            ),
        ),
        Office(
            "kinh-te",
            economy,
            Kind.DIVISION,
            (
                Seat(f"Trưởng {economy[0].lower()}{economy[1:]}"),
                Seat("Công chức Địa chính – Môi trường", seats=2, group=ONE_STOP),
                Seat("Công chức Tài chính – Kế toán"),
            ),
        ),
        Office(
            "van-hoa",
            "Phòng Văn hóa – Xã hội",
            Kind.DIVISION,
            (
                Seat("Trưởng phòng Văn hóa – Xã hội"),
                Seat("Công chức Văn hóa – Thông tin"),
                Seat("Công chức Nội vụ"),
            ),
        ),
        Office(
            "ttpvhcc",
            "Trung tâm Phục vụ hành chính công",
            Kind.SERVICE_CENTRE,
            (
                Seat("Giám đốc Trung tâm Phục vụ hành chính công", group=ONE_STOP),
                Seat("Công chức một cửa", seats=2, group=ONE_STOP),
                Seat("Nhân viên bưu điện hỗ trợ tiếp nhận hồ sơ", group=ONE_STOP),
            ),
        ),
        Office(
            "cong-an", f"Công an {place}", Kind.POLICE, (Seat(f"Trưởng Công an {place}"), Seat("Cán bộ đăng ký cư trú"))
        ),
        Office("tram-y-te", f"Trạm Y tế {place}", Kind.HEALTH_STATION, (Seat("Trạm trưởng Trạm Y tế"),)),
        Office(
            "mat-tran",
            f"Ủy ban Mặt trận Tổ quốc {place}",
            Kind.FRONT,
            (Seat(f"Chủ tịch Ủy ban Mặt trận Tổ quốc {place}", Role.WATCHER),),
        ),
    )


#: Watches the commune of the sample sheet beside its Front.
PEOPLES_COUNCIL = Office(
    "hdnd",
    "Thường trực Hội đồng nhân dân xã",
    Kind.PEOPLES_COUNCIL,
    (Seat("Phó Chủ tịch Hội đồng nhân dân xã", Role.WATCHER),),
)
#: The bodies of a commune before 1 July 2025, with what took over from them: (code of the body, share in percent).
OLD_OFFICES = (
    (
        Office(
            "van-phong",
            "Văn phòng – Thống kê",
            Kind.OFFICE,
            (Seat("Công chức Văn phòng – Thống kê", Role.COORDINATOR), Seat("Công chức Tư pháp – Hộ tịch")),
        ),
        (("van-phong", 100),),
    ),
    (
        Office(
            "dia-chinh",
            "Bộ phận Địa chính – Xây dựng và Văn hóa – Xã hội",
            Kind.DIVISION,
            (Seat("Công chức Địa chính – Môi trường"), Seat("Công chức Văn hóa – Thông tin")),
        ),
        (("kinh-te", 60), ("van-hoa", 40)),
    ),
    (
        Office(
            "mot-cua",
            "Bộ phận Tiếp nhận và Trả kết quả",
            Kind.SERVICE_CENTRE,
            (Seat("Công chức một cửa", seats=2),),
        ),
        (("ttpvhcc", 100),),
    ),
)

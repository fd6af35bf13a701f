"""Two titles name one document, whatever wraps it."""

import pytest

from gkcheck.titles import inner_title, interpreted_documents, named_documents, normalise_title, same_title, title_keys

NAME = "青屏市知识产权资助资金管理办法"


@pytest.mark.parametrize(
    "other",
    [
        f"《{NAME}》",
        f"关于印发《{NAME}》的通知",
        f"关于印发〈{NAME}〉的通知",
        f"青屏市知识产权局关于印发《{NAME}》的通知",
        f"青屏市知识产权局 青屏市财政局关于印发《{NAME}》的通知",
        f"青屏市知识产权局等三部门关于印发《{NAME}》的通知",
        f"关于印发{NAME}的通知",
        f"{NAME}（试行）",
        f"关于印发《{NAME}（试行）》的通知",
        f"关于修订印发《{NAME}》的通知",
        f"关于公布《{NAME}》的公告",
        f"{NAME}（2024年修订版）",
        f"{NAME}(2024版)",
        f"{NAME} (征求意见稿)",
        f"关于印发《{NAME}》的通知（青知局〔2024〕7号）",
        "青屏市知识产权\n资助资金　管理办法",
        f"{NAME}。",
    ],
)
def test_one_document_in_many_spellings(other: str) -> None:
    assert same_title(NAME, other)
    assert same_title(other, f"关于印发《{NAME}》的通知")


@pytest.mark.parametrize(
    "other",
    [
        "青屏市知识产权资助资金管理细则",
        "青屏市知识产权资助资金管理办法实施细则",
        f"《{NAME}》政策解读",
        "关于印发《青屏市专利转化运用专项行动实施方案》的通知",
        "通知",
        "",
    ],
)
def test_other_documents(other: str) -> None:
    assert not same_title(NAME, other)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("《甲》和《乙》解读", ["甲", "乙"]),
        ("《〈专利法〉实施细则》解读", ["〈专利法〉实施细则"]),
        ("《关于印发《某办法》的通知》解读", ["关于印发《某办法》的通知"]),
        ("《没有结束", []),
        ("没有书名号", []),
    ],
)
def test_reads_names_in_title_marks(text: str, names: list[str]) -> None:
    assert named_documents(text) == names


@pytest.mark.parametrize(
    ("title", "documents"),
    [
        (f"《{NAME}》政策解读", [NAME]),
        (f"一图读懂《{NAME}》", [NAME]),
        (f"一图读懂｜{NAME}", [NAME]),
        (f"{NAME}解读", [NAME]),
        (f"【图解】{NAME}", [NAME]),
        (f"关于《{NAME}》的起草说明", [NAME]),
        (f"市知识产权局就《{NAME}》答记者问", [NAME]),
        (f"关于{NAME}的政策解读", [NAME]),
        ("专利转化政策问答（一）", []),
        ("解读", []),
        ("《问答》", []),
    ],
)
def test_an_interpretation_names_its_documents(title: str, documents: list[str]) -> None:
    assert interpreted_documents(title) == documents


@pytest.mark.parametrize(
    ("title", "inner"),
    [
        (f"关于印发《{NAME}》的通知", NAME),
        ("关于印发某某办法的通知", "某某办法"),
        ("关于做好某工作的通知", "关于做好某工作的通知"),
        (NAME, NAME),
    ],
)
def test_unwraps(title: str, inner: str) -> None:
    assert inner_title(title) == inner


def test_a_wrapper_of_two_documents_has_a_key_for_each() -> None:
    keys = title_keys("关于印发《青屏市甲办法》和《青屏市乙办法》的通知")
    assert {"青屏市甲办法", "青屏市乙办法"} <= set(keys)


def test_the_key_is_a_fixed_point() -> None:
    for title in (NAME, f"关于印发《{NAME}（试行）》的通知", f"《{NAME}》", "第一届（2024年）大会"):
        assert normalise_title(normalise_title(title)) == normalise_title(title)

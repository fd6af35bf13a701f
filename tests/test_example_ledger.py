"""The commitment ledger of the 2024 work points that ships as an example, over a site that kept some of its promises."""

import json
from pathlib import Path

import pytest
import yaml

from minisite import article, judge_folder, policy, reading, write_site

LEDGER = Path(__file__).parents[1] / "examples/commitments/2024.yaml"
NAMED = [
    "实施推进计划（2024—2025）",
    "数据知识产权登记办法",
    "知识产权运用促进条例",
    "上海知识产权创新奖评审表彰办法",
    "财政事权和支出责任划分实施方案",
    "上海市知识产权专项资金管理办法",
    "行政裁决工作的实施方案",
    "行政裁决规范化建设试点实施方案",
    "技术鉴定和咨询工作管理办法",
    "重点商标保护名录",
    "专利转化运用专项行动实施方案",
    "试点示范创建项目认定与验收标准",
    "千企百城",
    "专利运营超话",
    "推动知识产权服务业高质量发展的若干措施",
    "专利代理机构信用综合评价指南",
    "第二十一届上海知识产权国际论坛",
    "专家库",
    "人才发展报告",
    "公平竞争审查工作办法",
    "知识产权宣传周",
    "共建高水平改革开放知识产权强市年度工作要点",
    "商标代理机构信用档案",
    "临港分中心",
]


def _pages() -> dict[str, str | bytes]:
    measures = "关于优化营商环境建设推动知识产权服务业高质量发展的若干措施"
    return {
        "zwgk/zcwj/1.html": policy(
            title=f"上海市知识产权局关于印发《{measures}》的通知", day="2024-06-12", number="沪知局〔2024〕19号"
        ),
        "zwgk/zcwj/2.html": policy(
            title="上海市知识产权局 上海市财政局关于印发《上海市知识产权专项资金管理办法》的通知",
            day="2023-03-01",
            number="沪知局规〔2023〕1号",
        ),
        "zwgk/zcwj/3.html": policy(
            title="关于印发《上海市专利转化运用专项行动实施方案》的通知", day="2025-02-10", number="沪知局〔2025〕2号"
        ),
        "zwgk/zcjd/4.html": reading(title="《上海市知识产权局公平竞争审查工作办法》政策解读", day="2024-09-02"),
        "xwzx/5.html": article(title="第二十一届上海知识产权国际论坛在沪开幕", day="2024-10-17"),
        "xwzx/6.html": article(title="2024年上海知识产权宣传周活动启动", day="2024-04-20"),
        "hdjl/7.html": article(
            "<p>现向社会公开征求意见。</p>",
            title="关于公开征求《上海市知识产权运用促进条例（草案）》意见的公告",
            day="2024-08-05",
        ),
    }


def _run(folder: Path, today: str) -> tuple[dict[str, str], dict[str, str], int]:
    """Title → variant and severity of each finding, and how many rows could not be judged."""
    from datetime import date

    write_site(folder / "site", _pages())
    write_site(folder, {"gkcheck.toml": f'[site]\nroot = "site"\n[ledgers]\ncommitments = {json.dumps(str(LEDGER))}\n'})
    run = judge_folder(folder, "DEC010", today=date.fromisoformat(today))
    assert not [problem for problem in run.problems if problem.code]
    variants = {found.arguments["title"]: found.variant for found in run.findings if found.code == "DEC010"}
    severities = {found.arguments["title"]: found.severity.value for found in run.findings if found.code == "DEC010"}
    return variants, severities, len(run.unjudged)


@pytest.mark.parametrize("name", NAMED)
def test_what_the_work_points_name_is_in_the_ledger(name: str) -> None:
    rows = yaml.safe_load(LEDGER.read_text("utf-8"))
    assert any(name in row["成果名称"].replace("《", "").replace("》", "") for row in rows)


def test_after_the_year_unkept_promises_are_warnings(tmp_path: Path) -> None:
    variants, severities, open_rows = _run(tmp_path, "2025-03-01")
    rows = yaml.safe_load(LEDGER.read_text("utf-8"))
    kept = {
        "关于优化营商环境建设推动知识产权服务业高质量发展的若干措施",
        "第二十一届上海知识产权国际论坛",
        "知识产权宣传周",
        "上海市知识产权运用促进条例",
    }
    assert not kept & variants.keys()
    assert "上海市知识产权局公平竞争审查工作办法" not in variants, "its interpretation leaves the question open"
    assert open_rows == 1
    assert variants["上海市知识产权专项资金管理办法"] == "unmet", "the edition of 2023 is not the revised one"
    assert variants["上海市专利转化运用专项行动实施方案"] == "late"
    assert len(variants) == len(rows) - len(kept) - open_rows
    assert set(severities.values()) == {"warning"}


def test_before_the_year_is_over_they_are_notes(tmp_path: Path) -> None:
    variants, severities, _ = _run(tmp_path, "2024-11-30")
    assert variants["上海市知识产权专项资金管理办法"] == "pending"
    assert set(severities.values()) == {"note"}

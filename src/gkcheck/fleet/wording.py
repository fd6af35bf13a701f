"""The words of the league table, in both languages."""

LABELS = {
    "title": {"zh": "政府网站信息公开检查排名", "en": "League table of disclosure checks"},
    "as-of": {"zh": "检查日期", "en": "as of"},
    "made-by": {"zh": "由 gkcheck {version} 生成", "en": "made by gkcheck {version}"},
    "counts": {
        "zh": "共 {total} 个网站：{clean} 个没有达到级别的问题，{findings} 个有问题，{incomplete} 个结果不完整，{failed} 个没能检查。",
        "en": "{total} sites: {clean} without findings that count, {findings} with findings, {incomplete} incomplete, {failed} not checked.",
    },
    "open-note": {
        "zh": "结果不完整或没能检查的网站不参加排名：没有看到的，不算合格。",
        "en": "Sites that were not wholly checked have no rank: what was not seen is not in order.",
    },
    "order": {
        "zh": "排名依次按：触发的单项否决（少者在前）、检查指标得分（高者在前）、错误、警告、提示的数量。得分只计有规则核查的指标。",
        "en": "Ranked by veto items that fall (fewer first), score of the inspection (higher first), errors, warnings, notes. "
        "The score counts only what rules check.",
    },
    "shard": {"zh": "这只是第 {shard} 份（共 {shards} 份），不是全部网站。", "en": "This is part {shard} of {shards}, not all sites."},
    "ranked": {"zh": "排名", "en": "Ranked"},
    "open": {"zh": "未能完整检查", "en": "Not wholly checked"},
    "none": {"zh": "无", "en": "none"},
    "unknown": {"zh": "—", "en": "—"},
    "trend-of": {"zh": "错误数：{told}", "en": "errors: {told}"},
    "report": {"zh": "JSON 报告", "en": "JSON report"},
    "first": {"zh": "首次", "en": "first"},
    "same": {"zh": "不变", "en": "same"},
}

COLUMNS = {
    "rank": {"zh": "名次", "en": "rank"},
    "site": {"zh": "网站", "en": "site"},
    "unit": {"zh": "主办单位", "en": "unit"},
    "parent": {"zh": "上级", "en": "under"},
    "vetoes": {"zh": "单项否决", "en": "vetoes"},
    "veto_reviews": {"zh": "否决待核", "en": "vetoes to review"},
    "veto_open": {"zh": "否决未核全", "en": "vetoes not verified"},
    "score": {"zh": "得分", "en": "score"},
    "errors": {"zh": "错误", "en": "errors"},
    "warnings": {"zh": "警告", "en": "warnings"},
    "notes": {"zh": "提示", "en": "notes"},
    "reviews": {"zh": "待人工核查", "en": "to review"},
    "pages": {"zh": "页面", "en": "pages"},
    "change": {"zh": "错误较上次", "en": "errors since last"},
    "trend": {"zh": "走势", "en": "trend"},
}

OPEN_COLUMNS = {
    "site": COLUMNS["site"],
    "unit": COLUMNS["unit"],
    "parent": COLUMNS["parent"],
    "status": {"zh": "结果", "en": "result"},
    "reason": {"zh": "原因", "en": "reason"},
    "unread": {"zh": "未读", "en": "unread"},
    "errors": {"zh": "已发现错误", "en": "errors so far"},
    "vetoes": {"zh": "已触发否决", "en": "vetoes so far"},
}

STATUSES = {
    "clean": {"zh": "没有问题", "en": "clean"},
    "findings": {"zh": "有问题", "en": "findings"},
    "incomplete": {"zh": "不完整", "en": "incomplete"},
    "failed": {"zh": "没能检查", "en": "not checked"},
}

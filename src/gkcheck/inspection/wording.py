"""The sentences of the scorecard, in both languages."""

STATES = {
    "hit": {"zh": "触发", "en": "falls"},
    "review": {"zh": "待人工核查", "en": "needs review"},
    "soon": {"zh": "预警", "en": "warning"},
    "open": {"zh": "未核查", "en": "not checked"},
    "partial": {"zh": "未全部核查", "en": "not wholly checked"},
    "clear": {"zh": "未触发", "en": "does not fall"},
    "not-applicable": {"zh": "不适用", "en": "does not apply"},
}
POINT_STATES = {
    **STATES,
    "hit": {"zh": "有问题", "en": "found"},
    "clear": {"zh": "未发现问题", "en": "nothing found"},
}
"""For deductions and bonus, which fall by degrees."""

STANDINGS = {
    "D": {"zh": "", "en": ""},
    "S": {"zh": "转引", "en": "second-hand"},
    "R": {"zh": "未核实", "en": "not verified"},
}
NEEDS = {
    "network": {"zh": "需联网监测", "en": "takes watching on the network"},
    "person": {"zh": "需人工判断", "en": "takes a person"},
}
SERVICES = {
    "absent": {"zh": "尚无此规则", "en": "there is no such rule"},
    "off": {"zh": "没有运行", "en": "did not run"},
    "silent": {"zh": "{reason}", "en": "{reason}"},
    "crashed": {"zh": "运行出错", "en": "crashed"},
    "unjudged": {"zh": "{n} 个页面都未能判断", "en": "could not be judged on any of {n} page(s)"},
    "judged": {"zh": "{n} 个页面未能判断", "en": "not judged on {n} page(s)"},
}
LABELS = {
    "title": {"zh": "检查指标自评", "en": "scorecard by the indicators of the inspection"},
    "head": {"zh": "网站 {root}，按 {day} 判断，gkcheck {version}", "en": "site {root}, judged at {day}, gkcheck {version}"},
    "marks": {
        "zh": "标“转引”“未核实”的标准和标“默认”的分值没有读到原文，可在 [data] inspection-changes 中改。",
        "en": "Standards marked second-hand or not verified, and points marked default, are not from the text; change them by [data] inspection-changes.",
    },
    "colon": {"zh": "：", "en": ": "},
    "comma": {"zh": "，", "en": ", "},
    "semicolon": {"zh": "；", "en": "; "},
    "bracket": {"zh": "（{text}）", "en": " ({text})"},
    "of": {"zh": "{count} 个（达到 {threshold} 个即触发）", "en": "{count} ({threshold} make it fall)"},
    "count": {"zh": "{count} 个", "en": "{count}"},
    "window": {"zh": "期限 {text}", "en": "limit {text}"},
    "early": {"zh": "{n} 处临近期限", "en": "{n} near their limit"},
    "days-left": {"zh": "再过 {n} 天即触发", "en": "falls in {n} day(s)"},
    "review": {"zh": "待人工核查 {n} 处，不计入", "en": "{n} to be reviewed, not counted"},
    "suppressed": {"zh": "已豁免 {n} 处，不计入", "en": "{n} suppressed, not counted"},
    "not-checked": {"zh": "未核查", "en": "not checked"},
    "places": {"zh": "{code} {slug}：{n} 处", "en": "{code} {slug}: {n}"},
    "to-review": {"zh": "待人工核查", "en": "to be reviewed"},
    "warned": {"zh": "预警", "en": "warned"},
    "more": {"zh": "……另有 {n} 处，加 --verbose 全部列出", "en": "… {n} more; --verbose lists all"},
    "points": {"zh": "分值 {n}{mark}", "en": "{n} points{mark}"},
    "points-unknown": {"zh": "分值未核实", "en": "points not verified"},
    "deducted": {"zh": "扣 {n}{mark}", "en": "minus {n}{mark}"},
    "default": {"zh": "默认", "en": "default"},
    "no-services": {"zh": "没有对外服务职能", "en": "the body serves no public"},
    "unread": {"zh": "没有读到的文件（不影响分数，但结果不完整）", "en": "Not read (no score changes, but the result is incomplete)"},
    "problems": {"zh": "运行中的问题（结果不完整）", "en": "Faults of the run (the result is incomplete)"},
    "verdict": {"zh": "结论", "en": "Verdict"},
    "findings": {"zh": "问题", "en": "Findings"},
}
COLUMNS = {
    "group": {"zh": "一级指标", "en": "Group"},
    "name": {"zh": "二级指标", "en": "Indicator"},
    "standard": {"zh": "标准", "en": "Standard"},
    "result": {"zh": "结果", "en": "Result"},
    "points": {"zh": "分值", "en": "Points"},
    "deducted": {"zh": "扣分", "en": "Deducted"},
    "basis": {"zh": "依据", "en": "Basis"},
    "rules": {"zh": "问题", "en": "Findings"},
}
VERDICTS = {
    "vetoes": {
        "zh": "否决项：{hit} 项触发，{open} 项未能（全部）核查，{review} 项待人工核查，{soon} 项预警。",
        "en": "Veto items: {hit} fall(s), {open} not (wholly) checked, {review} to be reviewed, {soon} warned of.",
    },
    "failed": {
        "zh": "出现单项否决即为不合格，不再评分；扣分仅供整改参考。",
        "en": "A veto item fails the site and nothing else is scored; the deductions only serve for mending.",
    },
    "score": {
        "zh": "扣分合计 {deducted}（默认分值，未核实），至多得 {score} 分。",
        "en": "{deducted} points are deducted (defaults, not verified), which leaves {score} at most.",
    },
    "unknown": {
        "zh": "{whole} 项扣分指标中有 {n} 项未能（全部）核查，没有扣分，也不算通过。",
        "en": "Of {whole} deductions {n} were not (wholly) checked, which neither costs points nor passes.",
    },
    "scaled": {
        "zh": "没有对外服务职能：不查办事服务类，得分按 {whole}/{rest} 折算。",
        "en": "The body serves no public: services are left out and the score multiplied by {whole}/{rest}.",
    },
    "below": {"zh": "低于 {n} 分为不合格。", "en": "Below {n} the site fails."},
    "bonus": {"zh": "高于 {n} 分，可进入加分。", "en": "Above {n} the bonus is added."},
    "incomplete": {"zh": "结果不完整：有文件没有读到或规则没有运行。", "en": "The result is incomplete: files were not read or rules did not run."},
    "nothing": {"zh": "没有读到任何页面，什么也没有核查。", "en": "No page was read, so nothing was checked."},
    "code": {"zh": "退出码 {code}。", "en": "Exit code {code}."},
}
